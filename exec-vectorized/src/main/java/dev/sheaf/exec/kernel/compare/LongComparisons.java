// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.compare;

/// Comparisons of 64-bit integers into flags of 0 and 1, in arithmetic instead of conditions so that C2 vectorises the
/// loops.
final class LongComparisons {
    private LongComparisons() {}

    /// 1 when the values differ, else 0.
    static long differ(long left, long right) {
        long x = left ^ right;
        return (x | -x) >>> 63;
    }

    /// 1 when left is less than right, else 0, without the overflow of a mere subtraction (Warren, Hacker's Delight,
    /// 2-12).
    static long less(long left, long right) {
        return (left & ~right | ~(left ^ right) & left - right) >>> 63;
    }

    static void differ(long[] left, long[] right, byte[] flags, int rowCount) {
        for (int i = 0; i < rowCount; i++) {
            flags[i] = (byte) differ(left[i], right[i]);
        }
    }

    static void differ(long[] left, long right, byte[] flags, int rowCount) {
        for (int i = 0; i < rowCount; i++) {
            flags[i] = (byte) differ(left[i], right);
        }
    }

    static void less(long[] left, long[] right, byte[] flags, int rowCount) {
        for (int i = 0; i < rowCount; i++) {
            flags[i] = (byte) less(left[i], right[i]);
        }
    }

    static void less(long[] left, long right, byte[] flags, int rowCount) {
        for (int i = 0; i < rowCount; i++) {
            flags[i] = (byte) less(left[i], right);
        }
    }

    static void less(long left, long[] right, byte[] flags, int rowCount) {
        for (int i = 0; i < rowCount; i++) {
            flags[i] = (byte) less(left, right[i]);
        }
    }
}
