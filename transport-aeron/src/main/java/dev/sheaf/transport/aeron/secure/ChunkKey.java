// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron.secure;

import java.util.Arrays;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// A key of AES-256-GCM and what its nonces are made from: as in TLS 1.3, the number of a chunk is added bit by bit to
/// twelve bytes that are derived with the key. No number is used twice under a key.
final class ChunkKey {
    static final int NONCE_BYTES = 12;
    static final int TAG_BYTES = 16;

    private final SecretKey key;
    private final byte[] base;

    private ChunkKey(SecretKey key, byte[] base) {
        this.key = key;
        this.base = base;
    }

    /// @param derived the bytes of the key, then those of the base; forgotten on return
    static ChunkKey of(byte[] derived, int keyBytes) {
        SecretKey key = new SecretKeySpec(derived, 0, keyBytes, "AES");
        byte[] base = Arrays.copyOfRange(derived, keyBytes, keyBytes + NONCE_BYTES);
        Arrays.fill(derived, (byte) 0);
        return new ChunkKey(key, base);
    }

    SecretKey key() {
        return key;
    }

    /// The nonce of a chunk.
    GCMParameterSpec nonce(long number) {
        byte[] nonce = base.clone();
        for (int i = 0; i < Long.BYTES; i++) {
            nonce[NONCE_BYTES - 1 - i] ^= (byte) (number >>> (8 * i));
        }
        return new GCMParameterSpec(8 * TAG_BYTES, nonce);
    }
}
