// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// The TPC-DS query texts. No data generation and no expected answers: those come from another engine at test time.
@NullMarked
package dev.sheaf.testkit.tpcds;

import org.jspecify.annotations.NullMarked;
