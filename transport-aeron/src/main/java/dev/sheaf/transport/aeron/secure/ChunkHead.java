// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron.secure;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The head of a sealed chunk, 16 bytes, little-endian, authenticated but not encrypted: the generation of the key (4),
/// how many bytes are sealed (4), and the chunk's number under the key (8). The sealed bytes and the tag follow.
final class ChunkHead {
    static final int BYTES = 16;
    /// What a chunk is longer than its contents.
    static final int OVERHEAD_BYTES = BYTES + ChunkKey.TAG_BYTES;

    private ChunkHead() {}

    static void write(ByteBuffer head, int generation, int contentBytes, long number) {
        head.order(ByteOrder.LITTLE_ENDIAN)
                .clear()
                .putInt(generation)
                .putInt(contentBytes)
                .putLong(number)
                .flip();
    }

    static SheafException violation(String what) {
        return new SheafException(ErrorCode.PROTOCOL_VIOLATION, "sealed link: " + what);
    }
}
