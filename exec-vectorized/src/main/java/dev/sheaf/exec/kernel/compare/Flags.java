// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.compare;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// The second half of a comparison: bytes of 0 or 1, which a loop over the values writes eight or sixteen at a time,
/// become bits.
/// Two such loops take a fifth of the time of one that shifts each bit to its place, since that one isn't vectorised.
final class Flags {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /// Multiplying moves bit 0 of byte `i` to bit `56 + i`; no two products meet in one bit, so there are no carries.
    private static final long GATHER = 0x0102_0408_1020_4080L;

    private Flags() {}

    /// Packs the flags of the first `rowCount` rows.
    ///
    /// @param flags has whole words of 64 bytes
    /// @param inversion XORed to each word: 0, or -1 to negate
    static void pack(byte[] flags, long[] bits, int rowCount, long inversion) {
        int words = (rowCount + 63) >>> 6;
        for (int i = 0; i < words; i++) {
            int from = i << 6;
            long word = 0;
            for (int j = 0; j < 8; j++) {
                long eight = (long) LONG.get(flags, from + 8 * j);
                word |= (eight * GATHER >>> 56) << (8 * j);
            }
            bits[i] = word ^ inversion;
        }
    }
}
