// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.scan;

/// Checks that bytes are UTF-8 before they become strings.
public final class Utf8 {
    private Utf8() {}

    /// Whether bytes `[from, to)` are well-formed: no stray or missing continuation bytes, no overlong forms, no
    /// surrogates, nothing above U+10FFFF.
    public static boolean isValid(byte[] bytes, int from, int to) {
        int high = 0;
        for (int i = from; i < to; i++) {
            high |= bytes[i];
        }
        return high >= 0 || isValidBeyondAscii(bytes, from, to);
    }

    private static boolean isValidBeyondAscii(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            int lead = bytes[at++];
            if (lead >= 0) {
                continue;
            }
            int more = lead < (byte) 0xC2 ? -1 : lead < (byte) 0xE0 ? 1 : lead < (byte) 0xF0 ? 2
                    : lead <= (byte) 0xF4 ? 3 : -1;
            if (more < 0 || more > to - at) {
                return false;
            }
            int first = bytes[at] & 0xFF;
            boolean overlong = lead == (byte) 0xE0 && first < 0xA0 || lead == (byte) 0xF0 && first < 0x90;
            boolean beyond = lead == (byte) 0xED && first > 0x9F || lead == (byte) 0xF4 && first > 0x8F;
            if (overlong || beyond) {
                return false;
            }
            for (int i = 0; i < more; i++) {
                if ((bytes[at++] & 0xC0) != 0x80) {
                    return false;
                }
            }
        }
        return true;
    }
}
