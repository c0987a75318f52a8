// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.math;

import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.exec.kernel.CallFrame;
import dev.sheaf.exec.kernel.Kernel;

/// Functions of one DOUBLE. Each has a loop of its own over the rows that count, so that its body is compiled into it.
/// Outside their domain
/// they give NaN or an infinity.
final class DoubleFunctions {
    private static final double LN_2 = Math.log(2);

    private DoubleFunctions() {}

    static Kernel bind(ScalarFunction function) {
        return switch (function) {
            case SQRT -> DoubleFunctions::sqrt;
            case CBRT -> DoubleFunctions::cbrt;
            case EXP -> DoubleFunctions::exp;
            case LN -> DoubleFunctions::ln;
            case LOG10 -> DoubleFunctions::log10;
            case LOG2 -> DoubleFunctions::log2;
            case SIN -> DoubleFunctions::sin;
            case COS -> DoubleFunctions::cos;
            case TAN -> DoubleFunctions::tan;
            case COT -> DoubleFunctions::cot;
            case ASIN -> DoubleFunctions::asin;
            case ACOS -> DoubleFunctions::acos;
            case ATAN -> DoubleFunctions::atan;
            case SINH -> DoubleFunctions::sinh;
            case COSH -> DoubleFunctions::cosh;
            case TANH -> DoubleFunctions::tanh;
            case DEGREES -> DoubleFunctions::degrees;
            case RADIANS -> DoubleFunctions::radians;
            default -> throw new IllegalArgumentException(function + " is no function of one double");
        };
    }

    /// Exact for powers of two.
    static double logarithm2(double x) {
        double logarithm = Math.log(x) / LN_2;
        double whole = Math.rint(logarithm);
        return Math.abs(logarithm - whole) < 1e-9 && Math.scalb(1.0, (int) whole) == x ? whole : logarithm;
    }

    private static void sqrt(CallFrame frame) {
        double[] x = frame.doubles(0);
        int mask = frame.mask(0);
        double[] result = frame.resultDoubles();
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            result[rows[i]] = Math.sqrt(x[rows[i] & mask]);
        }
    }

    private static void cbrt(CallFrame frame) {
        double[] x = frame.doubles(0);
        int mask = frame.mask(0);
        double[] result = frame.resultDoubles();
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            result[rows[i]] = Math.cbrt(x[rows[i] & mask]);
        }
    }

    private static void exp(CallFrame frame) {
        double[] x = frame.doubles(0);
        int mask = frame.mask(0);
        double[] result = frame.resultDoubles();
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            result[rows[i]] = Math.exp(x[rows[i] & mask]);
        }
    }

    private static void ln(CallFrame frame) {
        double[] x = frame.doubles(0);
        int mask = frame.mask(0);
        double[] result = frame.resultDoubles();
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            result[rows[i]] = Math.log(x[rows[i] & mask]);
        }
    }

    private static void log10(CallFrame frame) {
        double[] x = frame.doubles(0);
        int mask = frame.mask(0);
        double[] result = frame.resultDoubles();
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            result[rows[i]] = Math.log10(x[rows[i] & mask]);
        }
    }

    private static void log2(CallFrame frame) {
        double[] x = frame.doubles(0);
        int mask = frame.mask(0);
        double[] result = frame.resultDoubles();
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            result[rows[i]] = logarithm2(x[rows[i] & mask]);
        }
    }

    private static void sin(CallFrame frame) {
        double[] x = frame.doubles(0);
        int mask = frame.mask(0);
        double[] result = frame.resultDoubles();
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            result[rows[i]] = Math.sin(x[rows[i] & mask]);
        }
    }

    private static void cos(CallFrame frame) {
        double[] x = frame.doubles(0);
        int mask = frame.mask(0);
        double[] result = frame.resultDoubles();
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            result[rows[i]] = Math.cos(x[rows[i] & mask]);
        }
    }

    private static void tan(CallFrame frame) {
        double[] x = frame.doubles(0);
        int mask = frame.mask(0);
        double[] result = frame.resultDoubles();
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            result[rows[i]] = Math.tan(x[rows[i] & mask]);
        }
    }

    private static void cot(CallFrame frame) {
        double[] x = frame.doubles(0);
        int mask = frame.mask(0);
        double[] result = frame.resultDoubles();
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            result[rows[i]] = 1 / Math.tan(x[rows[i] & mask]);
        }
    }

    private static void asin(CallFrame frame) {
        double[] x = frame.doubles(0);
        int mask = frame.mask(0);
        double[] result = frame.resultDoubles();
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            result[rows[i]] = Math.asin(x[rows[i] & mask]);
        }
    }

    private static void acos(CallFrame frame) {
        double[] x = frame.doubles(0);
        int mask = frame.mask(0);
        double[] result = frame.resultDoubles();
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            result[rows[i]] = Math.acos(x[rows[i] & mask]);
        }
    }

    private static void atan(CallFrame frame) {
        double[] x = frame.doubles(0);
        int mask = frame.mask(0);
        double[] result = frame.resultDoubles();
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            result[rows[i]] = Math.atan(x[rows[i] & mask]);
        }
    }

    private static void sinh(CallFrame frame) {
        double[] x = frame.doubles(0);
        int mask = frame.mask(0);
        double[] result = frame.resultDoubles();
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            result[rows[i]] = Math.sinh(x[rows[i] & mask]);
        }
    }

    private static void cosh(CallFrame frame) {
        double[] x = frame.doubles(0);
        int mask = frame.mask(0);
        double[] result = frame.resultDoubles();
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            result[rows[i]] = Math.cosh(x[rows[i] & mask]);
        }
    }

    private static void tanh(CallFrame frame) {
        double[] x = frame.doubles(0);
        int mask = frame.mask(0);
        double[] result = frame.resultDoubles();
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            result[rows[i]] = Math.tanh(x[rows[i] & mask]);
        }
    }

    private static void degrees(CallFrame frame) {
        double[] x = frame.doubles(0);
        int mask = frame.mask(0);
        double[] result = frame.resultDoubles();
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            result[rows[i]] = Math.toDegrees(x[rows[i] & mask]);
        }
    }

    private static void radians(CallFrame frame) {
        double[] x = frame.doubles(0);
        int mask = frame.mask(0);
        double[] result = frame.resultDoubles();
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            result[rows[i]] = Math.toRadians(x[rows[i] & mask]);
        }
    }
}
