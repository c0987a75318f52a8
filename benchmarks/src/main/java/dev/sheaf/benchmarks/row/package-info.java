// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// JMH suites of row pages: scattering columns into rows and gathering them again.
/// The operators that keep rows are measured in [dev.sheaf.benchmarks.operator].
@NullMarked
package dev.sheaf.benchmarks.row;

import org.jspecify.annotations.NullMarked;
