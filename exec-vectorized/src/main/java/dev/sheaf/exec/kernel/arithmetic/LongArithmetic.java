// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.arithmetic;

import dev.sheaf.core.type.DataType;
import dev.sheaf.exec.kernel.ArithmeticErrors;
import dev.sheaf.exec.kernel.CallFrame;

/// `+ - *` of 64-bit integers. Overflow of sums is gathered in the sign of one word (Warren, Hacker's Delight, 2-13).
/// Products aren't
/// checked when the largest operands can't overflow, which one pass over each finds out.
public final class LongArithmetic {
    private LongArithmetic() {}

    static void add(CallFrame frame) {
        long[] result = frame.resultLongs();
        int rowCount = frame.rowCount();
        long bad;
        if (frame.operand(0).constant()) {
            bad = add(frame.longs(1), frame.longs(0)[0], result, rowCount);
        } else if (frame.operand(1).constant()) {
            bad = add(frame.longs(0), frame.longs(1)[0], result, rowCount);
        } else {
            bad = add(frame.longs(0), frame.longs(1), result, rowCount);
        }
        if (bad < 0) {
            recheck(frame, '+');
        }
    }

    static void subtract(CallFrame frame) {
        long[] result = frame.resultLongs();
        int rowCount = frame.rowCount();
        long bad;
        if (frame.operand(0).constant()) {
            bad = subtract(frame.longs(0)[0], frame.longs(1), result, rowCount);
        } else if (frame.operand(1).constant()) {
            bad = subtract(frame.longs(0), frame.longs(1)[0], result, rowCount);
        } else {
            bad = subtract(frame.longs(0), frame.longs(1), result, rowCount);
        }
        if (bad < 0) {
            recheck(frame, '-');
        }
    }

    static void multiply(CallFrame frame) {
        long[] result = frame.resultLongs();
        int rowCount = frame.rowCount();
        long bad;
        if (frame.operand(0).constant()) {
            bad = multiply(frame.longs(1), frame.longs(0)[0], result, rowCount);
        } else if (frame.operand(1).constant()) {
            bad = multiply(frame.longs(0), frame.longs(1)[0], result, rowCount);
        } else {
            bad = multiply(frame.longs(0), frame.longs(1), result, rowCount);
        }
        if (bad != 0) {
            recheck(frame, '*');
        }
    }

    /// @return negative when a sum overflowed
    public static long add(long[] left, long[] right, long[] result, int rowCount) {
        long bad = 0;
        for (int i = 0; i < rowCount; i++) {
            long l = left[i];
            long r = right[i];
            long value = l + r;
            result[i] = value;
            bad |= (l ^ value) & (r ^ value);
        }
        return bad;
    }

    /// @return negative when a sum overflowed
    public static long add(long[] left, long right, long[] result, int rowCount) {
        long bad = 0;
        for (int i = 0; i < rowCount; i++) {
            long l = left[i];
            long value = l + right;
            result[i] = value;
            bad |= (l ^ value) & (right ^ value);
        }
        return bad;
    }

    /// @return negative when a difference overflowed
    public static long subtract(long[] left, long[] right, long[] result, int rowCount) {
        long bad = 0;
        for (int i = 0; i < rowCount; i++) {
            long l = left[i];
            long r = right[i];
            long value = l - r;
            result[i] = value;
            bad |= (l ^ r) & (l ^ value);
        }
        return bad;
    }

    /// @return negative when a difference overflowed
    public static long subtract(long[] left, long right, long[] result, int rowCount) {
        long bad = 0;
        for (int i = 0; i < rowCount; i++) {
            long l = left[i];
            long value = l - right;
            result[i] = value;
            bad |= (l ^ right) & (l ^ value);
        }
        return bad;
    }

    /// @return negative when a difference overflowed
    public static long subtract(long left, long[] right, long[] result, int rowCount) {
        long bad = 0;
        for (int i = 0; i < rowCount; i++) {
            long r = right[i];
            long value = left - r;
            result[i] = value;
            bad |= (left ^ r) & (left ^ value);
        }
        return bad;
    }

    /// @return not 0 when a product overflowed
    public static long multiply(long[] left, long[] right, long[] result, int rowCount) {
        long bad = 0;
        if (Magnitude.bits(left, rowCount) + Magnitude.bits(right, rowCount) < 63) {
            for (int i = 0; i < rowCount; i++) {
                result[i] = left[i] * right[i];
            }
            return 0;
        }
        for (int i = 0; i < rowCount; i++) {
            long value = left[i] * right[i];
            bad |= Math.multiplyHigh(left[i], right[i]) ^ value >> 63;
            result[i] = value;
        }
        return bad;
    }

    /// @return not 0 when a product overflowed
    public static long multiply(long[] left, long right, long[] result, int rowCount) {
        long bad = 0;
        if (Magnitude.bits(left, rowCount) + Magnitude.bits(right) < 63) {
            for (int i = 0; i < rowCount; i++) {
                result[i] = left[i] * right;
            }
            return 0;
        }
        for (int i = 0; i < rowCount; i++) {
            long value = left[i] * right;
            bad |= Math.multiplyHigh(left[i], right) ^ value >> 63;
            result[i] = value;
        }
        return bad;
    }

    private static void recheck(CallFrame frame, char operator) {
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            long left = frame.longs(0)[rows[i] & frame.mask(0)];
            long right = frame.longs(1)[rows[i] & frame.mask(1)];
            long value = switch (operator) {
                case '+' -> left + right;
                case '-' -> left - right;
                default -> left * right;
            };
            boolean bad = switch (operator) {
                case '+' -> ((left ^ value) & (right ^ value)) < 0;
                case '-' -> ((left ^ right) & (left ^ value)) < 0;
                default -> Math.multiplyHigh(left, right) != value >> 63;
            };
            if (bad) {
                throw ArithmeticErrors.outOfRange(left + " " + operator + " " + right, DataType.BIGINT);
            }
        }
    }
}
