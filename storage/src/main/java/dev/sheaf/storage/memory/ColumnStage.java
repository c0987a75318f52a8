// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.memory;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.BooleanVector;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.DictionaryVector;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.core.vector.StringVector;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Collects the rows of one column until a block is full, and keeps the blocks of the segment being built.
final class ColumnStage {
    private static final int ROWS_MIN = 64;

    private final DataType type;
    private final SegmentMemory memory;
    private final EncoderScratch scratch;
    private final FlatVector rows;
    private final long[] valid = new long[Bits.words(TableSegment.BLOCK_ROWS)];
    private final @Nullable StringStage strings;
    private final List<ColumnBlock> blocks = new ArrayList<>();
    private int nullCount;

    ColumnStage(DataType type, SegmentMemory memory, EncoderScratch scratch) {
        this.type = type;
        this.memory = memory;
        this.scratch = scratch;
        this.rows = FlatVector.allocate(type, ROWS_MIN);
        this.strings = rows instanceof StringVector views ? new StringStage(views, memory) : null;
    }

    /// Copies rows `chosen[from]` to `chosen[from + count - 1]` of a chunk's column to rows from `at` on.
    ///
    /// @param chosen row numbers, or null for the numbers themselves
    void append(Chunk chunk, int column, int @Nullable [] chosen, int from, int count, int at) {
        ensureRoom(at + count);
        if (strings != null
                && chunk.column(column) instanceof DictionaryVector dictionary
                && dictionary.unique()
                && !dictionary.base().hasNulls()) {
            appendValidity(dictionary.validity(), chosen, from, count, at);
            strings.append(dictionary, chosen, from, count, at);
            return;
        }
        FlatVector source = chunk.flat(column);
        appendValidity(source.validity(), chosen, from, count, at);
        switch (rows) {
            case IntVector ints -> copy(((IntVector) source).values(), chosen, from, ints.values(), at, count);
            case LongVector longs -> copy(((LongVector) source).values(), chosen, from, longs.values(), at, count);
            case DoubleVector doubles ->
                    copy(((DoubleVector) source).values(), chosen, from, doubles.values(), at, count);
            case DecimalVector decimals -> copyDecimals((DecimalVector) source, chosen, from, decimals, at, count);
            case BooleanVector booleans -> copyBits((BooleanVector) source, chosen, from, booleans, at, count);
            case StringVector _ -> strings().append((StringVector) source, chosen, from, count, at);
        }
    }

    /// Most statements that add rows add few.
    private void ensureRoom(int rowCount) {
        if (rowCount > rows.capacity()) {
            int capacity = Math.min(TableSegment.BLOCK_ROWS, Math.max(rowCount, 4 * rows.capacity()));
            rows.ensureCapacity(capacity);
        }
    }

    /// The bitmap is kept from the first null of a block on.
    private void appendValidity(long @Nullable [] from, int @Nullable [] chosen, int first, int count, int at) {
        if (from == null) {
            if (nullCount > 0) {
                for (int i = 0; i < count; i++) {
                    Bits.set(valid, at + i);
                }
            }
            return;
        }
        for (int i = 0; i < count; i++) {
            boolean isValid = Bits.get(from, chosen == null ? first + i : chosen[first + i]);
            if (nullCount > 0) {
                Bits.set(valid, at + i, isValid);
            } else if (!isValid) {
                Bits.setAll(valid, at + i);
                Bits.clear(valid, at + i);
            }
            nullCount += isValid ? 0 : 1;
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

    private StringStage strings() {
        if (strings == null) {
            throw new IllegalStateException(type.sqlName() + " has no strings");
        }
        return strings;
    }

    /// Encodes the rows collected so far as the next block.
    void finishBlock(int count) {
        BlockEncoder encoder = new BlockEncoder(memory, scratch, valid, count, nullCount);
        blocks.add(strings != null ? strings.finishBlock(encoder, valid, count, nullCount) : encoder.encode(rows));
        if (rows instanceof DecimalVector decimals) {
            decimals.startNarrow();
        }
        nullCount = 0;
    }

    SegmentColumn finish() {
        return strings != null
                ? strings.finish(type, blocks)
                : new SegmentColumn(type, blocks, null, new MemorySegment[0], 0);
    }
}
