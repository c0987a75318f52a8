// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.operator;

import dev.sheaf.core.hash.ValueHash;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.Selection;
import dev.sheaf.exec.hash.VectorHash;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Sends rows with equal keys to the same consumer: hashes the key columns, counts rows per consumer, and lists the row
/// numbers consumer by consumer, so that each gets its rows in one go.
final class HashRouter implements RowRouter {
    private final VectorHash hash;
    private final int consumerCount;
    private final int[] ends;
    private int[] consumers = {};
    private int[] scattered = {};

    HashRouter(List<Integer> keys, int consumerCount) {
        this.hash = new VectorHash(keys.stream().mapToInt(Integer::intValue).toArray());
        this.consumerCount = consumerCount;
        this.ends = new int[consumerCount];
    }

    @Override
    public void route(Chunk chunk, Target target) {
        ensureCapacity(chunk.rowCount());
        long[] hashes = hash.hash(chunk);
        Selection selection = chunk.selection();
        int @Nullable [] rows = selection == null ? null : selection.rows();
        int count = chunk.activeCount();
        Arrays.fill(ends, 0);
        for (int i = 0; i < count; i++) {
            int consumer = ValueHash.partition(hashes[rows == null ? i : rows[i]], consumerCount);
            consumers[i] = consumer;
            ends[consumer]++;
        }
        int start = 0;
        for (int i = 0; i < consumerCount; i++) {
            int size = ends[i];
            ends[i] = start;
            start += size;
        }
        for (int i = 0; i < count; i++) {
            scattered[ends[consumers[i]]++] = rows == null ? i : rows[i];
        }
        int from = 0;
        for (int i = 0; i < consumerCount; i++) {
            if (ends[i] > from) {
                target.append(i, chunk, scattered, from, ends[i] - from);
                from = ends[i];
            }
        }
    }

    private void ensureCapacity(int rows) {
        if (consumers.length < rows) {
            consumers = new int[rows];
            scattered = new int[rows];
        }
    }
}
