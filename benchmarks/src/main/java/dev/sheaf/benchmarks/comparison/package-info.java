// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// The side-by-side runs of Sheaf and DuckDB: data, queries, rounds, ratios and the reports.
/// No JMH suite lives here.
@NullMarked
package dev.sheaf.benchmarks.comparison;

import org.jspecify.annotations.NullMarked;
