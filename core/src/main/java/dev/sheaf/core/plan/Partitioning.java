// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.plan;

import java.util.List;

/// How the rows of a producer's tasks are spread over a consumer's.
public sealed interface Partitioning {
    /// All rows to the one task of the consumer.
    record Gather() implements Partitioning {}

    /// All rows to the one task of the consumer, merged so that the producers' order holds. Each producer's output is
    /// ordered so.
    record MergeGather(List<SortKey> keys) implements Partitioning {
        public MergeGather {
            keys = List.copyOf(keys);
        }
    }

    /// By the exchange bits of the hash of key columns: equal keys (nulls too) meet in one task.
    record Hash(List<Integer> keys) implements Partitioning {
        public Hash {
            keys = List.copyOf(keys);
        }
    }

    /// Every row to every task.
    record Broadcast() implements Partitioning {}

    /// Each producer's rows to the consumer of the same number, on the same node: they change the fragment and not the
    /// place. There are no fewer consumers than producers.
    record Forward() implements Partitioning {}

    /// Evenly, in turn.
    record RoundRobin() implements Partitioning {}
}
