// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.cast;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.DecimalType;
import dev.sheaf.core.type.DataType.IntegerType;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.exec.kernel.ArithmeticErrors;
import dev.sheaf.exec.kernel.CallFrame;
import dev.sheaf.exec.kernel.Kernel;
import dev.sheaf.exec.kernel.decimal.Int128;
import dev.sheaf.exec.kernel.decimal.PowersOfTen;
import java.math.BigDecimal;
import java.math.RoundingMode;

/// Casts from REAL and DOUBLE to other numbers.
final class DoubleCasts {
    private DoubleCasts() {}

    /// Rounds half to even. The limits are exact as doubles, but for the largest BIGINT, so they are compared as powers
    /// of two.
    static Kernel toInteger(IntegerType to, boolean safe) {
        double limit = -(double) to.minValue();
        return frame -> {
            double[] values = frame.doubles(0);
            int mask = frame.mask(0);
            int[] rows = frame.rows();
            int count = frame.count();
            for (int i = 0; i < count; i++) {
                int row = rows[i];
                double value = Math.rint(values[row & mask]);
                if (!(value >= -limit && value < limit)) {
                    outOfRange(frame, row, values[row & mask], to, safe);
                } else if (to.bits() == 64) {
                    frame.resultLongs()[row] = (long) value;
                } else {
                    frame.resultInts()[row] = (int) value;
                }
            }
        };
    }

    static Kernel toReal(boolean safe) {
        return frame -> {
            double[] values = frame.doubles(0);
            int mask = frame.mask(0);
            double[] result = frame.resultDoubles();
            int[] rows = frame.rows();
            int count = frame.count();
            for (int i = 0; i < count; i++) {
                int row = rows[i];
                double value = values[row & mask];
                float real = (float) value;
                result[row] = real;
                if (Float.isInfinite(real) && !Double.isInfinite(value)) {
                    outOfRange(frame, row, value, DataType.REAL, safe);
                }
            }
        };
    }

    static void toDouble(CallFrame frame) {
        System.arraycopy(frame.doubles(0), 0, frame.resultDoubles(), 0, frame.rowCount());
    }

    /// Rounds the double's exact value half away from zero. A product that fits 53 bits is judged with the error of the
    /// multiplication,
    /// which a fused multiply-add gives exactly; others take the long way.
    static Kernel toDecimal(DecimalType to, boolean safe) {
        Int128 wide = new Int128();
        double factor = PowersOfTen.doubleValue(to.scale());
        boolean exactFactor = to.scale() <= 22;
        double limit = to.precision() <= PowersOfTen.NARROW_MAX ? PowersOfTen.doubleValue(to.precision()) : 0x1p62;
        return frame -> {
            double[] values = frame.doubles(0);
            int mask = frame.mask(0);
            DecimalVector result = frame.resultDecimals();
            result.startNarrow();
            int[] rows = frame.rows();
            int count = frame.count();
            for (int i = 0; i < count; i++) {
                int row = rows[i];
                double value = values[row & mask];
                double product = Math.abs(value) * factor;
                if (exactFactor && product < 0x1p52 && product < limit - 1) {
                    double error = Math.fma(Math.abs(value), factor, -product);
                    long whole = (long) product;
                    double rest = product - whole - 0.5;
                    long rounded = rest > 0 || rest == 0 && error >= 0 ? whole + 1 : whole;
                    result.values()[row] = value < 0 ? -rounded : rounded;
                    if (result.wide()) {
                        result.high()[row] = result.values()[row] >> 63;
                    }
                } else {
                    exact(value, row, to, frame, wide, safe);
                }
            }
        };
    }

    private static void exact(double value, int row, DecimalType to, CallFrame frame, Int128 wide, boolean safe) {
        DecimalVector result = frame.resultDecimals();
        if (Double.isNaN(value)
                || Double.isInfinite(value)
                || !wide.set(new BigDecimal(value)
                        .setScale(to.scale(), RoundingMode.HALF_UP)
                        .unscaledValue())
                || !wide.hasDigits(to.precision())) {
            outOfRange(frame, row, value, to, safe);
            wide.set(0);
        }
        if (!wide.fitsLong()) {
            result.widen(frame.rowCount());
        }
        result.values()[row] = wide.low();
        if (result.wide()) {
            result.high()[row] = wide.high();
        }
    }

    private static void outOfRange(CallFrame frame, int row, double value, DataType to, boolean safe) {
        if (!safe) {
            throw ArithmeticErrors.outOfRange(Double.toString(value), to);
        }
        frame.setNull(row);
    }
}
