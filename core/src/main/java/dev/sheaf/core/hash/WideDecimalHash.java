// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.hash;

import java.math.BigInteger;

/// The rare path of [ValueHash#ofDecimal]: values of more than 64 bits, which may yet be equal to a narrow one of
/// another scale.
final class WideDecimalHash {
    private WideDecimalHash() {}

    static long of(long low, long high, int scale) {
        BigInteger value = BigInteger.valueOf(high).shiftLeft(64).add(new BigInteger(Long.toUnsignedString(low)));
        int digits = scale;
        while (digits > 0) {
            BigInteger[] parts = value.divideAndRemainder(BigInteger.TEN);
            if (parts[1].signum() != 0) {
                break;
            }
            value = parts[0];
            digits--;
        }
        if (value.bitLength() < 64) {
            return ValueHash.combine(ValueHash.ofLong(value.longValue()), value.signum() == 0 ? 0 : digits);
        }
        long hash = ValueHash.combine(ValueHash.ofLong(value.longValue()), value.shiftRight(64).longValue());
        return ValueHash.combine(hash, digits);
    }
}
