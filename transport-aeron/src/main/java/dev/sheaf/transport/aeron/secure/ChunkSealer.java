// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron.secure;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.time.Clock;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;

/// Seals the chunks of one stream in one direction, one after the other: AES-256-GCM with counted nonces, the head
/// authenticated with the contents. Goes on with the next key by count and by time, which each head says.
///
/// For one thread at a time. Whatever was sealed is to be sent, in order: the other end takes no chunk out of turn.
public final class ChunkSealer {
    private final LinkSecret secret;
    private final CipherScope scope;
    private final KeyRotation rotation;
    private final Clock clock;
    private final Cipher cipher = ChunkCipher.create();
    private ChunkKey key;
    private int generation;
    private long nextNumber;
    private long keySinceNanos;

    public ChunkSealer(LinkSecret secret, CipherScope scope, KeyRotation rotation, Clock clock) {
        this.secret = secret;
        this.scope = scope;
        this.rotation = rotation;
        this.clock = clock;
        this.key = secret.key(scope, 0);
        this.keySinceNanos = clock.nanoTime();
    }

    /// How many bytes a chunk of so many becomes.
    public static int sealedBytes(int contentBytes) {
        return contentBytes + ChunkHead.OVERHEAD_BYTES;
    }

    /// Seals one chunk behind what is said about it in the open, which is proved along with it.
    ///
    /// @param message has the open part, and takes the chunk
    /// @param openBytes the length of the open part
    /// @return how many bytes the message has
    /// @throws IllegalArgumentException when it has too little room
    public int seal(byte[] contents, int contentBytes, byte[] message, int openBytes) {
        if (message.length - openBytes - ChunkHead.OVERHEAD_BYTES < contentBytes) {
            throw new IllegalArgumentException(
                    contentBytes + " bytes don't fit sealed into " + (message.length - openBytes));
        }
        rotateIfDue();
        ChunkHead.write(message, openBytes, generation, contentBytes, nextNumber);
        int bodyAt = openBytes + ChunkHead.BYTES;
        try {
            cipher.init(Cipher.ENCRYPT_MODE, key.key(), key.nonce(nextNumber));
            nextNumber++;
            cipher.updateAAD(message, 0, bodyAt);
            return bodyAt + cipher.doFinal(contents, 0, contentBytes, message, bodyAt);
        } catch (GeneralSecurityException e) {
            throw new SheafException(ErrorCode.INTERNAL_ERROR, "can't seal a chunk: " + e.getMessage(), e);
        }
    }

    private void rotateIfDue() {
        long nowNanos = clock.nanoTime();
        if (nextNumber < rotation.chunksMax() && nowNanos - keySinceNanos < rotation.nanosMax()) {
            return;
        }
        generation = Math.incrementExact(generation);
        key = secret.key(scope, generation);
        nextNumber = 0;
        keySinceNanos = nowNanos;
    }
}
