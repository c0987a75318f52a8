// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.decimal;

import java.math.BigInteger;

/// 10^0 to 10^38 in the widths that kernels compute in.
public final class PowersOfTen {
    /// The largest exponent whose power fits 64 bits.
    public static final int NARROW_MAX = 18;
    /// The largest exponent whose power fits 128 bits.
    public static final int WIDE_MAX = 38;

    private static final long[] LOW = new long[WIDE_MAX + 1];
    private static final long[] HIGH = new long[WIDE_MAX + 1];
    private static final double[] DOUBLES = new double[WIDE_MAX + 1];

    static {
        BigInteger power = BigInteger.ONE;
        for (int i = 0; i <= WIDE_MAX; i++) {
            LOW[i] = power.longValue();
            HIGH[i] = power.shiftRight(64).longValue();
            DOUBLES[i] = power.doubleValue();
            power = power.multiply(BigInteger.TEN);
        }
    }

    private PowersOfTen() {}

    /// @param exponent 0 to [#NARROW_MAX]
    public static long narrow(int exponent) {
        if (exponent > NARROW_MAX) {
            throw new IllegalArgumentException("10^" + exponent + " has more than 64 bits");
        }
        return LOW[exponent];
    }

    /// The low 64 bits.
    public static long low(int exponent) {
        return LOW[exponent];
    }

    /// The high 64 bits.
    public static long high(int exponent) {
        return HIGH[exponent];
    }

    /// The nearest double; exact up to 10^22.
    public static double doubleValue(int exponent) {
        return DOUBLES[exponent];
    }

    public static BigInteger big(int exponent) {
        return BigInteger.TEN.pow(exponent);
    }
}
