// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// What single short statements cost, one after the other. No throughput of long queries, which is compared elsewhere.
@NullMarked
package dev.sheaf.benchmarks.latency;

import org.jspecify.annotations.NullMarked;
