// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron.secure;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// The head of a sealed chunk, 16 bytes, little-endian, authenticated but not encrypted: the generation of the key (4),
/// how many bytes are sealed (4), and the chunk's number under the key (8). The sealed bytes and the tag follow.
final class ChunkHead {
    static final int BYTES = 16;
    /// What a chunk is longer than its contents.
    static final int OVERHEAD_BYTES = BYTES + ChunkKey.TAG_BYTES;

    private ChunkHead() {}

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    static void write(byte[] message, int at, int generation, int contentBytes, long number) {
        INT.set(message, at, generation);
        INT.set(message, at + 4, contentBytes);
        LONG.set(message, at + 8, number);
    }

    static int generation(byte[] message, int at) {
        return (int) INT.get(message, at);
    }

    static int contentBytes(byte[] message, int at) {
        return (int) INT.get(message, at + 4);
    }

    static long number(byte[] message, int at) {
        return (long) LONG.get(message, at + 8);
    }

    static SheafException violation(String what) {
        return new SheafException(ErrorCode.SECURITY_VIOLATION, "sealed link: " + what);
    }
}
