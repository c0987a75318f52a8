// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// What every implementation of an SPI must do, as test suites that each implementation runs.
/// No implementation lives here.
@NullMarked
package dev.sheaf.testkit.contract;

import org.jspecify.annotations.NullMarked;
