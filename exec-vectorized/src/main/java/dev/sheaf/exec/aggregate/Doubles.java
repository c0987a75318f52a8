// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.DecimalType;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import java.math.BigDecimal;

/// Numbers of any type as doubles, for the statistical aggregates.
final class Doubles {
    /// The powers of ten that doubles hold exactly.
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private Doubles() {}

    /// The values of the rows by row number; a double vector's own array.
    static double[] of(FlatVector vector, GroupedRows rows) {
        if (vector instanceof DoubleVector doubles) {
            return doubles.values();
        }
        double[] target = new double[vector.capacity()];
        int[] chosen = rows.rows();
        for (int i = 0; i < rows.count(); i++) {
            target[chosen[i]] = value(vector, chosen[i]);
        }
        return target;
    }

    /// One value that is not null.
    static double value(FlatVector vector, int row) {
        return switch (vector) {
            case DoubleVector doubles -> doubles.values()[row];
            case IntVector ints -> ints.values()[row];
            case LongVector longs -> longs.values()[row];
            case DecimalVector decimals -> {
                int scale = ((DecimalType) decimals.type()).scale();
                long low = decimals.values()[row];
                yield decimals.highWord(row) == low >> 63 && scale < POWERS.length
                        ? low / POWERS[scale]
                        : new BigDecimal(WideSums.value(low, decimals.highWord(row)), scale).doubleValue();
            }
            default -> throw new IllegalArgumentException("not a number: " + vector.type().sqlName());
        };
    }

    /// Rounds a REAL column's values to what REAL can hold.
    static void roundReal(FlatVector target, int count) {
        if (target.type().equals(DataType.REAL)) {
            double[] values = ((DoubleVector) target).values();
            for (int i = 0; i < count; i++) {
                values[i] = (float) values[i];
            }
        }
    }

    /// A double as a long that orders like it: -0.0 as 0.0, NaN above all.
    static long toOrdered(double value) {
        long bits = Double.doubleToLongBits(value + 0.0);
        return bits ^ (bits >> 63 & Long.MAX_VALUE);
    }

    /// The inverse of [#toOrdered].
    static double fromOrdered(long ordered) {
        return Double.longBitsToDouble(ordered ^ (ordered >> 63 & Long.MAX_VALUE));
    }
}
