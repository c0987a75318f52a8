// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.join;

import dev.sheaf.core.exchange.NumberSet;
import dev.sheaf.core.memory.MemoryBlock;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/// Which numbers occur in one of a build side's key columns: a bit for each between the smallest and the largest.
/// Unlike [JoinFilter] it is never wrong, needs no hash of the probe's keys, and is small where keys are numbered
/// without great gaps, as keys mostly are. Several threads may add at once; when all have, any number may read.
final class KeySet implements KeyCheck, AutoCloseable {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final VarHandle WORD = LONG.varHandle();
    /// So many numbers per row are worth a bit: a table of hashes takes as much memory and more.
    private static final int BITS_PER_ROW = 128;
    /// A megabyte, which a core's cache holds and which is cleared in no time.
    private static final long BITS_ALWAYS = 1 << 23;

    private final long min;
    private final long span;
    private final MemoryBlock block;
    private final MemorySegment words;
    private boolean closed;

    /// @param span how many numbers from `min` on there may be
    KeySet(long min, long span, MemoryContext memory) {
        // Begins with a word, so that sets of several tasks can be put together word by word.
        this.min = min & -Long.SIZE;
        this.span = span + (min - this.min);
        // One bit more, never set, for all numbers outside.
        long bytes = 8 * ((this.span >>> 6) + 1);
        this.block = memory.allocate(bytes);
        this.words = block.segment().asSlice(0, bytes);
        words.fill((byte) 0);
    }

    /// Whether a set over so many numbers is small beside its rows.
    static boolean pays(long span, long rowCount) {
        return span <= BITS_ALWAYS || span / BITS_PER_ROW <= rowCount;
    }

    /// @param keys all of them within the bounds
    void add(FlatVector keys, int count) {
        switch (keys) {
            case IntVector ints -> {
                int[] values = ints.values();
                for (int i = 0; i < count; i++) {
                    add(values[i] - min);
                }
            }
            case LongVector longs -> {
                long[] values = longs.values();
                for (int i = 0; i < count; i++) {
                    add(values[i] - min);
                }
            }
            default -> throw new IllegalStateException(keys.type() + " keys aren't numbers");
        }
    }

    private void add(long place) {
        long offset = place >>> 6 << 3;
        long bit = 1L << place;
        // Keys repeat and lie close to each other: looking first spares most of the atomic writes.
        if ((words.get(LONG, offset) & bit) == 0) {
            long _ = (long) WORD.getAndBitwiseOr(words, offset, bit);
        }
    }

    @Override
    public int select(int[] values, int[] rows, int count) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            rows[kept] = row;
            kept += contains(values[row]);
        }
        return kept;
    }

    @Override
    public int select(long[] values, int[] rows, int count) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            rows[kept] = row;
            kept += contains(values[row]);
        }
        return kept;
    }

    /// What a copy on the heap takes.
    long copyBytes() {
        return words.byteSize();
    }

    /// The same numbers, for others to keep.
    NumberSet copy() {
        return new NumberSet(min, words.toArray(LONG));
    }

    private int contains(long value) {
        long distance = value - min;
        long place = Long.compareUnsigned(distance, span) < 0 ? distance : span;
        return (int) (words.get(LONG, place >>> 6 << 3) >>> place & 1);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            block.release();
        }
    }
}
