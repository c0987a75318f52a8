// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.sort;

import dev.sheaf.core.schedule.CancellationToken;

/// Sorts pairs of an unsigned key and a payload by radix: large ranges are split by their most significant bits that
/// differ until they fit the cache, then sorted from the least significant byte up; small ones by insertion (the hybrid
/// of McIlroy, Bostic and McIlroy, "Engineering Radix Sort", 1993). Bits that all keys of a range share cost nothing.
/// Pairs of equal keys end up in any order.
final class PairSort {
    private static final int INSERTION_MAX = 32;
    /// Pairs up to this many fit the second-level cache twice.
    private static final int CACHED_MAX = 1 << 14;
    private static final int SPLIT_BITS = 10;

    private final CancellationToken cancellation;
    private final int[] counts = new int[1 << SPLIT_BITS];
    private final int[] bytes = new int[1 << 8];

    /// @param cancellation looked at for each large range
    PairSort(CancellationToken cancellation) {
        this.cancellation = cancellation;
    }

    /// @param keys sorted from `from` to `to - 1`
    /// @param payloads moved with their keys
    /// @param keys2 as large as `keys`, for scratch
    /// @param payloads2 as large as `payloads`, for scratch
    void sort(long[] keys, long[] payloads, long[] keys2, long[] payloads2, int from, int to) {
        int size = to - from;
        if (size <= INSERTION_MAX) {
            insertion(keys, payloads, from, to);
            return;
        }
        long varying = varying(keys, from, to);
        if (varying == 0) {
            return;
        }
        if (size <= CACHED_MAX) {
            leastSignificantFirst(keys, payloads, keys2, payloads2, from, to, varying);
            return;
        }
        cancellation.check();
        split(keys, payloads, keys2, payloads2, from, to, varying);
    }

    private static long varying(long[] keys, int from, int to) {
        long first = keys[from];
        long varying = 0;
        for (int i = from; i < to; i++) {
            varying |= keys[i] ^ first;
        }
        return varying;
    }

    private static void insertion(long[] keys, long[] payloads, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            long key = keys[i];
            long payload = payloads[i];
            int j = i - 1;
            while (j >= from && Long.compareUnsigned(keys[j], key) > 0) {
                keys[j + 1] = keys[j];
                payloads[j + 1] = payloads[j];
                j--;
            }
            keys[j + 1] = key;
            payloads[j + 1] = payload;
        }
    }

    private void leastSignificantFirst(
            long[] keys, long[] payloads, long[] keys2, long[] payloads2, int from, int to, long varying) {
        long[] sourceKeys = keys;
        long[] sourcePayloads = payloads;
        long[] targetKeys = keys2;
        long[] targetPayloads = payloads2;
        for (int shift = 0; shift < 64; shift += 8) {
            if ((varying >>> shift & 0xFF) == 0) {
                continue;
            }
            scatter(sourceKeys, sourcePayloads, targetKeys, targetPayloads, from, to, shift, 0xFF, bytes);
            long[] swap = sourceKeys;
            sourceKeys = targetKeys;
            targetKeys = swap;
            swap = sourcePayloads;
            sourcePayloads = targetPayloads;
            targetPayloads = swap;
        }
        if (sourceKeys != keys) {
            System.arraycopy(sourceKeys, from, keys, from, to - from);
            System.arraycopy(sourcePayloads, from, payloads, from, to - from);
        }
    }

    /// One counting-sort pass over some bits.
    private static void scatter(
            long[] sourceKeys,
            long[] sourcePayloads,
            long[] targetKeys,
            long[] targetPayloads,
            int from,
            int to,
            int shift,
            int mask,
            int[] places) {
        for (int i = 0; i <= mask; i++) {
            places[i] = 0;
        }
        for (int i = from; i < to; i++) {
            places[(int) (sourceKeys[i] >>> shift) & mask]++;
        }
        int start = from;
        for (int i = 0; i <= mask; i++) {
            int count = places[i];
            places[i] = start;
            start += count;
        }
        for (int i = from; i < to; i++) {
            long key = sourceKeys[i];
            int place = places[(int) (key >>> shift) & mask]++;
            targetKeys[place] = key;
            targetPayloads[place] = sourcePayloads[i];
        }
    }

    private void split(
            long[] keys, long[] payloads, long[] keys2, long[] payloads2, int from, int to, long varying) {
        int shift = Math.max(0, 64 - Long.numberOfLeadingZeros(varying) - SPLIT_BITS);
        int mask = (1 << SPLIT_BITS) - 1;
        scatter(keys, payloads, keys2, payloads2, from, to, shift, mask, counts);
        System.arraycopy(keys2, from, keys, from, to - from);
        System.arraycopy(payloads2, from, payloads, from, to - from);
        if (shift == 0) {
            return;
        }
        // The counts are reused below, so the buckets are found again by their keys.
        int start = from;
        while (start < to) {
            long bucket = keys[start] >>> shift;
            int end = start + 1;
            while (end < to && keys[end] >>> shift == bucket) {
                end++;
            }
            sort(keys, payloads, keys2, payloads2, start, end);
            start = end;
        }
    }
}
