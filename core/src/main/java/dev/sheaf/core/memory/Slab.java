// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.memory;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// A region that is cut into pieces of one size. Pieces are cut when they are first asked for, so that a slab costs
/// nothing but its region. Guarded by its class.
final class Slab {
    private final Region region;
    private final SizeClass owner;
    private final int capacity;
    private int cutCount;
    private int liveCount;
    private @Nullable Piece idle;

    /// Neighbours in the class's list of slabs with room.
    @Nullable Slab previous;

    @Nullable Slab next;

    /// A part of a slab.
    static final class Piece implements Pooled {
        private final MemorySegment segment;
        private final Slab slab;
        private boolean live;
        private @Nullable Piece next;

        private Piece(MemorySegment segment, Slab slab) {
            this.segment = segment;
            this.slab = slab;
        }

        @Override
        public MemorySegment segment() {
            return segment;
        }

        SizeClass sizeClass() {
            return slab.owner;
        }

        Slab slab() {
            return slab;
        }
    }

    Slab(Region region, SizeClass owner) {
        this.region = region;
        this.owner = owner;
        this.capacity = Math.toIntExact(region.bytes() / owner.pieceBytes());
    }

    Region region() {
        return region;
    }

    boolean full() {
        return liveCount == capacity;
    }

    boolean unused() {
        return liveCount == 0;
    }

    /// A piece of a slab that is not full: the one that came back last, whose memory is the likeliest to be cached.
    Piece take() {
        Piece piece = idle;
        if (piece == null) {
            piece = new Piece(
                    region.segment().asSlice(cutCount * owner.pieceBytes(), owner.pieceBytes()), this);
            cutCount++;
        } else {
            idle = piece.next;
            piece.next = null;
        }
        piece.live = true;
        liveCount++;
        return piece;
    }

    void giveBack(Piece piece) {
        if (!piece.live) {
            throw new IllegalStateException("memory was given back twice");
        }
        piece.live = false;
        piece.next = idle;
        idle = piece;
        liveCount--;
    }
}
