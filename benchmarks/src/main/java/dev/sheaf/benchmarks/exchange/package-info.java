// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// JMH suites of the channels that move batches between tasks.
/// What is done with the batches is measured elsewhere.
@NullMarked
package dev.sheaf.benchmarks.exchange;

import org.jspecify.annotations.NullMarked;
