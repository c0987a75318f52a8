// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// JMH suites of scans: tables in memory and Parquet pages by encoding and codec.
/// No operator is measured here.
@NullMarked
package dev.sheaf.benchmarks.storage;

import org.jspecify.annotations.NullMarked;
