// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.memory;

import dev.sheaf.core.memory.MemoryContext;

/// The hashes of all values of a key in a table: a value whose hash isn't there is new. A hash that is there says
/// nothing. Open addressing; for one thread at a time.
final class KeyFilter {
    private static final int SLOTS_MIN = 64;

    private final MemoryContext memory;
    private long[] slots = {};
    private int count;
    private boolean zero;

    /// @param memory is charged for the hashes
    KeyFilter(MemoryContext memory) {
        this.memory = memory;
    }

    boolean contains(long hash) {
        if (hash == 0 || slots.length == 0) {
            return hash == 0 && zero;
        }
        return slots[slot(slots, hash)] == hash;
    }

    /// Makes room for so many more.
    ///
    /// @return whether there was memory for it
    boolean ensureRoom(int more) {
        long needed = 2L * ((long) count + more);
        if (needed <= slots.length) {
            return true;
        }
        long size = Math.max(SLOTS_MIN, Long.highestOneBit(needed - 1) << 1);
        if (size > 1 << 30 || !memory.tryReserve(Long.BYTES * size)) {
            return false;
        }
        long[] grown = new long[(int) size];
        for (long hash : slots) {
            if (hash != 0) {
                grown[slot(grown, hash)] = hash;
            }
        }
        memory.unreserve((long) Long.BYTES * slots.length);
        slots = grown;
        return true;
    }

    /// Adds a hash, for which there must be room.
    ///
    /// @return whether it is new
    boolean add(long hash) {
        if (hash == 0) {
            boolean added = !zero;
            zero = true;
            return added;
        }
        int slot = slot(slots, hash);
        if (slots[slot] == hash) {
            return false;
        }
        slots[slot] = hash;
        count++;
        return true;
    }

    void release() {
        memory.unreserve((long) Long.BYTES * slots.length);
        slots = new long[0];
        count = 0;
        zero = false;
    }

    private static int slot(long[] slots, long hash) {
        int mask = slots.length - 1;
        int slot = (int) hash & mask;
        while (slots[slot] != 0 && slots[slot] != hash) {
            slot = slot + 1 & mask;
        }
        return slot;
    }
}
