// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.hash;

import dev.sheaf.core.hash.ValueHash;
import dev.sheaf.core.type.DataType.DecimalType;
import dev.sheaf.core.vector.BooleanVector;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.core.vector.StringViews;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// The loops over flat vectors, per physical type, nulls left aside. Those over fixed-width values run over all rows,
/// which is faster than over some; those that follow references or divide keep to the rows asked for.
final class FlatHash {
    private static final int CHOSEN_BELOW_ONE_IN = 4;

    private FlatHash() {}

    static void hash(FlatVector vector, int @Nullable [] rows, int count, int rowCount, long[] target) {
        switch (vector) {
            case BooleanVector booleans -> booleans(booleans.bits(), rowCount, target);
            case IntVector ints when isFew(rows, count, rowCount) -> chosen(ints.values(), rows, count, target);
            case LongVector longs when isFew(rows, count, rowCount) -> chosen(longs.values(), rows, count, target);
            case IntVector ints -> ints(ints.values(), rowCount, target);
            case LongVector longs -> longs(longs.values(), rowCount, target);
            case DoubleVector doubles -> doubles(doubles.values(), rowCount, target);
            case DecimalVector decimals -> decimals(decimals, rows, count, target);
            case StringVector strings -> strings(strings, rows, count, target);
        }
    }

    /// Whether so few rows are chosen that a loop over them is faster than one over all.
    static boolean isFew(int @Nullable [] rows, int count, int rowCount) {
        return rows != null && count * CHOSEN_BELOW_ONE_IN < rowCount;
    }

    private static void chosen(int[] values, int @Nullable [] rows, int count, long[] target) {
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows[i];
            target[row] = ValueHash.ofLong(values[row]);
        }
    }

    private static void chosen(long[] values, int @Nullable [] rows, int count, long[] target) {
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows[i];
            target[row] = ValueHash.ofLong(values[row]);
        }
    }

    /// The hash of one value or null.
    static long hashOf(FlatVector vector, int row) {
        return vector.isNull(row) ? ValueHash.NULL : ValueHash.of(vector, row);
    }

    private static void booleans(long[] bits, int rowCount, long[] target) {
        for (int i = 0; i < rowCount; i++) {
            target[i] = ValueHash.ofLong(bits[i >> 6] >>> i & 1);
        }
    }

    private static void ints(int[] values, int rowCount, long[] target) {
        for (int i = 0; i < rowCount; i++) {
            target[i] = ValueHash.ofLong(values[i]);
        }
    }

    private static void longs(long[] values, int rowCount, long[] target) {
        for (int i = 0; i < rowCount; i++) {
            target[i] = ValueHash.ofLong(values[i]);
        }
    }

    private static void doubles(double[] values, int rowCount, long[] target) {
        for (int i = 0; i < rowCount; i++) {
            target[i] = ValueHash.ofDouble(values[i]);
        }
    }

    private static void decimals(DecimalVector vector, int @Nullable [] rows, int count, long[] target) {
        int scale = scale(vector);
        long[] low = vector.values();
        if (!vector.wide() && scale == 0) {
            for (int i = 0; i < count; i++) {
                int row = rows == null ? i : rows[i];
                target[row] = ValueHash.combine(ValueHash.ofLong(low[row]), 0);
            }
            return;
        }
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows[i];
            target[row] = ValueHash.ofDecimal(low[row], vector.highWord(row), scale);
        }
    }

    private static void strings(StringVector vector, int @Nullable [] rows, int count, long[] target) {
        long[] views = vector.views();
        MemorySegment[] heaps = vector.heaps();
        boolean nulls = vector.hasNulls();
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows[i];
            // A null's view may refer to nothing.
            if (!nulls || StringViews.isInline(StringViews.length(views[2 * row])) || !vector.isNull(row)) {
                target[row] = ValueHash.ofView(views[2 * row], views[2 * row + 1], heaps);
            }
        }
    }

    private static int scale(DecimalVector vector) {
        return ((DecimalType) vector.type()).scale();
    }
}
