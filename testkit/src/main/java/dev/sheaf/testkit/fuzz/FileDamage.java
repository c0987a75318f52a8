// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.fuzz;

import java.util.Arrays;

/// Damages files as disks, networks and malice do: bits flip, bytes and whole numbers change, pieces are lost, doubled,
/// moved or taken from another file, the end is missing.
final class FileDamage {
    /// What programs trip over when they take it for a length, a count or a place.
    private static final int[] NUMBERS = {
        0, 1, -1, 2, 127, 128, 255, 256, 0x7FFF, 0x8000, 0xFFFF, 0x10000, 0x1000000, Integer.MAX_VALUE,
        Integer.MIN_VALUE
    };

    /// Metadata is a small share of a file and a large one of what can go wrong with it.
    private static final int EDGE_BYTES = 2_000;

    private FileDamage() {}

    /// Returns a damaged copy.
    ///
    /// @param other another file, of which pieces may be taken
    static byte[] damage(byte[] whole, byte[] other, Chance chance) {
        byte[] bytes = whole;
        int times = chance.between(1, 3);
        for (int i = 0; i < times && bytes.length > 0; i++) {
            bytes = once(bytes, other, chance);
        }
        return bytes;
    }

    private static byte[] once(byte[] whole, byte[] other, Chance chance) {
        int at = place(whole.length, chance);
        byte[] bytes = whole.clone();
        switch (chance.below(10)) {
            case 0, 1, 2 -> bytes[at] ^= (byte) (1 << chance.below(8));
            case 3, 4 -> bytes[at] = (byte) chance.below(256);
            case 5 -> number(bytes, at, NUMBERS[chance.below(NUMBERS.length)], chance.percent(50));
            case 6 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + chance.between(1, 64)), (byte) 0);
            case 7 -> bytes = Arrays.copyOf(whole, at);
            case 8 -> bytes = spliced(whole, at, other, chance);
            default -> bytes = spliced(whole, at, whole, chance);
        }
        return bytes;
    }

    private static int place(int length, Chance chance) {
        int edge = Math.min(length, EDGE_BYTES);
        return switch (chance.below(4)) {
            case 0 -> chance.below(edge);
            case 1 -> length - 1 - chance.below(edge);
            default -> chance.below(length);
        };
    }

    private static void number(byte[] bytes, int at, int value, boolean bigEndian) {
        for (int i = 0; i < Integer.BYTES && at + i < bytes.length; i++) {
            bytes[at + i] = (byte) (value >> 8 * (bigEndian ? 3 - i : i));
        }
    }

    /// Puts a piece of another file in the place of so many bytes, or of none, or nothing in the place of some.
    private static byte[] spliced(byte[] whole, int at, byte[] other, Chance chance) {
        int from = other.length == 0 ? 0 : chance.below(other.length);
        int length = chance.percent(25) ? 0 : Math.min(other.length - from, chance.between(1, 400));
        int lost = Math.min(whole.length - at, chance.percent(25) ? 0 : chance.between(1, 400));
        byte[] result = new byte[whole.length - lost + length];
        System.arraycopy(whole, 0, result, 0, at);
        System.arraycopy(other, from, result, at, length);
        System.arraycopy(whole, at + lost, result, at + length, whole.length - at - lost);
        return result;
    }
}
