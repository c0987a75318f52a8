// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.plan;

/// How the sides of a join come together. Execution doesn't depend on it, EXPLAIN shows it.
public enum JoinDistribution {
    /// Both sides lie by the same hash of the keys.
    PARTITIONED,
    /// Every task holds the whole build side.
    REPLICATED,
    /// There is one task.
    SINGLE
}
