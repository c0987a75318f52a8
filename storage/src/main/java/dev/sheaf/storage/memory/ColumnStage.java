// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.memory;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.BooleanVector;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.core.vector.StringVector;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Collects the rows of one column until a block is full, and keeps the blocks of the segment being built.
final class ColumnStage {
    private static final int ROWS_MIN = 64;

    private final DataType type;
    private final SegmentMemory memory;
    private final FlatVector rows;
    private final long[] valid = new long[Bits.words(TableSegment.BLOCK_ROWS)];
    private int[] codes;
    private final @Nullable SegmentStrings strings;
    private final List<ColumnBlock> blocks = new ArrayList<>();
    private int nullCount;
    private boolean codesUsed;
    private boolean blockCoded;

    ColumnStage(DataType type, SegmentMemory memory) {
        this.type = type;
        this.memory = memory;
        this.rows = FlatVector.allocate(type, ROWS_MIN);
        boolean text = rows instanceof StringVector;
        this.strings = text ? new SegmentStrings(type, memory) : null;
        this.codes = text ? new int[ROWS_MIN] : new int[0];
        this.blockCoded = text;
    }

    /// Copies rows `chosen[from]` to `chosen[from + count - 1]` of a vector to rows from `at` on.
    ///
    /// @param chosen row numbers, or null for the numbers themselves
    void append(FlatVector source, int @Nullable [] chosen, int from, int count, int at) {
        ensureRoom(at + count);
        appendValidity(source, chosen, from, count, at);
        switch (rows) {
            case IntVector ints -> copy(((IntVector) source).values(), chosen, from, ints.values(), at, count);
            case LongVector longs -> copy(((LongVector) source).values(), chosen, from, longs.values(), at, count);
            case DoubleVector doubles ->
                    copy(((DoubleVector) source).values(), chosen, from, doubles.values(), at, count);
            case DecimalVector decimals -> copyDecimals((DecimalVector) source, chosen, from, decimals, at, count);
            case BooleanVector booleans -> copyBits((BooleanVector) source, chosen, from, booleans, at, count);
            case StringVector views -> copyStrings((StringVector) source, chosen, from, views, at, count);
        }
    }

    /// Most statements that add rows add few.
    private void ensureRoom(int rowCount) {
        if (rowCount > rows.capacity()) {
            int capacity = Math.min(TableSegment.BLOCK_ROWS, Math.max(rowCount, 4 * rows.capacity()));
            rows.ensureCapacity(capacity);
            if (strings != null) {
                codes = Arrays.copyOf(codes, capacity);
            }
        }
    }

    private void appendValidity(FlatVector source, int @Nullable [] chosen, int from, int count, int at) {
        for (int i = 0; i < count; i++) {
            boolean isNull = source.isNull(chosen == null ? from + i : chosen[from + i]);
            Bits.set(valid, at + i, !isNull);
            nullCount += isNull ? 1 : 0;
        }
    }

    private static void copy(int[] in, int @Nullable [] chosen, int from, int[] out, int at, int count) {
        if (chosen == null) {
            System.arraycopy(in, from, out, at, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            out[at + i] = in[chosen[from + i]];
        }
    }

    private static void copy(long[] in, int @Nullable [] chosen, int from, long[] out, int at, int count) {
        if (chosen == null) {
            System.arraycopy(in, from, out, at, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            out[at + i] = in[chosen[from + i]];
        }
    }

    private static void copy(double[] in, int @Nullable [] chosen, int from, double[] out, int at, int count) {
        if (chosen == null) {
            System.arraycopy(in, from, out, at, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            out[at + i] = in[chosen[from + i]];
        }
    }

    private static void copyDecimals(
            DecimalVector in, int @Nullable [] chosen, int from, DecimalVector out, int at, int count) {
        if (in.wide() && !out.wide()) {
            out.widen(at);
        }
        copy(in.values(), chosen, from, out.values(), at, count);
        if (out.wide()) {
            for (int i = 0; i < count; i++) {
                out.high()[at + i] = in.highWord(chosen == null ? from + i : chosen[from + i]);
            }
        }
    }

    private static void copyBits(
            BooleanVector in, int @Nullable [] chosen, int from, BooleanVector out, int at, int count) {
        for (int i = 0; i < count; i++) {
            Bits.set(out.bits(), at + i, in.value(chosen == null ? from + i : chosen[from + i]));
        }
    }

    private void copyStrings(StringVector in, int @Nullable [] chosen, int from, StringVector out, int at, int count) {
        SegmentStrings column = strings();
        long[] views = in.views();
        MemorySegment[] heaps = in.heaps();
        for (int i = 0; i < count; i++) {
            int row = chosen == null ? from + i : chosen[from + i];
            long first = 0;
            long second = 0;
            if (!in.isNull(row)) {
                first = views[2 * row];
                second = views[2 * row + 1];
            }
            if (blockCoded) {
                int code = column.code(first, second, heaps);
                if (code >= 0) {
                    codes[at + i] = code;
                    continue;
                }
                codesToViews(out, at + i);
            }
            out.setView(at + i, first, column.append(first, second, heaps));
        }
    }

    /// The dictionary is full in the middle of a block: its rows so far get views.
    private void codesToViews(StringVector out, int count) {
        StringVector dictionary = strings().dictionary();
        for (int row = 0; row < count; row++) {
            out.setView(row, dictionary.views()[2 * codes[row]], dictionary.views()[2 * codes[row] + 1]);
        }
        blockCoded = false;
    }

    private SegmentStrings strings() {
        if (strings == null) {
            throw new IllegalStateException(type.sqlName() + " has no strings");
        }
        return strings;
    }

    /// Encodes the rows collected so far as the next block.
    void finishBlock(int count) {
        BlockEncoder encoder = new BlockEncoder(memory, valid, count, nullCount);
        if (rows instanceof StringVector views) {
            blocks.add(blockCoded
                    ? encoder.codes(codes, strings().dictionarySize())
                    : encoder.views(views));
            codesUsed |= blockCoded;
            blockCoded = strings().coding();
        } else {
            blocks.add(encoder.encode(rows));
        }
        if (rows instanceof DecimalVector decimals) {
            decimals.startNarrow();
        }
        nullCount = 0;
    }

    SegmentColumn finish() {
        if (strings == null) {
            return new SegmentColumn(type, blocks, null, new MemorySegment[0], 0);
        }
        StringVector all = strings.dictionary();
        return new SegmentColumn(type, blocks, strings.finish(codesUsed), all.heaps(), all.heapCount());
    }
}
