// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.compare;

/// Comparisons of doubles in SQL's order: NaN equals NaN and is greater than all others, -0.0 equals 0.0. Written
/// straight into words:
/// C2 turns conditions over doubles into flags only in this form.
@SuppressWarnings("ShortCircuitBoolean") // conditions would become branches
final class DoubleComparisons {
    private DoubleComparisons() {}

    static boolean equal(double left, double right) {
        return left == right | Double.isNaN(left) & Double.isNaN(right);
    }

    static boolean less(double left, double right) {
        return !(left >= right) & !Double.isNaN(left);
    }

    static void equal(double[] left, double[] right, long[] bits, int rowCount, long inversion) {
        for (int base = 0; base < rowCount; base += 64) {
            int end = Math.min(64, rowCount - base);
            long word = 0;
            for (int i = 0; i < end; i++) {
                word |= (equal(left[base + i], right[base + i]) ? 1L : 0L) << i;
            }
            bits[base >> 6] = word ^ inversion;
        }
    }

    static void equal(double[] left, double right, long[] bits, int rowCount, long inversion) {
        for (int base = 0; base < rowCount; base += 64) {
            int end = Math.min(64, rowCount - base);
            long word = 0;
            for (int i = 0; i < end; i++) {
                word |= (equal(left[base + i], right) ? 1L : 0L) << i;
            }
            bits[base >> 6] = word ^ inversion;
        }
    }

    static void less(double[] left, double[] right, long[] bits, int rowCount, long inversion) {
        for (int base = 0; base < rowCount; base += 64) {
            int end = Math.min(64, rowCount - base);
            long word = 0;
            for (int i = 0; i < end; i++) {
                word |= (less(left[base + i], right[base + i]) ? 1L : 0L) << i;
            }
            bits[base >> 6] = word ^ inversion;
        }
    }

    static void less(double[] left, double right, long[] bits, int rowCount, long inversion) {
        for (int base = 0; base < rowCount; base += 64) {
            int end = Math.min(64, rowCount - base);
            long word = 0;
            for (int i = 0; i < end; i++) {
                word |= (less(left[base + i], right) ? 1L : 0L) << i;
            }
            bits[base >> 6] = word ^ inversion;
        }
    }

    static void less(double left, double[] right, long[] bits, int rowCount, long inversion) {
        for (int base = 0; base < rowCount; base += 64) {
            int end = Math.min(64, rowCount - base);
            long word = 0;
            for (int i = 0; i < end; i++) {
                word |= (less(left, right[base + i]) ? 1L : 0L) << i;
            }
            bits[base >> 6] = word ^ inversion;
        }
    }
}
