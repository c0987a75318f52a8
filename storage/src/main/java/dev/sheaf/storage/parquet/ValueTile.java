// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import dev.sheaf.core.type.PhysicalType;
import dev.sheaf.core.vector.BooleanVector;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.core.vector.StringViews;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Decoded values of one column in the engine's in-pipeline form: one primitive array per physical kind, of which a
/// column uses one. They are a vector's own arrays, or scratch that is allocated on first use and reused. Values under
/// nulls are defined but meaningless.
final class ValueTile {
    private static final MemorySegment[] NO_HEAPS = new MemorySegment[4];
    private static final int[] NO_INTS = {};
    private static final long[] NO_LONGS = {};
    private static final double[] NO_DOUBLES = {};

    int[] ints = NO_INTS;
    long[] longs = NO_LONGS;
    /// High halves of 128-bit decimals; only meaningful when [#wide] is set.
    long[] high = NO_LONGS;
    double[] doubles = NO_DOUBLES;
    /// Booleans, 64 rows a word.
    long[] bits = NO_LONGS;
    /// Strings as 16-byte views, two words a row.
    long[] views = NO_LONGS;
    MemorySegment[] heaps = NO_HEAPS;
    int heapCount;
    boolean wide;

    /// Makes the tile write to a vector that has room for `rows` rows.
    void bind(FlatVector vector, int rows) {
        vector.ensureCapacity(rows);
        clearHeaps();
        wide = false;
        switch (vector) {
            case IntVector target -> ints = target.values();
            case LongVector target -> longs = target.values();
            case DoubleVector target -> doubles = target.values();
            case BooleanVector target -> bits = target.bits();
            case DecimalVector target -> {
                longs = target.values();
                high = target.startWide();
            }
            case StringVector target -> views = target.views();
        }
    }

    /// Tells the bound vector what the arrays don't: its heaps and its width.
    void complete(FlatVector vector) {
        switch (vector) {
            case DecimalVector target when !wide -> target.startNarrow();
            case StringVector target -> target.shareHeaps(heaps, heapCount);
            case DecimalVector _, IntVector _, LongVector _, DoubleVector _, BooleanVector _ -> {}
        }
    }

    /// Makes room for `rows` values of the kind; existing values are kept.
    void require(PhysicalType kind, int rows) {
        switch (kind) {
            case INT -> ints = ints.length < rows ? Arrays.copyOf(ints, rows) : ints;
            case LONG -> longs = longs.length < rows ? Arrays.copyOf(longs, rows) : longs;
            case DECIMAL -> {
                longs = longs.length < rows ? Arrays.copyOf(longs, rows) : longs;
                high = high.length < rows ? Arrays.copyOf(high, rows) : high;
            }
            case DOUBLE -> doubles = doubles.length < rows ? Arrays.copyOf(doubles, rows) : doubles;
            case BOOLEAN -> {
                int words = Bitmaps.words(rows);
                bits = bits.length < words ? Arrays.copyOf(bits, words) : bits;
            }
            case STRING -> views = views.length < 2 * rows ? Arrays.copyOf(views, 2 * rows) : views;
        }
    }

    /// Adds a heap that views may refer to and returns its index.
    int addHeap(MemorySegment heap) {
        if (heapCount > 0 && heaps[heapCount - 1] == heap) {
            return heapCount - 1;
        }
        if (heapCount == heaps.length || heaps == NO_HEAPS) {
            heaps = Arrays.copyOf(heaps, Math.max(4, 2 * heapCount));
        }
        heaps[heapCount] = heap;
        return heapCount++;
    }

    void clearHeaps() {
        if (heapCount > 0) {
            Arrays.fill(heaps, 0, heapCount, null);
            heapCount = 0;
        }
    }

    /// Copies entries of a dictionary by their codes into `[offset, offset + count)`; view heap indexes are moved by
    /// `heapShift`.
    void gather(PhysicalType kind, ValueTile dictionary, int[] codes, int codesAt, int offset, int count,
            int heapShift) {
        switch (kind) {
            case INT -> gatherInts(dictionary.ints, codes, codesAt, ints, offset, count);
            case LONG -> gatherLongs(dictionary.longs, codes, codesAt, longs, offset, count);
            case DECIMAL -> {
                gatherLongs(dictionary.longs, codes, codesAt, longs, offset, count);
                gatherLongs(dictionary.high, codes, codesAt, high, offset, count);
                wide |= dictionary.wide;
            }
            case DOUBLE -> gatherDoubles(dictionary.doubles, codes, codesAt, doubles, offset, count);
            case BOOLEAN -> throw new IllegalStateException("booleans have no dictionary");
            case STRING -> gatherViews(dictionary.views, codes, codesAt, views, offset, count, heapShift);
        }
    }

