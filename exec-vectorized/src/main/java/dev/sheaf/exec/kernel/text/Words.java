// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Byte arrays eight bytes at a time, little-endian.
final class Words {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Words() {}

    static long getLong(byte[] bytes, int offset) {
        return (long) LONG.get(bytes, offset);
    }

    static void setLong(byte[] bytes, int offset, long word) {
        LONG.set(bytes, offset, word);
    }

    /// A word of which only the first bytes count, 0 to 8 of them.
    static long first(long word, int count) {
        return count <= 0 ? 0 : count >= 8 ? word : word & (1L << 8 * count) - 1;
    }
}
