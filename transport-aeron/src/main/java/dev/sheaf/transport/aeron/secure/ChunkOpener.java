// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron.secure;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
    private final ByteBuffer head = ByteBuffer.allocate(ChunkHead.BYTES);
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

    /// Opens the next chunk.
    ///
    /// @param chunk read to its end
    /// @param target takes the contents, and nothing that wasn't proved; its position moves behind them
    /// @throws dev.sheaf.core.error.SheafException PROTOCOL_VIOLATION when it isn't the next chunk as it was sealed
    public void open(ByteBuffer chunk, ByteBuffer target) {
        if (broken) {
            throw ChunkHead.violation("a chunk after one that was refused");
        }
        // Until it is proved.
        broken = true;
        int claimedGeneration = readHead(chunk);
        ChunkKey used = claimedGeneration == generation ? key : secret.key(scope, claimedGeneration);
        long number = claimedGeneration == generation ? nextNumber : 0;
        int start = target.position();
        try {
            cipher.init(Cipher.DECRYPT_MODE, used.key(), used.nonce(number));
            cipher.updateAAD(head);
            cipher.doFinal(chunk, target);
        } catch (GeneralSecurityException _) {
            target.position(start);
            throw ChunkHead.violation("a chunk that is not what its sender has sealed");
        }
        key = used;
        generation = claimedGeneration;
        nextNumber = number + 1;
        broken = false;
    }

    /// Checks what the head says against what must come next, before any key is used.
    ///
    /// @return the generation: this one, or the next with its first chunk
    private int readHead(ByteBuffer chunk) {
        if (chunk.remaining() < ChunkHead.OVERHEAD_BYTES) {
            throw ChunkHead.violation("a chunk of " + chunk.remaining() + " bytes");
        }
        head.clear().put(chunk.slice(chunk.position(), ChunkHead.BYTES)).flip();
        chunk.position(chunk.position() + ChunkHead.BYTES);
        head.order(ByteOrder.LITTLE_ENDIAN);
        int claimedGeneration = head.getInt(0);
        int contentBytes = head.getInt(4);
        long number = head.getLong(8);
        boolean next = claimedGeneration == generation && number == nextNumber;
        boolean rotated = generation < Integer.MAX_VALUE && claimedGeneration == generation + 1 && number == 0;
        if (!next && !rotated) {
            throw ChunkHead.violation("chunk " + number + " of key " + claimedGeneration + " where chunk " + nextNumber
                    + " of key " + generation + " is next");
        }
        if (contentBytes != chunk.remaining() - ChunkKey.TAG_BYTES) {
            throw ChunkHead.violation("a chunk that says " + contentBytes + " bytes");
        }
        return claimedGeneration;
    }
}
