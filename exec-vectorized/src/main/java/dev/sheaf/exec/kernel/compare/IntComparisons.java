// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.compare;

/// Comparisons of 32-bit integers into flags of 0 and 1: the sign of a 64-bit difference, which can't overflow.
final class IntComparisons {
    private static final long LOW_32 = 0xFFFF_FFFFL;

    private IntComparisons() {}

    static void differ(int[] left, int[] right, byte[] flags, int rowCount) {
        for (int i = 0; i < rowCount; i++) {
            flags[i] = (byte) (-((left[i] ^ right[i]) & LOW_32) >>> 63);
        }
    }

    static void differ(int[] left, int right, byte[] flags, int rowCount) {
        for (int i = 0; i < rowCount; i++) {
            flags[i] = (byte) (-((left[i] ^ right) & LOW_32) >>> 63);
        }
    }

    static void less(int[] left, int[] right, byte[] flags, int rowCount) {
        for (int i = 0; i < rowCount; i++) {
            flags[i] = (byte) ((long) left[i] - right[i] >>> 63);
        }
    }

    static void less(int[] left, int right, byte[] flags, int rowCount) {
        for (int i = 0; i < rowCount; i++) {
            flags[i] = (byte) (left[i] - (long) right >>> 63);
        }
    }

    static void less(int left, int[] right, byte[] flags, int rowCount) {
        for (int i = 0; i < rowCount; i++) {
            flags[i] = (byte) ((long) left - right[i] >>> 63);
        }
    }
}
