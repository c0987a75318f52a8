// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.arithmetic;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.DecimalType;
import dev.sheaf.core.type.PhysicalType;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.exec.kernel.ArithmeticErrors;
import dev.sheaf.exec.kernel.CallFrame;
import dev.sheaf.exec.kernel.Kernel;
import dev.sheaf.exec.kernel.Operand;

/// Negation, absolute value and sign of numbers and intervals.
public final class SignKernels {
    private SignKernels() {}

    public static Kernel negate(DataType type) {
        return switch (type.physical()) {
            case INT -> frame -> {
                int[] from = frame.ints(0);
                int[] to = frame.resultInts();
                int rowCount = frame.rowCount();
                for (int i = 0; i < rowCount; i++) {
                    to[i] = -from[i];
                }
                checkNotSmallest(frame, type);
            };
            case LONG -> frame -> {
                negate(frame.longs(0), frame.resultLongs(), frame.rowCount());
                checkNotSmallest(frame, type);
            };
            case DOUBLE -> frame -> {
                double[] from = frame.doubles(0);
                double[] to = frame.resultDoubles();
                int rowCount = frame.rowCount();
                for (int i = 0; i < rowCount; i++) {
                    to[i] = -from[i];
                }
            };
            case DECIMAL -> frame -> negateDecimals(frame, false);
            case BOOLEAN, STRING -> throw new IllegalArgumentException("minus of " + type.sqlName());
        };
    }

    public static Kernel absolute(DataType type) {
        return switch (type.physical()) {
            case INT -> frame -> {
                int[] from = frame.ints(0);
                int[] to = frame.resultInts();
                int rowCount = frame.rowCount();
                for (int i = 0; i < rowCount; i++) {
                    to[i] = Math.abs(from[i]);
                }
                checkNotSmallest(frame, type);
            };
            case LONG -> frame -> {
                long[] from = frame.longs(0);
                long[] to = frame.resultLongs();
                int rowCount = frame.rowCount();
                for (int i = 0; i < rowCount; i++) {
                    to[i] = Math.abs(from[i]);
                }
                checkNotSmallest(frame, type);
            };
            case DOUBLE -> frame -> {
                double[] from = frame.doubles(0);
                double[] to = frame.resultDoubles();
                int rowCount = frame.rowCount();
                for (int i = 0; i < rowCount; i++) {
                    to[i] = Math.abs(from[i]);
                }
            };
            case DECIMAL -> frame -> negateDecimals(frame, true);
            case BOOLEAN, STRING -> throw new IllegalArgumentException("absolute value of " + type.sqlName());
        };
    }

    /// The sign as a number of the result's type.
    public static void sign(CallFrame frame) {
        Operand operand = frame.operand(0);
        int rowCount = frame.rowCount();
        for (int i = 0; i < rowCount; i++) {
            int sign = switch (operand.vector()) {
                case IntVector ints -> Integer.signum(ints.values()[i]);
                case LongVector longs -> Long.signum(longs.values()[i]);
                case DoubleVector doubles -> (int) Math.signum(doubles.values()[i]);
                case DecimalVector decimals -> decimals.highWord(i) < 0
                        ? -1
                        : (decimals.highWord(i) | decimals.values()[i]) == 0 ? 0 : 1;
                default -> throw new IllegalArgumentException("sign of " + operand.vector().type().sqlName());
            };
            switch (frame.result()) {
                case IntVector ints -> ints.values()[i] = sign;
                case LongVector longs -> longs.values()[i] = sign;
                case DoubleVector doubles -> doubles.values()[i] = sign;
                case DecimalVector decimals -> {
                    decimals.startNarrow();
                    decimals.values()[i] = sign * tens(((DecimalType) decimals.type()).scale());
                }
                default -> throw new IllegalArgumentException("sign as " + frame.result().type().sqlName());
            }
        }
    }

    private static long tens(int digits) {
        long power = 1;
        for (int i = 0; i < digits; i++) {
            power = Math.multiplyExact(power, 10L);
        }
        return power;
    }

    private static void negate(long[] from, long[] to, int rowCount) {
        for (int i = 0; i < rowCount; i++) {
            to[i] = -from[i];
        }
    }

    private static void negateDecimals(CallFrame frame, boolean onlyNegative) {
        DecimalVector from = frame.operand(0).decimals();
        DecimalVector to = frame.resultDecimals();
        int rowCount = frame.rowCount();
        long[] low = from.values();
        long[] result = to.values();
        if (!from.wide()) {
            to.startNarrow();
            long smallest = 0;
            for (int i = 0; i < rowCount; i++) {
                long value = low[i];
                long flip = onlyNegative ? value >> 63 : -1L;
                result[i] = (value ^ flip) - flip;
                smallest |= value & result[i];
            }
            // A number and its negation are both negative only for the smallest: it takes 128 bits.
            if (smallest >= 0) {
                return;
            }
        }
        long[] high = to.startWide();
        for (int i = 0; i < rowCount; i++) {
            long value = low[i];
            long highWord = from.highWord(i);
            boolean flip = !onlyNegative || highWord < 0;
            result[i] = flip ? -value : value;
            high[i] = flip ? ~highWord + (value == 0 ? 1 : 0) : highWord;
        }
    }

    /// The smallest number of a type has no negation. Narrow types are held in 32 bits, where it shows as a number
    /// above the largest.
    private static void checkNotSmallest(CallFrame frame, DataType type) {
        boolean narrow = type instanceof DataType.IntegerType integer && integer.bits() < 32;
        long smallest = type instanceof DataType.IntegerType integer ? integer.minValue()
                : type.physical() == PhysicalType.INT ? Integer.MIN_VALUE : Long.MIN_VALUE;
        FlatVector operand = frame.operand(0).vector();
        int rowCount = frame.rowCount();
        boolean bad = false;
        if (operand instanceof IntVector ints) {
            int least = narrow ? (int) smallest : Integer.MIN_VALUE;
            int[] values = ints.values();
            for (int i = 0; i < rowCount; i++) {
                bad |= values[i] == least;
            }
        } else {
            long[] values = ((LongVector) operand).values();
            for (int i = 0; i < rowCount; i++) {
                bad |= values[i] == Long.MIN_VALUE;
            }
        }
        if (!bad) {
            return;
        }
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            long value = operand instanceof IntVector ints ? ints.values()[rows[i]]
                    : ((LongVector) operand).values()[rows[i]];
            if (value == smallest) {
                throw ArithmeticErrors.outOfRange("-(" + value + ")", type);
            }
        }
    }
}
