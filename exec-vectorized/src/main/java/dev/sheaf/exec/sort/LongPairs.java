// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.sort;

import dev.sheaf.core.memory.MemoryContext;

/// Two arrays of longs, first words of keys and addresses, that are charged to a memory context.
final class LongPairs implements AutoCloseable {
    /// What a pair takes.
    static final int BYTES = 16;
    private static final int CAPACITY_MIN = 64;

    private final MemoryContext memory;
    private long[] keys = {};
    private long[] addresses = {};
    private int count;

    LongPairs(MemoryContext memory) {
        this.memory = memory;
    }

    long[] keys() {
        return keys;
    }

    long[] addresses() {
        return addresses;
    }

    int count() {
        return count;
    }

    void setCount(int pairs) {
        count = pairs;
    }

    /// Makes room for so many pairs; what is there is kept. Grows by doubling, but not past `max` without need.
    void ensureCapacity(int pairs, int max) {
        if (pairs <= keys.length) {
            return;
        }
        int capacity = Math.max(pairs, Math.min(max, Math.max(CAPACITY_MIN, 2 * keys.length)));
        memory.reserve((long) capacity * BYTES);
        long[] largerKeys = new long[capacity];
        long[] largerAddresses = new long[capacity];
        System.arraycopy(keys, 0, largerKeys, 0, count);
        System.arraycopy(addresses, 0, largerAddresses, 0, count);
        memory.unreserve((long) keys.length * BYTES);
        keys = largerKeys;
        addresses = largerAddresses;
    }

    /// Adds an amount to all addresses, since their pages got other numbers.
    void moveAddresses(long by) {
        if (by != 0) {
            for (int i = 0; i < count; i++) {
                addresses[i] += by;
            }
        }
    }

    @Override
    public void close() {
        memory.unreserve((long) keys.length * BYTES);
        keys = new long[0];
        addresses = new long[0];
        count = 0;
    }
}
