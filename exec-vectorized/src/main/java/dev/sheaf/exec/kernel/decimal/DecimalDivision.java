// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.decimal;

import dev.sheaf.core.type.DataType.DecimalType;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.exec.kernel.ArithmeticErrors;
import dev.sheaf.exec.kernel.CallFrame;
import dev.sheaf.exec.kernel.Kernel;
import dev.sheaf.exec.kernel.arithmetic.Magnitude;
import java.math.BigInteger;

/// `/` and `%` of decimals. A dividend is first given the digits that the result needs; that mostly takes 128 bits, and
/// a division of those
/// by 64.
public final class DecimalDivision implements Kernel {
    private final boolean modulus;
    private final int dividendDigits;
    private final int divisorDigits;
    private final Int128 dividend = new Int128();
    private final Int128 divisor = new Int128();

    private DecimalDivision(boolean modulus, int dividendDigits, int divisorDigits) {
        this.modulus = modulus;
        this.dividendDigits = dividendDigits;
        this.divisorDigits = divisorDigits;
    }

    public static Kernel divide(DecimalType left, DecimalType right, DecimalType result) {
        int digits = result.scale() - left.scale() + right.scale();
        return new DecimalDivision(false, Math.max(digits, 0), Math.max(-digits, 0));
    }

    public static Kernel modulus(DecimalType left, DecimalType right, DecimalType result) {
        int scale = Math.max(result.scale(), Math.max(left.scale(), right.scale()));
        if (scale != result.scale()) {
            throw new IllegalArgumentException("remainder of scale " + scale + " as " + result.sqlName());
        }
        return new DecimalDivision(true, scale - left.scale(), scale - right.scale());
    }

    @Override
    public void run(CallFrame frame) {
        DecimalVector l = frame.operand(0).decimals();
        DecimalVector r = frame.operand(1).decimals();
        int leftMask = frame.mask(0);
        int rightMask = frame.mask(1);
        DecimalResult result = new DecimalResult(frame);
        boolean narrow = narrow(l, r, leftMask, rightMask, frame.rowCount());
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            divisor.set(r, row & rightMask);
            if (divisor.isZero()) {
                throw ArithmeticErrors.divisionByZero();
            }
            dividend.set(l, row & leftMask);
            if (narrow) {
                divideNarrow();
                result.put(row, dividend, true);
            } else {
                divideWide(result, row);
            }
        }
        result.finish();
    }

    private boolean narrow(DecimalVector left, DecimalVector right, int leftMask, int rightMask, int rowCount) {
        return !left.wide()
                && !right.wide()
                && dividendDigits <= PowersOfTen.NARROW_MAX
                && divisorDigits <= PowersOfTen.NARROW_MAX
                && fits(left, leftMask, dividendDigits, rowCount)
                && fits(right, rightMask, divisorDigits, rowCount);
    }

    private static boolean fits(DecimalVector operand, int mask, int digits, int rowCount) {
        int bits = mask == 0 ? Magnitude.bits(operand.values()[0]) : Magnitude.bits(operand.values(), rowCount);
        return bits + Magnitude.bits(PowersOfTen.narrow(digits)) <= 62;
    }

    private void divideNarrow() {
        long numerator = dividend.low * PowersOfTen.narrow(dividendDigits);
        long denominator = divisor.low * PowersOfTen.narrow(divisorDigits);
        if (modulus) {
            dividend.set(numerator % denominator);
            return;
        }
        long quotient = Rounding.HALF_AWAY_FROM_ZERO.divide(numerator, Math.abs(denominator));
        dividend.set(denominator < 0 ? -quotient : quotient);
    }

    private void divideWide(DecimalResult result, int row) {
        long low = dividend.low;
        long high = dividend.high;
        if (!modulus && divisorDigits == 0 && dividend.scaleUp(dividendDigits)) {
            dividend.divide(divisor.high, divisor.low, Rounding.HALF_AWAY_FROM_ZERO);
            result.put(row, dividend, true);
            return;
        }
        BigInteger numerator =
                dividend.set(high, low).toBigInteger().multiply(PowersOfTen.big(dividendDigits));
        BigInteger denominator = divisor.toBigInteger().multiply(PowersOfTen.big(divisorDigits));
        BigInteger value = modulus
                ? numerator.remainder(denominator)
                : Rounding.HALF_AWAY_FROM_ZERO.divide(numerator, denominator);
        result.put(row, value, dividend);
    }
}
