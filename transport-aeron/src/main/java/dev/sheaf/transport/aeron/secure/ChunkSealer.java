// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron.secure;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.time.Clock;
import java.nio.ByteBuffer;
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
    private final ByteBuffer head = ByteBuffer.allocate(ChunkHead.BYTES);
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

    /// Seals one chunk, gathered from parts.
    ///
    /// @param target has room for [#sealedBytes]; its position moves behind the chunk
    /// @param parts are read to their ends; none may overlap the target
    /// @throws IllegalArgumentException when the target has too little room
    public void seal(ByteBuffer target, ByteBuffer... parts) {
        int contentBytes = 0;
        for (ByteBuffer part : parts) {
            contentBytes = Math.addExact(contentBytes, part.remaining());
        }
        if (target.remaining() - ChunkHead.OVERHEAD_BYTES < contentBytes) {
            throw new IllegalArgumentException(
                    contentBytes + " bytes don't fit sealed into " + target.remaining());
        }
        rotateIfDue();
        ChunkHead.write(head, generation, contentBytes, nextNumber);
        try {
            cipher.init(Cipher.ENCRYPT_MODE, key.key(), key.nonce(nextNumber));
            nextNumber++;
            cipher.updateAAD(head.duplicate());
            target.put(head);
            for (ByteBuffer part : parts) {
                cipher.update(part, target);
            }
            cipher.doFinal(ByteBuffer.allocate(0), target);
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
