// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.cluster.exchange;

import dev.sheaf.core.batch.Batch;
import dev.sheaf.core.batch.EncodedBatch;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// A batch on its way out, cut into pieces without copying. Holds the batch until [#release].
final class OutgoingBatch {
    private final Batch batch;
    private final List<MemorySegment> parts;
    private final long byteSize;
    private long sentBytes;
    private int part;
    private long partOffset;
    private long pieceBytes;

    /// Takes over the caller's reference to the batch.
    OutgoingBatch(Batch batch, EncodedBatch encoded) {
        this.batch = batch;
        this.parts = encoded.parts();
        this.byteSize = encoded.byteSize();
    }

    /// Of the whole, encoded.
    long byteSize() {
        return byteSize;
    }

    long sentBytes() {
        return sentBytes;
    }

    boolean sent() {
        return sentBytes == byteSize;
    }

    void release() {
        batch.release();
    }

    /// The next piece behind a header; the same again until [#pieceSent].
    MemorySegment[] nextPiece(MemorySegment header, int bytesMax) {
        List<MemorySegment> piece = new ArrayList<>();
        piece.add(header);
        long room = bytesMax;
        long offset = partOffset;
        for (int i = part; i < parts.size() && room > 0; i++) {
            long bytes = Math.min(room, parts.get(i).byteSize() - offset);
            piece.add(parts.get(i).asSlice(offset, bytes));
            room -= bytes;
            offset = 0;
        }
        pieceBytes = bytesMax - room;
        return piece.toArray(MemorySegment[]::new);
    }

    void pieceSent() {
        sentBytes += pieceBytes;
        long left = pieceBytes;
        while (left > 0) {
            long bytes = Math.min(left, parts.get(part).byteSize() - partOffset);
            partOffset += bytes;
            left -= bytes;
            if (partOffset == parts.get(part).byteSize()) {
                part++;
                partOffset = 0;
            }
        }
    }
}
