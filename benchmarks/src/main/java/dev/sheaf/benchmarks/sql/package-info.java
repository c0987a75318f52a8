// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// JMH suites of whole statements through the embedded engine.
/// The comparison with another engine lives in [dev.sheaf.benchmarks.comparison].
@NullMarked
package dev.sheaf.benchmarks.sql;

import org.jspecify.annotations.NullMarked;
