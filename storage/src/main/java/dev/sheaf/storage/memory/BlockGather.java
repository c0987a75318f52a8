// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.memory;

import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.DictionaryVector;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.GatherTarget;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.core.vector.StringViews;
import dev.sheaf.core.vector.Vector;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// Decodes chosen rows of a block one by one: cheaper than [BlockDecoder] where few of its rows are wanted.
final class BlockGather {
    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private BlockGather() {}

    /// Rows `from + rows[i]` of a block.
    ///
    /// @return null for the forms that are only decoded in runs
    static @Nullable Vector gather(
            SegmentColumn column, ColumnBlock block, int from, int[] rows, int count, GatherTarget target) {
        return switch (block.form()) {
            case CODES8, CODES16 -> coded(column, block, from, rows, count, target);
            case VIEWS -> {
                StringVector strings = (StringVector) target.flat(count);
                views(block.data(), from, rows, count, strings.views());
                column.shareHeaps(strings);
                yield withNulls(block, from, rows, count, strings);
            }
            case FLOAT64 -> {
                DoubleVector doubles = (DoubleVector) target.flat(count);
                doubles(block.data(), from, rows, count, doubles.values());
                yield withNulls(block, from, rows, count, doubles);
            }
            case CONSTANT, OFFSET8, OFFSET16, OFFSET32, PLAIN64 -> {
                FlatVector flat = target.flat(count);
                if (flat instanceof IntVector ints) {
                    ints(block, from, rows, count, ints.values());
                } else {
                    longs(block, from, rows, count, longs(flat));
                }
                yield withNulls(block, from, rows, count, flat);
            }
            case PLAIN128, FLOAT32, BITS -> null;
        };
    }

    private static long[] longs(FlatVector flat) {
        return switch (flat) {
            case LongVector longs -> longs.values();
            case DecimalVector decimals -> {
                decimals.startNarrow();
                yield decimals.values();
            }
            default -> throw new IllegalStateException(flat.type().sqlName() + " is not stored as numbers");
        };
    }

    private static Vector withNulls(ColumnBlock block, int from, int[] rows, int count, FlatVector target) {
        MemorySegment validity = block.validity();
        if (validity != null) {
            bits(validity, from, rows, count, target.startValidity(count));
        }
        return target;
    }

    private static Vector coded(
            SegmentColumn column, ColumnBlock block, int from, int[] rows, int count, GatherTarget target) {
        int[] codes = target.codes(count);
        MemorySegment data = block.data();
        if (block.form() == BlockForm.CODES8) {
            for (int i = 0; i < count; i++) {
                codes[i] = data.get(BYTE, from + rows[i]) & 0xFF;
            }
        } else {
            for (int i = 0; i < count; i++) {
                codes[i] = data.get(SHORT, 2L * (from + rows[i])) & 0xFFFF;
            }
        }
        DictionaryVector dictionary = target.dictionary();
        FlatVector nulls = (FlatVector) withNulls(block, from, rows, count, target.flat(0));
        dictionary.reset(column.dictionary(), codes, nulls.validity(), true);
        return dictionary;
    }

    private static void bits(MemorySegment source, int from, int[] rows, int count, long[] target) {
        for (int i = 0; i < count; i++) {
            int row = from + rows[i];
            long bit = source.get(StringViews.LONG, (long) row >> 6 << 3) >>> row & 1;
            target[i >> 6] &= ~((bit ^ 1) << i);
        }
    }

    private static void views(MemorySegment data, int from, int[] rows, int count, long[] target) {
        for (int i = 0; i < count; i++) {
            long offset = 16L * (from + rows[i]);
            target[2 * i] = data.get(StringViews.LONG, offset);
            target[2 * i + 1] = data.get(StringViews.LONG, offset + 8);
        }
    }

    private static void doubles(MemorySegment data, int from, int[] rows, int count, double[] target) {
        for (int i = 0; i < count; i++) {
            target[i] = data.get(DOUBLE, 8L * (from + rows[i]));
        }
    }

    private static void ints(ColumnBlock block, int from, int[] rows, int count, int[] target) {
        int base = (int) block.base();
        MemorySegment data = block.data();
        switch (block.form()) {
            case OFFSET8 -> {
                for (int i = 0; i < count; i++) {
                    target[i] = base + data.get(BYTE, from + rows[i]);
                }
            }
            case OFFSET16 -> {
                for (int i = 0; i < count; i++) {
                    target[i] = base + data.get(SHORT, 2L * (from + rows[i]));
                }
            }
            case OFFSET32 -> {
                for (int i = 0; i < count; i++) {
                    target[i] = base + data.get(StringViews.INT, 4L * (from + rows[i]));
                }
            }
            default -> java.util.Arrays.fill(target, 0, count, base);
        }
    }

    private static void longs(ColumnBlock block, int from, int[] rows, int count, long[] target) {
        long base = block.base();
        MemorySegment data = block.data();
        switch (block.form()) {
            case OFFSET8 -> {
                for (int i = 0; i < count; i++) {
                    target[i] = base + data.get(BYTE, from + rows[i]);
                }
            }
            case OFFSET16 -> {
                for (int i = 0; i < count; i++) {
                    target[i] = base + data.get(SHORT, 2L * (from + rows[i]));
                }
            }
            case OFFSET32 -> {
                for (int i = 0; i < count; i++) {
                    target[i] = base + data.get(StringViews.INT, 4L * (from + rows[i]));
                }
            }
            case PLAIN64 -> {
                for (int i = 0; i < count; i++) {
                    target[i] = data.get(StringViews.LONG, 8L * (from + rows[i]));
                }
            }
            default -> java.util.Arrays.fill(target, 0, count, base);
        }
    }
}
