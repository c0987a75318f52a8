// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.join;

import dev.sheaf.core.memory.MemoryBlock;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.exec.row.RowCollection;
import dev.sheaf.exec.row.RowHeaders;
import dev.sheaf.exec.row.RowMatcher;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/// The hash table over the build side's rows: slots, probed linearly, each with a row's address and 16 bits of its hash. Rows of equal keys
/// hang on one slot, linked through their headers, so that a probe finds a key's rows by one slot and almost never looks at others.
///
/// Sized for its rows at once, at most half full. Filled by several threads at once, then read by any number.
final class JoinTable implements AutoCloseable {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final VarHandle SLOT = LONG.varHandle();
    private static final int ADDRESS_BITS = 48;
    private static final long ADDRESS_MASK = (1L << ADDRESS_BITS) - 1;
    private static final int BATCH_ROWS = 1024;

    private final RowCollection rows;
    private final int keyCount;
    private final MemoryBlock block;
    private final MemorySegment slots;
    private final long mask;
    private volatile boolean duplicates;
    private boolean closed;

    JoinTable(RowCollection rows, long rowCount, int keyCount, MemoryContext memory) {
        this.rows = rows;
        this.keyCount = keyCount;
        long slotCount = Math.max(64, Long.highestOneBit(Math.max(1, 2 * rowCount - 1)) << 1);
        this.block = memory.allocate(8 * slotCount);
        this.slots = block.segment().asSlice(0, 8 * slotCount);
        this.mask = slotCount - 1;
    }

    /// Empties all slots: pooled memory has old contents.
    void clear() {
        slots.fill((byte) 0);
    }

    /// Puts rows into the table. Their headers hold their hashes.
    void insert(long[] addresses, int count) {
        long[] hashes = new long[Math.min(count, BATCH_ROWS)];
        long[] part = new long[hashes.length];
        MemorySegment[] pages = rows.pages();
        for (int from = 0; from < count; from += hashes.length) {
            int size = Math.min(hashes.length, count - from);
            System.arraycopy(addresses, from, part, 0, size);
            RowHeaders.longs(pages, part, JoinLayout.LINK_OFFSET, size, hashes);
            for (int i = 0; i < size; i++) {
                insert(pages, part[i], hashes[i]);
            }
        }
    }

    private void insert(MemorySegment[] pages, long address, long hash) {
        long entry = salt(hash) | (address + 1);
        long place = hash & mask;
        while (true) {
            long found = (long) SLOT.getVolatile(slots, 8 * place);
            if (found == 0) {
                RowHeaders.putLong(pages, address, JoinLayout.LINK_OFFSET, 0);
                if (SLOT.compareAndSet(slots, 8 * place, 0L, entry)) {
                    return;
                }
            } else if ((found ^ entry) >>> ADDRESS_BITS == 0
                    && RowMatcher.equal(rows, keyCount, address, address(found))) {
                        RowHeaders.putLong(pages, address, JoinLayout.LINK_OFFSET, found & ADDRESS_MASK);
                        if (SLOT.compareAndSet(slots, 8 * place, found, entry)) {
                            if (!duplicates) {
                                duplicates = true;
                            }
                            return;
                        }
                    } else {
                        place = place + 1 & mask;
                    }
        }
    }

    private static long salt(long hash) {
        return hash >>> 32 << ADDRESS_BITS;
    }

    private static long address(long entry) {
        return (entry & ADDRESS_MASK) - 1;
    }

    /// Whether some key has several rows.
    boolean hasDuplicates() {
        return duplicates;
    }

    /// Fetches the first slots of rows' hashes. All loads are independent of each other, so that their cache misses overlap.
    ///
    /// @param entries by place in `probeRows`, receives the slot's entry
    void fetch(long[] hashes, int[] probeRows, int count, long[] entries) {
        for (int i = 0; i < count; i++) {
            entries[i] = slots.get(LONG, 8 * (hashes[probeRows[i]] & mask));
        }
    }

    /// Follows the slots from a place on to the first that is empty or has the hash's salt.
    ///
    /// @param entry the contents of the slot at `place`
    /// @return that slot's place
    long seek(long hash, long place, long entry) {
        long salt = salt(hash);
        long at = place;
        long found = entry;
        while (found != 0 && (found ^ salt) >>> ADDRESS_BITS != 0) {
            at = at + 1 & mask;
            found = slots.get(LONG, 8 * at);
        }
        return at;
    }

    long home(long hash) {
        return hash & mask;
    }

    long next(long place) {
        return place + 1 & mask;
    }

    /// The entry of a slot; 0 when it is empty.
    long entry(long place) {
        return slots.get(LONG, 8 * place);
    }

    static boolean saltEquals(long entry, long hash) {
        return (entry ^ salt(hash)) >>> ADDRESS_BITS == 0;
    }

    /// The address of the first row on a slot that is not empty.
    static long firstRow(long entry) {
        return address(entry);
    }

    /// The link to the next row of equal keys: 0, or its address plus one.
    long link(long address) {
        return RowHeaders.longAt(rows.pages(), address, JoinLayout.LINK_OFFSET);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            block.release();
        }
    }
}
