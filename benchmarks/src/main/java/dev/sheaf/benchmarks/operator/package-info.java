// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// JMH suites of whole operators, driven by one thread over chunks that lie ready.
/// No planner, no scheduler and no exchange takes part.
@NullMarked
package dev.sheaf.benchmarks.operator;

import org.jspecify.annotations.NullMarked;
