// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.decimal;

import dev.sheaf.core.vector.DecimalVector;
import java.math.BigInteger;

/// A 128-bit integer that is computed with in place. Kernels keep one and run the rows through it, so that nothing is
/// allocated a row.
public final class Int128 {
    private static final long LOW_32 = 0xFFFF_FFFFL;

    long high;
    long low;

    public long high() {
        return high;
    }

    public long low() {
        return low;
    }

    public Int128 set(long value) {
        low = value;
        high = value >> 63;
        return this;
    }

    public Int128 set(long highWord, long lowWord) {
        high = highWord;
        low = lowWord;
        return this;
    }

    public Int128 set(DecimalVector vector, int row) {
        low = vector.values()[row];
        high = vector.highWord(row);
        return this;
    }

    /// @return whether the value fits
    public boolean set(BigInteger value) {
        low = value.longValue();
        high = value.shiftRight(64).longValue();
        return value.bitLength() < 128;
    }

    public BigInteger toBigInteger() {
        BigInteger unsigned = BigInteger.valueOf(low >>> 1).shiftLeft(1).or(BigInteger.valueOf(low & 1));
        return BigInteger.valueOf(high).shiftLeft(64).add(unsigned);
    }

    public boolean fitsLong() {
        return high == low >> 63;
    }

    public boolean isNegative() {
        return high < 0;
    }

    public boolean isZero() {
        return (high | low) == 0;
    }

    public void negate() {
        high = ~high + (low == 0 ? 1 : 0);
        low = -low;
    }

    /// @return whether the sum fits
    public boolean add(long otherHigh, long otherLow) {
        long sumLow = low + otherLow;
        long carry = (low & otherLow | (low | otherLow) & ~sumLow) >>> 63;
        long sumHigh = high + otherHigh + carry;
        boolean fits = ((high ^ sumHigh) & (otherHigh ^ sumHigh)) >= 0;
        low = sumLow;
        high = sumHigh;
        return fits;
    }

    /// @return whether the product fits; if not, the value is undefined
    public boolean multiply(long otherHigh, long otherLow) {
        boolean negative = (high ^ otherHigh) < 0;
        if (high < 0) {
            negate();
        }
        long h = otherHigh;
        long l = otherLow;
        if (h < 0) {
            h = ~h + (l == 0 ? 1 : 0);
            l = -l;
        }
        if (high != 0 && h != 0) {
            return false;
        }
        long crossHigh = Math.unsignedMultiplyHigh(high, l) | Math.unsignedMultiplyHigh(low, h);
        long cross = high * l + low * h;
        long productHigh = Math.unsignedMultiplyHigh(low, l) + cross;
        boolean fits = crossHigh == 0 && cross >= 0 && productHigh >= 0;
        low *= l;
        high = productHigh;
        if (negative) {
            negate();
        }
        return fits;
    }

    /// Multiplies with a power of ten.
    ///
    /// @return whether the product fits
    public boolean scaleUp(int digits) {
        if (digits == 0 || isZero()) {
            return true;
        }
        return digits <= PowersOfTen.WIDE_MAX && multiply(PowersOfTen.high(digits), PowersOfTen.low(digits));
    }

    /// Divides by a divisor that isn't zero.
    public void divide(long divisorHigh, long divisorLow, Rounding rounding) {
        boolean negative = (high ^ divisorHigh) < 0;
        long magnitudeLow = divisorHigh < 0 ? -divisorLow : divisorLow;
        long magnitudeHigh = divisorHigh < 0 ? ~divisorHigh + (divisorLow == 0 ? 1 : 0) : divisorHigh;
        if (magnitudeHigh != 0 || magnitudeLow < 0 || high == Long.MIN_VALUE) {
            set(rounding.divide(toBigInteger(), new Int128().set(divisorHigh, divisorLow).toBigInteger()));
            return;
        }
        if (high < 0) {
            negate();
        }
        long quotientHigh = high / magnitudeLow;
        long remainder = high % magnitudeLow;
        if (remainder == 0 && low >= 0) {
            remainder = low % magnitudeLow;
            low /= magnitudeLow;
        } else {
            remainder = divideWords(remainder, magnitudeLow);
        }
        high = quotientHigh;
        if (rounding.awayFromZero(remainder, magnitudeLow, negative)) {
            low++;
            high += low == 0 ? 1 : 0;
        }
        if (negative) {
            negate();
        }
    }

    /// Divides `upper * 2^64 + low` by a positive divisor larger than `upper`; leaves the quotient in `low` and gives
    /// the remainder.
    /// Two steps of long division in base 2^32 (Knuth, algorithm D; Warren, Hacker's Delight, 9-4).
    private long divideWords(long upper, long divisor) {
        int shift = Long.numberOfLeadingZeros(divisor);
        long d = divisor << shift;
        long dHigh = d >>> 32;
        long dLow = d & LOW_32;
        long n = upper << shift | (shift == 0 ? 0 : low >>> (64 - shift));
        long rest = low << shift;
        long first = quotientDigit(n, dHigh, dLow, rest >>> 32);
        long middle = (n << 32 | rest >>> 32) - first * d;
        long second = quotientDigit(middle, dHigh, dLow, rest & LOW_32);
        long remainder = (middle << 32 | rest & LOW_32) - second * d;
        low = first << 32 | second;
        return remainder >>> shift;
    }

    private static long quotientDigit(long dividend, long dHigh, long dLow, long nextDigit) {
        long digit = Long.divideUnsigned(dividend, dHigh);
        long rest = dividend - digit * dHigh;
        while (digit > LOW_32 || Long.compareUnsigned(digit * dLow, rest << 32 | nextDigit) > 0) {
            digit--;
            rest += dHigh;
            if (rest > LOW_32) {
                break;
            }
        }
        return digit;
    }

    /// Whether the value has at most so many decimal digits.
    public boolean hasDigits(int digits) {
        long h = high;
        long l = low;
        if (h < 0) {
            h = ~h + (l == 0 ? 1 : 0);
            l = -l;
        }
        long limitHigh = PowersOfTen.high(digits);
        return h >= 0 && (h < limitHigh
                || h == limitHigh && Long.compareUnsigned(l, PowersOfTen.low(digits)) < 0);
    }
}
