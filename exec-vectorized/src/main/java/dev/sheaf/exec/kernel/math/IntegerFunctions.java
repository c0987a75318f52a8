// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.math;

import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.IntegerType;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.exec.kernel.ArithmeticErrors;
import dev.sheaf.exec.kernel.CallFrame;
import dev.sheaf.exec.kernel.Kernel;
import dev.sheaf.exec.kernel.decimal.Int128;

/// GCD, LCM, FACTORIAL, and the operators on bits.
final class IntegerFunctions {
    /// The largest whose factorial has 38 digits.
    private static final int FACTORIAL_MAX = 33;

    private IntegerFunctions() {}

    static void gcd(CallFrame frame) {
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            long left = frame.operand(0).integer(rows[i]);
            long right = frame.operand(1).integer(rows[i]);
            long divisor = Math.abs(gcd(left, right));
            frame.putInteger(rows[i], inRange(divisor, divisor >= 0, "gcd(a, b)", frame));
        }
    }

    /// Euclid's, of negative numbers too; may have either sign.
    private static long gcd(long left, long right) {
        long a = left;
        long b = right;
        while (b != 0) {
            // The smallest number divided by -1 would overflow; the remainder doesn't.
            long rest = a % b;
            a = b;
            b = rest;
        }
        return a;
    }

    static void lcm(CallFrame frame) {
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            long left = frame.operand(0).integer(rows[i]);
            long right = frame.operand(1).integer(rows[i]);
            long divisor = gcd(left, right);
            long quotient = divisor == 0 ? 0 : left / divisor;
            long product = Math.abs(quotient * right);
            boolean fits = product >= 0 && Math.multiplyHigh(quotient, right) == quotient * right >> 63;
            frame.putInteger(rows[i], inRange(product, fits, "lcm(a, b)", frame));
        }
    }

    private static long inRange(long value, boolean fits, String operation, CallFrame frame) {
        IntegerType type = (IntegerType) frame.result().type();
        if (!fits || value > type.maxValue()) {
            throw ArithmeticErrors.outOfRange(operation, type);
        }
        return value;
    }

    static Kernel factorial() {
        Int128 product = new Int128();
        return frame -> {
            DecimalVector result = frame.resultDecimals();
            long[] high = result.startWide();
            int[] rows = frame.rows();
            int count = frame.count();
            for (int i = 0; i < count; i++) {
                long n = frame.operand(0).integer(rows[i]);
                if (n < 0 || n > FACTORIAL_MAX) {
                    throw ArithmeticErrors.outOfRange("factorial of " + n, result.type());
                }
                product.set(1);
                for (int factor = 2; factor <= n; factor++) {
                    product.multiply(0, factor);
                }
                result.values()[rows[i]] = product.low();
                high[rows[i]] = product.high();
            }
        };
    }

    static Kernel bits(ScalarFunction function, DataType operand) {
        int width = operand instanceof IntegerType integer ? integer.bits() : 64;
        return frame -> {
            for (int row = 0; row < frame.rowCount(); row++) {
                long left = frame.operand(0).integer(row);
                long right = frame.operandCount() == 2 ? frame.operand(1).integer(row) : 0;
                frame.putInteger(row, bits(function, left, right, width));
            }
        };
    }

    /// Shifts go by the number's width, and what they push out is lost.
    private static long bits(ScalarFunction function, long left, long right, int width) {
        return switch (function) {
            case BIT_AND -> left & right;
            case BIT_OR -> left | right;
            case BIT_XOR -> left ^ right;
            case BIT_NOT -> ~left;
            case SHIFT_LEFT -> {
                int unused = 64 - width;
                yield left << (right & width - 1) << unused >> unused;
            }
            case SHIFT_RIGHT -> left >> (right & width - 1);
            case BIT_COUNT -> Long.bitCount(width == 64 ? left : left & (1L << width) - 1);
            default -> throw new IllegalArgumentException(function + " is no function of bits");
        };
    }
}
