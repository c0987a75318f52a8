// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.join;

import dev.sheaf.core.memory.MemoryBlock;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.vector.BooleanVector;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.core.vector.StringVector;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/// A column of [DenseRows]: the values of all places one after the other. Numbers of 64 bits that lie close to each
/// other stand there by their distance from the smallest one in 16 or 32 bits, so that more of them fit the cache. Long
/// strings stay in the pages of the rows.
final class DenseColumn implements AutoCloseable {
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE;
    private static final VarHandle WORD = LONG.varHandle();

    private final int width;
    private final long base;
    private final MemoryBlock block;
    private final MemorySegment values;
    private final @Nullable MemoryBlock nullBlock;
    private final @Nullable MemorySegment nullBits;
    private volatile boolean anyNull;

    /// @param bounds of the values, where they are numbers
    DenseColumn(DataType type, boolean nullable, KeyBounds bounds, long places, MemoryContext memory) {
        this.width = width(type, bounds);
        this.base = width < Long.BYTES ? bounds.min() : 0;
        long bytes = places * width;
        this.block = memory.allocate(bytes);
        this.values = block.segment().asSlice(0, bytes);
        long nullBytes = 8 * (places + 63 >>> 6);
        if (nullable) {
            this.nullBlock = memory.allocate(nullBytes);
            this.nullBits = nullBlock.segment().asSlice(0, nullBytes);
            nullBits.fill((byte) 0);
        } else {
            this.nullBlock = null;
            this.nullBits = null;
        }
        // Places without a row are read, too: what they hold must be a value, if any.
        values.fill((byte) 0);
    }

    /// The bytes of a value; 0 for types that can't be held.
    static int width(DataType type, KeyBounds bounds) {
        return switch (FlatVector.allocate(type, 0)) {
            case BooleanVector _ -> 0;
            case IntVector _ -> Integer.BYTES;
            case LongVector _, DecimalVector _ -> width(bounds.span());
            case DoubleVector _ -> Long.BYTES;
            case StringVector _ -> 2 * Long.BYTES;
        };
    }

    private static int width(long span) {
        return span <= 0 || span > 1L << Integer.SIZE ? Long.BYTES : span > 1 << Short.SIZE ? Integer.BYTES
                : Short.BYTES;
    }

    void put(long[] places, int count, FlatVector source) {
        switch (source) {
            case IntVector ints -> {
                int[] from = ints.values();
                for (int i = 0; i < count; i++) {
                    values.set(INT, places[i] << 2, from[i]);
                }
            }
            case LongVector longs -> putLongs(places, count, longs.values());
            case DecimalVector decimals -> putLongs(places, count, decimals.values());
            case DoubleVector doubles -> {
                double[] from = doubles.values();
                for (int i = 0; i < count; i++) {
                    values.set(DOUBLE, places[i] << 3, from[i]);
                }
            }
            case StringVector strings -> {
                long[] views = strings.views();
                for (int i = 0; i < count; i++) {
                    values.set(LONG, places[i] << 4, views[2 * i]);
                    values.set(LONG, (places[i] << 4) + 8, views[2 * i + 1]);
                }
            }
            case BooleanVector _ -> throw new IllegalStateException("booleans aren't held");
        }
        long[] validity = source.validity();
        for (int i = 0; validity != null && i < count; i++) {
            if ((validity[i >> 6] >>> i & 1) == 0) {
                setNull(places[i]);
            }
        }
    }

    private void putLongs(long[] places, int count, long[] from) {
        switch (width) {
            case Short.BYTES -> {
                for (int i = 0; i < count; i++) {
                    values.set(SHORT, places[i] << 1, (short) (from[i] - base));
                }
            }
            case Integer.BYTES -> {
                for (int i = 0; i < count; i++) {
                    values.set(INT, places[i] << 2, (int) (from[i] - base));
                }
            }
            default -> {
                for (int i = 0; i < count; i++) {
                    values.set(LONG, places[i] << 3, from[i]);
                }
            }
        }
    }

