// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.arithmetic;

/// How large the numbers of an array are at most: one vectorised pass that lets most multiplications go without a check
/// per row.
public final class Magnitude {
    private Magnitude() {}

    /// How many bits the largest of the numbers needs, without its sign.
    public static int bits(long[] values, int rowCount) {
        long all = 0;
        for (int i = 0; i < rowCount; i++) {
            all |= values[i] ^ values[i] >> 63;
        }
        return 64 - Long.numberOfLeadingZeros(all);
    }

    /// How many bits the number needs, without its sign.
    public static int bits(long value) {
        return 64 - Long.numberOfLeadingZeros(value ^ value >> 63);
    }
}
