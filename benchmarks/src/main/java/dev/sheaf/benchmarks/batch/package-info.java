// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// JMH suites of owned batches: building, reading, encoding, decoding.
/// How they travel is measured in [dev.sheaf.benchmarks.exchange].
@NullMarked
package dev.sheaf.benchmarks.batch;

import org.jspecify.annotations.NullMarked;
