// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// The TPC-H query texts and schema names that planner, tests and benchmarks share. No data generation, which the
/// `tpch` schema of `storage` does, and no expected answers: those come from another engine at test time.
@NullMarked
package dev.sheaf.testkit.tpch;

import org.jspecify.annotations.NullMarked;
