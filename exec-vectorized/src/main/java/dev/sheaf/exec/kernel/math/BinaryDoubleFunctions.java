// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.math;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.exec.kernel.CallFrame;
import dev.sheaf.exec.kernel.Kernel;
import dev.sheaf.exec.kernel.KernelContext;
import java.util.Arrays;

/// Functions of several DOUBLEs or of none, and tests of one.
final class BinaryDoubleFunctions {
    private BinaryDoubleFunctions() {}

    static void power(CallFrame frame) {
        double[] base = frame.doubles(0);
        double[] exponent = frame.doubles(1);
        int baseMask = frame.mask(0);
        int exponentMask = frame.mask(1);
        double[] result = frame.resultDoubles();
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            result[row] = Math.pow(base[row & baseMask], exponent[row & exponentMask]);
        }
    }

    static void arcTangent2(CallFrame frame) {
        double[] y = frame.doubles(0);
        double[] x = frame.doubles(1);
        int yMask = frame.mask(0);
        int xMask = frame.mask(1);
        double[] result = frame.resultDoubles();
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            result[row] = Math.atan2(y[row & yMask], x[row & xMask]);
        }
    }

    /// `(base, x)`.
    static void logarithm(CallFrame frame) {
        double[] base = frame.doubles(0);
        double[] x = frame.doubles(1);
        int baseMask = frame.mask(0);
        int xMask = frame.mask(1);
        double[] result = frame.resultDoubles();
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            double b = base[row & baseMask];
            double value = x[row & xMask];
            result[row] = b == 10 ? Math.log10(value)
                    : b == 2 ? DoubleFunctions.logarithm2(value) : Math.log(value) / Math.log(b);
        }
    }

    static void pi(CallFrame frame) {
        Arrays.fill(frame.resultDoubles(), 0, frame.rowCount(), Math.PI);
    }

    /// In [0, 1), with all 53 bits.
    static Kernel random(KernelContext context) {
        return frame -> {
            double[] result = frame.resultDoubles();
            int[] rows = frame.rows();
            int count = frame.count();
            for (int i = 0; i < count; i++) {
                result[rows[i]] = (context.evaluation().random().nextLong() >>> 11) * 0x1p-53;
            }
        };
    }

    static void isNan(CallFrame frame) {
        double[] x = frame.doubles(0);
        long[] bits = frame.clearResultBits();
        for (int row = 0; row < frame.rowCount(); row++) {
            bits[row >> 6] |= (Double.isNaN(x[row]) ? 1L : 0L) << row;
        }
    }

    static void isFinite(CallFrame frame) {
        double[] x = frame.doubles(0);
        long[] bits = frame.clearResultBits();
        for (int row = 0; row < frame.rowCount(); row++) {
            bits[row >> 6] |= (Double.isFinite(x[row]) ? 1L : 0L) << row;
        }
    }

    static void isInfinite(CallFrame frame) {
        double[] x = frame.doubles(0);
        long[] bits = frame.clearResultBits();
        for (int row = 0; row < frame.rowCount(); row++) {
            bits[row >> 6] |= (Double.isInfinite(x[row]) ? 1L : 0L) << row;
        }
    }

    /// `(x, low, high, count)`: 0 below the range, `count + 1` above it; the bounds may be the other way about.
    static void widthBucket(CallFrame frame) {
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            double x = frame.doubles(0)[row & frame.mask(0)];
            double low = frame.doubles(1)[row & frame.mask(1)];
            double high = frame.doubles(2)[row & frame.mask(2)];
            frame.putInteger(row, bucket(x, low, high, frame.operand(3).integer(row)));
        }
    }

    private static long bucket(double x, double low, double high, long buckets) {
        if (buckets <= 0
                || buckets > Integer.MAX_VALUE
                || low == high
                || Double.isNaN(x)
                || !Double.isFinite(low)
                || !Double.isFinite(high)) {
            throw new SheafException(
                    ErrorCode.INVALID_PARAMETER,
                    "width_bucket of " + x + " between " + low + " and " + high + " in " + buckets + " buckets");
        }
        boolean ascending = low < high;
        if (ascending ? x < low : x > low) {
            return 0;
        }
        if (ascending ? x >= high : x <= high) {
            return buckets + 1;
        }
        return Math.min(buckets, (long) (buckets * ((x - low) / (high - low))) + 1);
    }
}
