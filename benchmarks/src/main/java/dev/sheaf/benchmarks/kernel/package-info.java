// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// JMH suites of the kernels that evaluate expressions and hash keys, by chunk size and share of nulls.
/// No operator and no query is measured here.
@NullMarked
package dev.sheaf.benchmarks.kernel;

import org.jspecify.annotations.NullMarked;
