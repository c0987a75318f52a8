// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.sort;

import dev.sheaf.core.memory.MemoryContext;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Merges slices of sorted runs, pair by pair in rounds, within memory that fits the cache.
final class RunMerger {
    private final RowSorter sorter;
    private final MemorySegment[] pages;
    private final MemoryContext memory;

    RunMerger(RowSorter sorter, MemorySegment[] pages, MemoryContext memory) {
        this.sorter = sorter;
        this.pages = pages;
        this.memory = memory;
    }

    /// @param starts by run, the first pair of its slice
    /// @param ends by run, the end of its slice
    /// @param target gets the merged pairs
    void merge(List<LongPairs> runs, int[] starts, int[] ends, LongPairs target) {
        int total = 0;
        for (int i = 0; i < starts.length; i++) {
            total += ends[i] - starts[i];
        }
        target.ensureCapacity(total, total);
        int[] bounds = new int[starts.length + 1];
        int slices = 0;
        for (int i = 0; i < starts.length; i++) {
            int size = ends[i] - starts[i];
            if (size > 0) {
                System.arraycopy(runs.get(i).keys(), starts[i], target.keys(), bounds[slices], size);
                System.arraycopy(runs.get(i).addresses(), starts[i], target.addresses(), bounds[slices], size);
                bounds[slices + 1] = bounds[slices] + size;
                slices++;
            }
        }
        target.setCount(total);
        try (LongPairs scratch = new LongPairs(memory)) {
            scratch.ensureCapacity(total, total);
            mergeRounds(target, scratch, bounds, slices);
        }
    }

    private void mergeRounds(LongPairs target, LongPairs scratch, int[] bounds, int sliceCount) {
        LongPairs from = target;
        LongPairs to = scratch;
        int slices = sliceCount;
        while (slices > 1) {
            int merged = 0;
            for (int i = 0; i < slices; i += 2) {
                int middle = bounds[Math.min(i + 1, slices)];
                int end = bounds[Math.min(i + 2, slices)];
                mergePair(from, to, bounds[i], middle, end);
                bounds[++merged] = end;
            }
            slices = merged;
            LongPairs swap = from;
            from = to;
            to = swap;
        }
        if (from != target) {
            int count = bounds[1];
            System.arraycopy(from.keys(), 0, target.keys(), 0, count);
            System.arraycopy(from.addresses(), 0, target.addresses(), 0, count);
        }
    }

    private void mergePair(LongPairs from, LongPairs to, int start, int middle, int end) {
        long[] keys = from.keys();
        long[] addresses = from.addresses();
        long[] targetKeys = to.keys();
        long[] targetAddresses = to.addresses();
        int left = start;
        int right = middle;
        int target = start;
        while (left < middle && right < end) {
            boolean takeLeft = keys[left] != keys[right]
                    ? Long.compareUnsigned(keys[left], keys[right]) < 0
                    : sorter.compare(pages, keys[left], addresses[left], keys[right], addresses[right]) <= 0;
            int taken = takeLeft ? left++ : right++;
            targetKeys[target] = keys[taken];
            targetAddresses[target] = addresses[taken];
            target++;
        }
        int rest = left < middle ? left : right;
        int restEnd = left < middle ? middle : end;
        System.arraycopy(keys, rest, targetKeys, target, restEnd - rest);
        System.arraycopy(addresses, rest, targetAddresses, target, restEnd - rest);
    }
}
