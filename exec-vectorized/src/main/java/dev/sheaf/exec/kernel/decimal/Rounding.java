// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.decimal;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/// How a quotient becomes a whole number.
public enum Rounding {
    HALF_AWAY_FROM_ZERO(RoundingMode.HALF_UP),
    TOWARD_ZERO(RoundingMode.DOWN),
    UP(RoundingMode.CEILING),
    DOWN(RoundingMode.FLOOR);

    private final RoundingMode mode;

    Rounding(RoundingMode mode) {
        this.mode = mode;
    }

    /// Whether a quotient that was cut toward zero moves one further away from it.
    ///
    /// @param remainder of the magnitudes, less than the divisor
    /// @param divisor its magnitude, below 2^63
    boolean awayFromZero(long remainder, long divisor, boolean negative) {
        return switch (this) {
            case HALF_AWAY_FROM_ZERO -> remainder >= divisor - remainder;
            case TOWARD_ZERO -> false;
            case UP -> remainder != 0 && !negative;
            case DOWN -> remainder != 0 && negative;
        };
    }

    /// Divides 64-bit numbers; the divisor is positive.
    public long divide(long dividend, long divisor) {
        long quotient = dividend / divisor;
        long remainder = Math.abs(dividend % divisor);
        return awayFromZero(remainder, divisor, dividend < 0) ? quotient + (dividend < 0 ? -1 : 1) : quotient;
    }

    public BigInteger divide(BigInteger dividend, BigInteger divisor) {
        return new BigDecimal(dividend).divide(new BigDecimal(divisor), 0, mode).toBigInteger();
    }
}
