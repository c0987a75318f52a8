// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.arithmetic;

import dev.sheaf.core.type.DataType.IntegerType;
import dev.sheaf.exec.kernel.ArithmeticErrors;
import dev.sheaf.exec.kernel.CallFrame;
import dev.sheaf.exec.kernel.Kernel;

/// `+ - *` of TINYINT, SMALLINT and INTEGER. Computed in 64 bits, where nothing overflows; whether a result left the
/// type's range is
/// gathered in the sign of one word and looked at after the loop.
final class IntArithmetic {
    private IntArithmetic() {}

    static Kernel add(IntegerType type) {
        return frame -> {
            long bad = frame.operand(0).constant()
                    ? add(frame.ints(1), frame.ints(0)[0], frame.resultInts(), frame.rowCount(), type.maxValue())
                    : frame.operand(1).constant()
                            ? add(frame.ints(0), frame.ints(1)[0], frame.resultInts(), frame.rowCount(),
                                    type.maxValue())
                    : add(frame.ints(0), frame.ints(1), frame.resultInts(), frame.rowCount(), type.maxValue());
            if (bad < 0) {
                recheck(frame, type, '+');
            }
        };
    }

    static Kernel subtract(IntegerType type) {
        return frame -> {
            long bad = frame.operand(0).constant()
                    ? subtract(frame.ints(0)[0], frame.ints(1), frame.resultInts(), frame.rowCount(), type.maxValue())
                    : frame.operand(1).constant()
                            ? add(frame.ints(0), -(long) frame.ints(1)[0], frame.resultInts(), frame.rowCount(),
                                    type.maxValue())
                    : subtract(frame.ints(0), frame.ints(1), frame.resultInts(), frame.rowCount(),
                            type.maxValue());
            if (bad < 0) {
                recheck(frame, type, '-');
            }
        };
    }

    static Kernel multiply(IntegerType type) {
        return frame -> {
            long bad = frame.operand(0).constant()
                    ? multiply(frame.ints(1), frame.ints(0)[0], frame.resultInts(), frame.rowCount(), type.maxValue())
                    : frame.operand(1).constant()
                            ? multiply(frame.ints(0), frame.ints(1)[0], frame.resultInts(), frame.rowCount(),
                                    type.maxValue())
                    : multiply(frame.ints(0), frame.ints(1), frame.resultInts(), frame.rowCount(),
                            type.maxValue());
            if (bad < 0) {
                recheck(frame, type, '*');
            }
        };
    }

    /// Negative when the value lies outside `[-max - 1, max]`.
    private static long outside(long value, long max) {
        return max - value | value + max + 1;
    }

    private static long add(int[] left, int[] right, int[] result, int rowCount, long max) {
        long bad = 0;
        for (int i = 0; i < rowCount; i++) {
            long value = (long) left[i] + right[i];
            result[i] = (int) value;
            bad |= outside(value, max);
        }
        return bad;
    }

    private static long add(int[] left, long right, int[] result, int rowCount, long max) {
        long bad = 0;
        for (int i = 0; i < rowCount; i++) {
            long value = left[i] + right;
            result[i] = (int) value;
            bad |= outside(value, max);
        }
        return bad;
    }

    private static long subtract(int[] left, int[] right, int[] result, int rowCount, long max) {
        long bad = 0;
        for (int i = 0; i < rowCount; i++) {
            long value = (long) left[i] - right[i];
            result[i] = (int) value;
            bad |= outside(value, max);
        }
        return bad;
    }

    private static long subtract(long left, int[] right, int[] result, int rowCount, long max) {
        long bad = 0;
        for (int i = 0; i < rowCount; i++) {
            long value = left - right[i];
            result[i] = (int) value;
            bad |= outside(value, max);
        }
        return bad;
    }

    private static long multiply(int[] left, int[] right, int[] result, int rowCount, long max) {
        long bad = 0;
        for (int i = 0; i < rowCount; i++) {
            long value = (long) left[i] * right[i];
            result[i] = (int) value;
            bad |= outside(value, max);
        }
        return bad;
    }

    private static long multiply(int[] left, long right, int[] result, int rowCount, long max) {
        long bad = 0;
        for (int i = 0; i < rowCount; i++) {
            long value = left[i] * right;
            result[i] = (int) value;
            bad |= outside(value, max);
        }
        return bad;
    }

    private static void recheck(CallFrame frame, IntegerType type, char operator) {
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            long left = frame.ints(0)[rows[i] & frame.mask(0)];
            long right = frame.ints(1)[rows[i] & frame.mask(1)];
            long value = switch (operator) {
                case '+' -> left + right;
                case '-' -> left - right;
                default -> left * right;
            };
            if (outside(value, type.maxValue()) < 0) {
                throw ArithmeticErrors.outOfRange(left + " " + operator + " " + right, type);
            }
        }
    }
}
