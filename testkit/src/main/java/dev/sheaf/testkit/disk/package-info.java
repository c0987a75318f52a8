// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Disks for tests and simulations.
/// No file of the machine is touched here.
@NullMarked
package dev.sheaf.testkit.disk;

import org.jspecify.annotations.NullMarked;
