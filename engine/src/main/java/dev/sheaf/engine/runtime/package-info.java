// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// The machine behind the SPIs: threads, clocks, chance and files.
/// The only place of the embedded engine that touches them.
@NullMarked
package dev.sheaf.engine.runtime;

import org.jspecify.annotations.NullMarked;
