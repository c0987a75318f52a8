// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.arithmetic;

import dev.sheaf.exec.kernel.ArithmeticErrors;
import dev.sheaf.exec.kernel.CallFrame;
import dev.sheaf.exec.kernel.Kernel;
import dev.sheaf.exec.kernel.Operand;

/// `+ - * / %` of doubles by IEEE 754, but for a zero divisor, which is an error. REAL results are rounded to 24 bits
/// once more.
final class DoubleArithmetic {
    private DoubleArithmetic() {}

    /// A kernel whose results are rounded to REAL.
    static Kernel rounded(Kernel kernel) {
        return frame -> {
            kernel.run(frame);
            double[] values = frame.resultDoubles();
            int rowCount = frame.rowCount();
            for (int i = 0; i < rowCount; i++) {
                values[i] = (float) values[i];
            }
        };
    }

    static void add(CallFrame frame) {
        double[] result = frame.resultDoubles();
        int rowCount = frame.rowCount();
        Operand left = frame.operand(0);
        Operand right = frame.operand(1);
        if (left.constant() || right.constant()) {
            double[] values = left.constant() ? right.doubles() : left.doubles();
            double constant = left.constant() ? left.doubles()[0] : right.doubles()[0];
            for (int i = 0; i < rowCount; i++) {
                result[i] = values[i] + constant;
            }
        } else {
            double[] l = left.doubles();
            double[] r = right.doubles();
            for (int i = 0; i < rowCount; i++) {
                result[i] = l[i] + r[i];
            }
        }
    }

    static void subtract(CallFrame frame) {
        double[] result = frame.resultDoubles();
        int rowCount = frame.rowCount();
        Operand left = frame.operand(0);
        Operand right = frame.operand(1);
        double[] l = left.doubles();
        double[] r = right.doubles();
        if (left.constant()) {
            double constant = l[0];
            for (int i = 0; i < rowCount; i++) {
                result[i] = constant - r[i];
            }
        } else if (right.constant()) {
            double constant = r[0];
            for (int i = 0; i < rowCount; i++) {
                result[i] = l[i] - constant;
            }
        } else {
            for (int i = 0; i < rowCount; i++) {
                result[i] = l[i] - r[i];
            }
        }
    }

    static void multiply(CallFrame frame) {
        double[] result = frame.resultDoubles();
        int rowCount = frame.rowCount();
        Operand left = frame.operand(0);
        Operand right = frame.operand(1);
        if (left.constant() || right.constant()) {
            double[] values = left.constant() ? right.doubles() : left.doubles();
            double constant = left.constant() ? left.doubles()[0] : right.doubles()[0];
            for (int i = 0; i < rowCount; i++) {
                result[i] = values[i] * constant;
            }
        } else {
            double[] l = left.doubles();
            double[] r = right.doubles();
            for (int i = 0; i < rowCount; i++) {
                result[i] = l[i] * r[i];
            }
        }
    }

    static void divide(CallFrame frame) {
        double[] result = frame.resultDoubles();
        int rowCount = frame.rowCount();
        Operand left = frame.operand(0);
        Operand right = frame.operand(1);
        double[] l = left.doubles();
        double[] r = right.doubles();
        checkDivisors(frame);
        if (left.constant()) {
            double constant = l[0];
            for (int i = 0; i < rowCount; i++) {
                result[i] = constant / r[i];
            }
        } else if (right.constant()) {
            double constant = r[0];
            for (int i = 0; i < rowCount; i++) {
                result[i] = l[i] / constant;
            }
        } else {
            for (int i = 0; i < rowCount; i++) {
                result[i] = l[i] / r[i];
            }
        }
    }

    static void modulus(CallFrame frame) {
        double[] left = frame.doubles(0);
        double[] right = frame.doubles(1);
        int leftMask = frame.mask(0);
        int rightMask = frame.mask(1);
        double[] result = frame.resultDoubles();
        int[] rows = frame.rows();
        int count = frame.count();
        checkDivisors(frame);
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            result[row] = left[row & leftMask] % right[row & rightMask];
        }
    }

    private static void checkDivisors(CallFrame frame) {
        double[] divisors = frame.doubles(1);
        if (frame.operand(1).constant()) {
            if (divisors[0] == 0 && frame.count() > 0) {
                throw ArithmeticErrors.divisionByZero();
            }
            return;
        }
        int rowCount = frame.rowCount();
        boolean zero = false;
        for (int i = 0; i < rowCount; i++) {
            zero |= divisors[i] == 0;
        }
        if (!zero) {
            return;
        }
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            if (divisors[rows[i]] == 0) {
                throw ArithmeticErrors.divisionByZero();
            }
        }
    }
}
