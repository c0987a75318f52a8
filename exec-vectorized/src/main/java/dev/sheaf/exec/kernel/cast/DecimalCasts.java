// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.cast;

import dev.sheaf.core.type.DataType.DecimalType;
import dev.sheaf.core.type.DataType.IntegerType;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.exec.kernel.ArithmeticErrors;
import dev.sheaf.exec.kernel.Kernel;
import dev.sheaf.exec.kernel.arithmetic.Magnitude;
import dev.sheaf.exec.kernel.decimal.DecimalRescale;
import dev.sheaf.exec.kernel.decimal.Int128;
import dev.sheaf.exec.kernel.decimal.PowersOfTen;
import dev.sheaf.exec.kernel.decimal.Rounding;
import java.math.BigDecimal;

/// Casts from decimals to other numbers.
final class DecimalCasts {
    private DecimalCasts() {}

    static Kernel toDecimal(DecimalType from, DecimalType to, boolean safe) {
        return DecimalRescale.between(from, to, safe)::run;
    }

    static Kernel toInteger(DecimalType from, IntegerType to, boolean safe) {
        Int128 value = new Int128();
        int scale = from.scale();
        return frame -> {
            DecimalVector vector = frame.operand(0).decimals();
            int mask = frame.mask(0);
            boolean narrow = !vector.wide() && scale <= PowersOfTen.NARROW_MAX;
            long divisor = narrow ? PowersOfTen.narrow(scale) : 1;
            int[] rows = frame.rows();
            int count = frame.count();
            for (int i = 0; i < count; i++) {
                int row = rows[i];
                boolean fits = true;
                long whole;
                if (narrow) {
                    whole = Rounding.HALF_AWAY_FROM_ZERO.divide(vector.values()[row & mask], divisor);
                } else {
                    value.set(vector, row & mask)
                            .divide(PowersOfTen.high(scale), PowersOfTen.low(scale), Rounding.HALF_AWAY_FROM_ZERO);
                    fits = value.fitsLong();
                    whole = value.low();
                }
                if (!fits || whole < to.minValue() || whole > to.maxValue()) {
                    if (!safe) {
                        throw ArithmeticErrors.outOfRange(
                                number(vector, row & mask, scale, value).toPlainString(), to);
                    }
                    frame.setNull(row);
                } else if (to.bits() == 64) {
                    frame.resultLongs()[row] = whole;
                } else {
                    frame.resultInts()[row] = (int) whole;
                }
            }
        };
    }

    /// The nearest double: one division when numerator and denominator are exact as doubles (Clinger, 1990).
    static Kernel toDouble(DecimalType from, boolean real) {
        int scale = from.scale();
        int exactBits = real ? 24 : 53;
        boolean exactScale = scale <= (real ? 10 : 22);
        double divisor = PowersOfTen.doubleValue(scale);
        Int128 value = new Int128();
        return frame -> {
            DecimalVector vector = frame.operand(0).decimals();
            int mask = frame.mask(0);
            long[] values = vector.values();
            double[] result = frame.resultDoubles();
            int rowCount = mask == 0 ? 1 : frame.rowCount();
            if (exactScale && !vector.wide() && Magnitude.bits(values, rowCount) <= exactBits) {
                quotients(values, divisor, result, rowCount, real);
                return;
            }
            int[] rows = frame.rows();
            int count = frame.count();
            for (int i = 0; i < count; i++) {
                BigDecimal number = number(vector, rows[i] & mask, scale, value);
                result[rows[i]] = real ? number.floatValue() : number.doubleValue();
            }
        };
    }

    private static void quotients(long[] values, double divisor, double[] result, int rowCount, boolean real) {
        for (int i = 0; i < rowCount; i++) {
            result[i] = values[i] / divisor;
        }
        for (int i = 0; real && i < rowCount; i++) {
            result[i] = (float) result[i];
        }
    }

    private static BigDecimal number(DecimalVector vector, int row, int scale, Int128 scratch) {
        return new BigDecimal(scratch.set(vector, row).toBigInteger(), scale);
    }
}
