// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.join;

import dev.sheaf.core.memory.MemoryBlock;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.exec.row.RowHeaders;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The table over the build side's rows where the only key is a number of a narrow range: a slot for each number, found
/// without hashing or comparing. Rows of equal keys are linked through their headers, as in [JoinTable].
///
/// Several threads may insert at once if no two of them insert rows of the same key; when all rows are in, any number
/// may read.
final class DirectTable implements AutoCloseable {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    /// With so many slots per row it takes about what a table of hashes does.
    private static final int SLOTS_PER_ROW = 4;
    private static final long SLOTS_ALWAYS = 1 << 14;

    private final long min;
    private final long span;
    private final MemoryBlock block;
    private final MemorySegment slots;
    private volatile boolean duplicates;
    private boolean closed;

    /// @param span how many numbers from `min` on there may be
    DirectTable(long min, long span, MemoryContext memory) {
        this.min = min;
        this.span = span;
        // One slot more, always empty, for all numbers outside.
        long bytes = 8 * (span + 1);
        this.block = memory.allocate(bytes);
        this.slots = block.segment().asSlice(0, bytes);
        slots.fill((byte) 0);
    }

    /// Whether a table over so many numbers is small enough for its rows.
    static boolean pays(long span, long rowCount) {
        return span <= SLOTS_ALWAYS || span / SLOTS_PER_ROW <= rowCount;
    }

    /// Puts rows into the table.
    ///
    /// @param keys by place in `addresses`, all within the bounds
    void insert(MemorySegment[] pages, long[] addresses, FlatVector keys, int count) {
        boolean repeated = false;
        switch (keys) {
            case IntVector ints -> {
                int[] values = ints.values();
                for (int i = 0; i < count; i++) {
                    repeated |= insert(pages, addresses[i], values[i]);
                }
            }
            case LongVector longs -> {
                long[] values = longs.values();
                for (int i = 0; i < count; i++) {
                    repeated |= insert(pages, addresses[i], values[i]);
                }
            }
            default -> throw new IllegalStateException(keys.type() + " keys aren't numbers");
        }
        if (repeated) {
            duplicates = true;
        }
    }

    private boolean insert(MemorySegment[] pages, long address, long key) {
        long offset = 8 * (key - min);
        long first = slots.get(LONG, offset);
        RowHeaders.putLong(pages, address, JoinLayout.LINK_OFFSET, first);
        slots.set(LONG, offset, address + 1);
        return first != 0;
    }

    /// Whether some key has several rows.
    boolean hasDuplicates() {
        return duplicates;
    }

    /// Finds the first row of each key.
    ///
    /// @param rows the probe rows that are looked at
    /// @param addresses by probe row, receives the address of its build row; of rows that find none, any row's
    /// @param matched receives the bits of the probe rows that have found a build row
    /// @return how many have
    int find(FlatVector keys, int[] rows, int count, long[] addresses, long[] matched) {
        return switch (keys) {
            case IntVector ints -> find(ints.values(), rows, count, addresses, matched);
            case LongVector longs -> find(longs.values(), rows, count, addresses, matched);
            default -> throw new IllegalStateException(keys.type() + " keys aren't numbers");
        };
    }

    private int find(int[] values, int[] rows, int count, long[] addresses, long[] matched) {
        int found = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            long entry = entry(values[row]);
            long hit = (entry | -entry) >>> 63;
            addresses[row] = entry - hit;
            matched[row >> 6] |= hit << row;
            found += (int) hit;
        }
        return found;
    }

    private int find(long[] values, int[] rows, int count, long[] addresses, long[] matched) {
        int found = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            long entry = entry(values[row]);
            long hit = (entry | -entry) >>> 63;
            addresses[row] = entry - hit;
            matched[row >> 6] |= hit << row;
            found += (int) hit;
        }
        return found;
    }

    private long entry(long key) {
        long distance = key - min;
        long place = Long.compareUnsigned(distance, span) < 0 ? distance : span;
        return slots.get(LONG, 8 * place);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            block.release();
        }
    }
}
