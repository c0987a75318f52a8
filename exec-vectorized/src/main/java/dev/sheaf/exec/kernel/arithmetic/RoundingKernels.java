// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.arithmetic;

import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.type.DataType.IntegerType;
import dev.sheaf.exec.kernel.ArithmeticErrors;
import dev.sheaf.exec.kernel.CallFrame;
import dev.sheaf.exec.kernel.Kernel;
import dev.sheaf.exec.kernel.Operand;
import java.math.BigDecimal;
import java.math.RoundingMode;

/// CEIL, FLOOR, ROUND and TRUNCATE of doubles and integers. Integers change only when rounded before the point.
final class RoundingKernels {
    private RoundingKernels() {}

    static Kernel doubles(ScalarFunction function, int operandCount) {
        return switch (function) {
            case CEIL -> frame -> {
                double[] from = frame.doubles(0);
                double[] to = frame.resultDoubles();
                int rowCount = frame.rowCount();
                for (int i = 0; i < rowCount; i++) {
                    to[i] = Math.ceil(from[i]);
                }
            };
            case FLOOR -> frame -> {
                double[] from = frame.doubles(0);
                double[] to = frame.resultDoubles();
                int rowCount = frame.rowCount();
                for (int i = 0; i < rowCount; i++) {
                    to[i] = Math.floor(from[i]);
                }
            };
            case ROUND -> operandCount == 1 ? RoundingKernels::round : frame -> toDigits(frame, true);
            case TRUNCATE -> operandCount == 1 ? RoundingKernels::truncate : frame -> toDigits(frame, false);
            default -> throw new IllegalArgumentException(function + " doesn't round");
        };
    }

    static Kernel integers(ScalarFunction function, IntegerType type, int operandCount) {
        if (operandCount == 1) {
            return RoundingKernels::copy;
        }
        RoundingMode mode = function == ScalarFunction.ROUND ? RoundingMode.HALF_UP : RoundingMode.DOWN;
        return frame -> integersToDigits(frame, type, mode);
    }

    /// Half away from zero. Adding a half before cutting would be wrong for the number just below it.
    static double roundHalfAway(double value) {
        double magnitude = Math.abs(value);
        double whole = Math.floor(magnitude);
        double rounded = magnitude - whole >= 0.5 ? whole + 1 : whole;
        return Math.copySign(rounded, value);
    }

    private static void round(CallFrame frame) {
        double[] from = frame.doubles(0);
        double[] to = frame.resultDoubles();
        int rowCount = frame.rowCount();
        for (int i = 0; i < rowCount; i++) {
            to[i] = roundHalfAway(from[i]);
        }
    }

    private static void truncate(CallFrame frame) {
        double[] from = frame.doubles(0);
        double[] to = frame.resultDoubles();
        int rowCount = frame.rowCount();
        for (int i = 0; i < rowCount; i++) {
            to[i] = Math.copySign(Math.floor(Math.abs(from[i])), from[i]);
        }
    }

    private static void toDigits(CallFrame frame, boolean half) {
        double[] from = frame.doubles(0);
        int fromMask = frame.mask(0);
        Operand digits = frame.operand(1);
        double[] to = frame.resultDoubles();
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            double value = from[rows[i] & fromMask];
            double factor = Math.pow(10, Math.abs((double) digits(digits, rows[i])));
            boolean fraction = digits(digits, rows[i]) >= 0;
            double scaled = fraction ? value * factor : value / factor;
            double rounded = half ? roundHalfAway(scaled) : Math.copySign(Math.floor(Math.abs(scaled)), scaled);
            // Zero stays zero where the power of ten is beyond a double.
            double result = fraction ? rounded / factor : rounded == 0 ? rounded : rounded * factor;
            boolean beyond = Double.isInfinite(scaled) || Double.isNaN(result) && !Double.isNaN(value);
            to[rows[i]] = beyond ? value : result;
        }
    }

    private static void copy(CallFrame frame) {
        switch (frame.result().type().physical()) {
            case INT -> System.arraycopy(frame.ints(0), 0, frame.resultInts(), 0, frame.rowCount());
            case LONG -> System.arraycopy(frame.longs(0), 0, frame.resultLongs(), 0, frame.rowCount());
            default -> throw new IllegalArgumentException("rounding to " + frame.result().type().sqlName());
        }
    }

    private static void integersToDigits(CallFrame frame, IntegerType type, RoundingMode mode) {
        boolean wide = type.bits() == 64;
        int mask = frame.mask(0);
        Operand digits = frame.operand(1);
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            long value = wide ? frame.longs(0)[row & mask] : frame.ints(0)[row & mask];
            long rounded = toDigits(value, digits(digits, row), type, mode);
            if (wide) {
                frame.resultLongs()[row] = rounded;
            } else {
                frame.resultInts()[row] = (int) rounded;
            }
        }
    }

    private static long toDigits(long value, long digits, IntegerType type, RoundingMode mode) {
        if (digits >= 0) {
            return value;
        }
        if (digits < -19) {
            return 0;
        }
        BigDecimal rounded = BigDecimal.valueOf(value).setScale((int) digits, mode);
        if (rounded.compareTo(BigDecimal.valueOf(type.maxValue())) > 0
                || rounded.compareTo(BigDecimal.valueOf(type.minValue())) < 0) {
            throw ArithmeticErrors.outOfRange(rounded.toPlainString(), type);
        }
        return rounded.longValueExact();
    }

    static long digits(Operand operand, int row) {
        return operand.integer(row);
    }
}