    private static void gatherInts(int[] from, int[] codes, int codesAt, int[] to, int offset, int count) {
        for (int i = 0; i < count; i++) {
            to[offset + i] = from[codes[codesAt + i]];
        }
    }

    private static void gatherLongs(long[] from, int[] codes, int codesAt, long[] to, int offset, int count) {
        for (int i = 0; i < count; i++) {
            to[offset + i] = from[codes[codesAt + i]];
        }
    }

    private static void gatherDoubles(double[] from, int[] codes, int codesAt, double[] to, int offset, int count) {
        for (int i = 0; i < count; i++) {
            to[offset + i] = from[codes[codesAt + i]];
        }
    }

    private static void gatherViews(
            long[] from, int[] codes, int codesAt, long[] to, int offset, int count, int heapShift) {
        for (int i = 0; i < count; i++) {
            int code = codes[codesAt + i];
            long head = from[2 * code];
            to[2 * (offset + i)] = head;
            to[2 * (offset + i) + 1] = from[2 * code + 1] + (StringViews.isInline((int) head) ? 0 : heapShift);
        }
    }

    /// Moves the `valid` dense values from `offset` on to the rows whose validity bit is set among `count` rows. Runs
    /// backwards in place and without branches; rows without a value get a copy of a neighbour or zero.
    void spread(PhysicalType kind, long[] validity, int offset, int count, int valid) {
        switch (kind) {
            case INT -> spreadInts(ints, validity, offset, count, valid);
            case LONG -> spreadLongs(longs, validity, offset, count, valid);
            case DECIMAL -> {
                spreadLongs(longs, validity, offset, count, valid);
                spreadLongs(high, validity, offset, count, valid);
            }
            case DOUBLE -> spreadDoubles(doubles, validity, offset, count, valid);
            case BOOLEAN -> spreadBits(bits, validity, offset, count);
            case STRING -> spreadViews(views, validity, offset, count, valid);
        }
    }

    static void spreadInts(int[] values, long[] validity, int offset, int count, int valid) {
        int from = offset + valid;
        values[from] = 0;
        for (int row = offset + count - 1; row >= offset; row--) {
            from -= (int) (validity[row >>> 6] >>> row & 1);
            values[row] = values[from];
        }
    }

    private static void spreadLongs(long[] values, long[] validity, int offset, int count, int valid) {
        int from = offset + valid;
        values[from] = 0;
        for (int row = offset + count - 1; row >= offset; row--) {
            from -= (int) (validity[row >>> 6] >>> row & 1);
            values[row] = values[from];
        }
    }

    private static void spreadDoubles(double[] values, long[] validity, int offset, int count, int valid) {
        int from = offset + valid;
        values[from] = 0;
        for (int row = offset + count - 1; row >= offset; row--) {
            from -= (int) (validity[row >>> 6] >>> row & 1);
            values[row] = values[from];
        }
    }

    private static void spreadViews(long[] values, long[] validity, int offset, int count, int valid) {
        int from = offset + valid;
        values[2 * from] = 0;
        values[2 * from + 1] = 0;
        for (int row = offset + count - 1; row >= offset; row--) {
            from -= (int) (validity[row >>> 6] >>> row & 1);
            values[2 * row] = values[2 * from];
            values[2 * row + 1] = values[2 * from + 1];
        }
    }

    private static void spreadBits(long[] bits, long[] validity, int offset, int count) {
        // Dense bits are consumed from the front while rows are written from the front: the dense side is copied
        // first, since rows overtake it.
        long[] dense = new long[Bitmaps.words(count) + 1];
        for (int done = 0; done < count; done += 64) {
            int take = Math.min(64, count - done);
            Bitmaps.put(dense, done, Bitmaps.word(bits, offset + done, take), take);
        }
        int used = 0;
        for (int done = 0; done < count; done += 64) {
            int take = Math.min(64, count - done);
            long valid = Bitmaps.word(validity, offset + done, take);
            int values = Long.bitCount(valid);
            if (values > 0) {
                Bitmaps.put(bits, offset + done, Long.expand(Bitmaps.word(dense, used, values), valid), take);
                used += values;
            } else {
                Bitmaps.put(bits, offset + done, 0, take);
            }
        }
    }
}