    void setNull(long place) {
        if (nullBits == null) {
            throw new IllegalStateException("the column has no nulls");
        }
        long _ = (long) WORD.getAndBitwiseOr(nullBits, place >>> 6 << 3, 1L << place);
        anyNull = true;
    }

    void gather(
            long[] places,
            int @Nullable [] rows,
            int count,
            FlatVector target,
            MemorySegment[] pages,
            int pageCount) {
        target.ensureCapacity(rows == null || count == 0 ? count : rows[count - 1] + 1);
        switch (target) {
            case IntVector ints -> ints(places, rows, count, ints.values());
            case LongVector longs -> longs(places, rows, count, longs.values());
            case DoubleVector doubles -> doubles(places, rows, count, doubles.values());
            case DecimalVector decimals -> {
                decimals.startNarrow();
                longs(places, rows, count, decimals.values());
            }
            case StringVector strings -> {
                views(places, rows, count, strings.views());
                strings.shareHeaps(pages, pageCount);
            }
            case BooleanVector _ -> throw new IllegalStateException("booleans aren't held");
        }
        target.clearNulls();
        if (anyNull && nullBits != null) {
            nulls(nullBits, places, rows, count, target.startValidity(target.capacity()));
        }
    }

    private void ints(long[] places, int @Nullable [] rows, int count, int[] target) {
        if (rows == null) {
            for (int i = 0; i < count; i++) {
                target[i] = values.get(INT, places[i] << 2);
            }
            return;
        }
        for (int i = 0; i < count; i++) {
            target[rows[i]] = values.get(INT, places[rows[i]] << 2);
        }
    }

    private void longs(long[] places, int @Nullable [] rows, int count, long[] target) {
        switch (width) {
            case Short.BYTES -> ofShorts(places, rows, count, target);
            case Integer.BYTES -> ofInts(places, rows, count, target);
            default -> ofLongs(places, rows, count, target);
        }
    }

    private void ofShorts(long[] places, int @Nullable [] rows, int count, long[] target) {
        if (rows == null) {
            for (int i = 0; i < count; i++) {
                target[i] = base + (values.get(SHORT, places[i] << 1) & 0xFFFFL);
            }
            return;
        }
        for (int i = 0; i < count; i++) {
            target[rows[i]] = base + (values.get(SHORT, places[rows[i]] << 1) & 0xFFFFL);
        }
    }

    private void ofInts(long[] places, int @Nullable [] rows, int count, long[] target) {
        if (rows == null) {
            for (int i = 0; i < count; i++) {
                target[i] = base + (values.get(INT, places[i] << 2) & 0xFFFF_FFFFL);
            }
            return;
        }
        for (int i = 0; i < count; i++) {
            target[rows[i]] = base + (values.get(INT, places[rows[i]] << 2) & 0xFFFF_FFFFL);
        }
    }

    private void ofLongs(long[] places, int @Nullable [] rows, int count, long[] target) {
        if (rows == null) {
            for (int i = 0; i < count; i++) {
                target[i] = values.get(LONG, places[i] << 3);
            }
            return;
        }
        for (int i = 0; i < count; i++) {
            target[rows[i]] = values.get(LONG, places[rows[i]] << 3);
        }
    }

    private void doubles(long[] places, int @Nullable [] rows, int count, double[] target) {
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows[i];
            target[row] = values.get(DOUBLE, places[row] << 3);
        }
    }

    private void views(long[] places, int @Nullable [] rows, int count, long[] target) {
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows[i];
            long offset = places[row] << 4;
            target[2 * row] = values.get(LONG, offset);
            target[2 * row + 1] = values.get(LONG, offset + 8);
        }
    }

    private static void nulls(
            MemorySegment bits, long[] places, int @Nullable [] rows, int count, long[] validity) {
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows[i];
            long bit = bits.get(LONG, places[row] >>> 6 << 3) >>> places[row] & 1;
            validity[row >> 6] &= ~(bit << row);
        }
    }

    @Override
    public void close() {
        block.release();
        if (nullBlock != null) {
            nullBlock.release();
        }
    }
}
