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

/// The hash table over the build side's rows: slots, probed linearly, each with a row's address and 16 bits of its
/// hash. Rows of equal keys hang on one slot, linked through their headers, so that a probe finds a key's rows by one
/// slot and almost never looks at others.
///
/// The slots are divided into regions by hash, each at most half full. Several threads may fill different regions at
/// once; when all are filled, any number may read.
final class JoinTable implements AutoCloseable {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final int ADDRESS_BITS = 48;
    private static final long ADDRESS_MASK = (1L << ADDRESS_BITS) - 1;
    private static final int SLOTS_MIN = 16;

    private final RowCollection rows;
    private final int keyCount;
    private final MemoryBlock block;
    private final MemorySegment slots;
    private final long[] regionStarts = new long[JoinPartitions.REGIONS];
    private final long[] regionMasks = new long[JoinPartitions.REGIONS];
    private volatile boolean duplicates;
    private boolean closed;

    /// @param regionRows how many rows each region is for; empty for one region for all
    JoinTable(RowCollection rows, long rowCount, long[] regionRows, int keyCount, MemoryContext memory) {
        this.rows = rows;
        this.keyCount = keyCount;
        long total = 0;
        for (int region = 0; region < JoinPartitions.REGIONS; region++) {
            if (regionRows.length == 0) {
                regionMasks[region] = slotCount(rowCount) - 1;
                continue;
            }
            long count = slotCount(regionRows[region]);
            regionStarts[region] = total;
            regionMasks[region] = count - 1;
            total += count;
        }
        total = regionRows.length == 0 ? slotCount(rowCount) : total;
        this.block = memory.allocate(8 * total);
        this.slots = block.segment().asSlice(0, 8 * total);
    }

    /// The memory that a table for so many rows takes.
    static long bytes(long rowCount) {
        return 8 * slotCount(rowCount);
    }

    private static long slotCount(long rowCount) {
        return Math.max(SLOTS_MIN, Long.highestOneBit(Math.max(1, 2 * rowCount - 1)) << 1);
    }

    /// Empties all slots: pooled memory has old contents.
    void clear() {
        slots.fill((byte) 0);
    }

    /// Empties a region's slots.
    void clear(int region) {
        slots.asSlice(8 * regionStarts[region], 8 * (regionMasks[region] + 1)).fill((byte) 0);
    }

    /// Puts rows into the table.
    ///
    /// @param hashes by place in `addresses`
    void insert(long[] addresses, int count, long[] hashes) {
        MemorySegment[] pages = rows.pages();
        for (int i = 0; i < count; i++) {
            insert(pages, addresses[i], hashes[i]);
        }
    }

    private void insert(MemorySegment[] pages, long address, long hash) {
        long entry = salt(hash) | (address + 1);
        long place = home(hash);
        while (true) {
            long found = entry(place);
            if (found == 0) {
                RowHeaders.putLong(pages, address, JoinLayout.LINK_OFFSET, 0);
                slots.set(LONG, 8 * place, entry);
                return;
            }
            if ((found ^ entry) >>> ADDRESS_BITS == 0
                    && RowMatcher.equal(rows, keyCount, address, firstRow(found))) {
                RowHeaders.putLong(pages, address, JoinLayout.LINK_OFFSET, found & ADDRESS_MASK);
                slots.set(LONG, 8 * place, entry);
                if (!duplicates) {
                    duplicates = true;
                }
                return;
            }
            place = next(hash, place);
        }
    }

    private static long salt(long hash) {
        return hash >>> 32 << ADDRESS_BITS;
    }

    /// Whether some key has several rows.
    boolean hasDuplicates() {
        return duplicates;
    }

    /// Fetches the first slots of rows' hashes. All loads are independent of each other, so that their cache misses
    /// overlap.
    ///
    /// @param entries by place in `probeRows`, receives the slot's entry
    void fetch(long[] hashes, int[] probeRows, int count, long[] entries) {
        for (int i = 0; i < count; i++) {
            entries[i] = slots.get(LONG, 8 * home(hashes[probeRows[i]]));
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
            at = next(hash, at);
            found = entry(at);
        }
        return at;
    }

    /// The place of a hash's first slot.
    long home(long hash) {
        int region = JoinPartitions.region(hash);
        return regionStarts[region] + (hash & regionMasks[region]);
    }

    /// The place after another in the hash's region.
    long next(long hash, long place) {
        int region = JoinPartitions.region(hash);
        long start = regionStarts[region];
        return start + (place - start + 1 & regionMasks[region]);
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
        return (entry & ADDRESS_MASK) - 1;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            block.release();
        }
    }
}
