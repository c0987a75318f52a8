// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.compare;

import dev.sheaf.core.vector.DecimalVector;

/// Comparisons of 128-bit decimals of one scale. Narrow ones are compared as 64-bit integers.
final class DecimalComparisons {
    private DecimalComparisons() {}

    /// 1 where the values differ.
    static void differ(DecimalVector left, int leftMask, DecimalVector right, int rightMask, byte[] flags,
            int rowCount) {
        long[] leftLow = left.values();
        long[] rightLow = right.values();
        for (int i = 0; i < rowCount; i++) {
            int l = i & leftMask;
            int r = i & rightMask;
            long difference = leftLow[l] ^ rightLow[r] | left.highWord(l) ^ right.highWord(r);
            flags[i] = (byte) LongComparisons.differ(difference, 0);
        }
    }

    /// 1 where left is less.
    static void less(DecimalVector left, int leftMask, DecimalVector right, int rightMask, byte[] flags, int rowCount) {
        long[] leftLow = left.values();
        long[] rightLow = right.values();
        for (int i = 0; i < rowCount; i++) {
            int l = i & leftMask;
            int r = i & rightMask;
            long leftHigh = left.highWord(l);
            long rightHigh = right.highWord(r);
            long highEqual = 1 - LongComparisons.differ(leftHigh, rightHigh);
            long lowLess = LongComparisons.less(leftLow[l] + Long.MIN_VALUE, rightLow[r] + Long.MIN_VALUE);
            flags[i] = (byte) (LongComparisons.less(leftHigh, rightHigh) | highEqual & lowLess);
        }
    }
}
