// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.arithmetic;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.IntegerType;
import dev.sheaf.exec.kernel.ArithmeticErrors;
import dev.sheaf.exec.kernel.CallFrame;
import dev.sheaf.exec.kernel.Kernel;

/// `/` and `%` of integers, which walk only the rows that count: a division costs as much as a dozen additions, and a
/// zero that
/// doesn't count must not trap.
final class IntegerDivision {
    private IntegerDivision() {}

    static Kernel divide(IntegerType type) {
        return type.bits() == 64 ? IntegerDivision::divideLongs : frame -> divideInts(frame, type);
    }

    static Kernel modulus(IntegerType type) {
        return type.bits() == 64 ? IntegerDivision::modulusLongs : IntegerDivision::modulusInts;
    }

    private static void divideInts(CallFrame frame, IntegerType type) {
        int[] left = frame.ints(0);
        int[] right = frame.ints(1);
        int leftMask = frame.mask(0);
        int rightMask = frame.mask(1);
        int[] result = frame.resultInts();
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            int dividend = left[row & leftMask];
            int divisor = right[row & rightMask];
            if (divisor == 0) {
                throw ArithmeticErrors.divisionByZero();
            }
            if (divisor == -1 && dividend == type.minValue()) {
                throw ArithmeticErrors.outOfRange(dividend + " / -1", type);
            }
            result[row] = dividend / divisor;
        }
    }

    private static void modulusInts(CallFrame frame) {
        int[] left = frame.ints(0);
        int[] right = frame.ints(1);
        int leftMask = frame.mask(0);
        int rightMask = frame.mask(1);
        int[] result = frame.resultInts();
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            int divisor = right[row & rightMask];
            if (divisor == 0) {
                throw ArithmeticErrors.divisionByZero();
            }
            result[row] = left[row & leftMask] % divisor;
        }
    }

    private static void divideLongs(CallFrame frame) {
        long[] left = frame.longs(0);
        long[] right = frame.longs(1);
        int leftMask = frame.mask(0);
        int rightMask = frame.mask(1);
        long[] result = frame.resultLongs();
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            long dividend = left[row & leftMask];
            long divisor = right[row & rightMask];
            if (divisor == 0) {
                throw ArithmeticErrors.divisionByZero();
            }
            if (divisor == -1 && dividend == Long.MIN_VALUE) {
                throw ArithmeticErrors.outOfRange(dividend + " / -1", DataType.BIGINT);
            }
            result[row] = dividend / divisor;
        }
    }

    private static void modulusLongs(CallFrame frame) {
        long[] left = frame.longs(0);
        long[] right = frame.longs(1);
        int leftMask = frame.mask(0);
        int rightMask = frame.mask(1);
        long[] result = frame.resultLongs();
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            long divisor = right[row & rightMask];
            if (divisor == 0) {
                throw ArithmeticErrors.divisionByZero();
            }
            result[row] = left[row & leftMask] % divisor;
        }
    }
}
