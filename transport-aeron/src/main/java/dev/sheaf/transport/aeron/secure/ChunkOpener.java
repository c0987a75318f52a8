// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron.secure;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;

/// Opens the chunks of one stream in one direction, in the order in which they were sealed. A chunk that was altered,
/// left out, repeated, moved or taken from elsewhere is refused with PROTOCOL_VIOLATION, and so is every chunk after
/// it: the stream is to be closed, others go on.
///
/// For one thread at a time.
public final class ChunkOpener {
    private final LinkSecret secret;
    private final CipherScope scope;
    private final Cipher cipher = ChunkCipher.create();
    private ChunkKey key;
    private int generation;
    private long nextNumber;
    private boolean broken;

    public ChunkOpener(LinkSecret secret, CipherScope scope) {
        this.secret = secret;
        this.scope = scope;
        this.key = secret.key(scope, 0);
    }

    /// How many bytes of contents a chunk has at most.
    public static int contentBytes(int sealedBytes) {
        return Math.max(0, sealedBytes - ChunkHead.OVERHEAD_BYTES);
    }

    /// Opens the next chunk, and proves the open part before it.
    ///
    /// @param message the open part, and the chunk behind it
    /// @param openBytes the length of the open part
    /// @param messageBytes the length of both
    /// @param target takes the contents, from its beginning; only what is proved may be used
    /// @return how many bytes the contents have
    /// @throws dev.sheaf.core.error.SheafException SECURITY_VIOLATION when it isn't the next chunk as it was sealed
    public int open(byte[] message, int openBytes, int messageBytes, byte[] target) {
        if (broken) {
            throw ChunkHead.violation("a chunk after one that was refused");
        }
        // Until it is proved.
        broken = true;
        int claimedGeneration = checkHead(message, openBytes, messageBytes);
        ChunkKey used = claimedGeneration == generation ? key : secret.key(scope, claimedGeneration);
        long number = claimedGeneration == generation ? nextNumber : 0;
        int bodyAt = openBytes + ChunkHead.BYTES;
        int contentBytes;
        try {
            cipher.init(Cipher.DECRYPT_MODE, used.key(), used.nonce(number));
            cipher.updateAAD(message, 0, bodyAt);
            contentBytes = cipher.doFinal(message, bodyAt, messageBytes - bodyAt, target, 0);
        } catch (GeneralSecurityException _) {
            throw ChunkHead.violation("a chunk that is not what its sender has sealed");
        }
        key = used;
        generation = claimedGeneration;
        nextNumber = number + 1;
        broken = false;
        return contentBytes;
    }

    /// Checks what the head says against what must come next, before any key is used.
    ///
    /// @return the generation: this one, or the next with its first chunk
    private int checkHead(byte[] message, int openBytes, int messageBytes) {
        int chunkBytes = messageBytes - openBytes;
        if (chunkBytes < ChunkHead.OVERHEAD_BYTES) {
            throw ChunkHead.violation("a chunk of " + chunkBytes + " bytes");
        }
        int claimedGeneration = ChunkHead.generation(message, openBytes);
        int contentBytes = ChunkHead.contentBytes(message, openBytes);
        long number = ChunkHead.number(message, openBytes);
        boolean next = claimedGeneration == generation && number == nextNumber;
        boolean rotated = generation < Integer.MAX_VALUE && claimedGeneration == generation + 1 && number == 0;
        if (!next && !rotated) {
            throw ChunkHead.violation("chunk " + number + " of key " + claimedGeneration + " where chunk " + nextNumber
                    + " of key " + generation + " is next");
        }
        if (contentBytes != chunkBytes - ChunkHead.OVERHEAD_BYTES) {
            throw ChunkHead.violation("a chunk that says " + contentBytes + " bytes");
        }
        return claimedGeneration;
    }
}
