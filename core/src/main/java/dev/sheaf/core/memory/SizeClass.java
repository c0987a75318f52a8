// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.memory;

import org.jspecify.annotations.Nullable;

/// The slabs whose pieces have one size, those with room in a list. Every step takes the same short time, however many
/// slabs there are. Safe for use by many threads.
final class SizeClass {
    private final long pieceBytes;
    private @Nullable Slab first;

    SizeClass(long pieceBytes) {
        this.pieceBytes = pieceBytes;
    }

    long pieceBytes() {
        return pieceBytes;
    }

    /// A piece of a slab with room, if there is one.
    synchronized @Nullable Pooled tryTake() {
        Slab slab = first;
        return slab == null ? null : takeFrom(slab);
    }

    /// A piece of a region that nobody else has.
    synchronized Pooled takeFrom(Region region) {
        Slab slab = new Slab(region, this);
        addFirst(slab);
        return takeFrom(slab);
    }

    /// Takes a piece back.
    ///
    /// @return the region of its slab when that has no live piece any more; the class has forgotten it
    synchronized @Nullable Region giveBack(Slab.Piece piece) {
        Slab slab = piece.slab();
        boolean wasFull = slab.full();
        slab.giveBack(piece);
        if (slab.unused()) {
            if (!wasFull) {
                remove(slab);
            }
            return slab.region();
        }
        if (wasFull) {
            // At the front, so that fuller slabs are filled up and those behind run empty.
            addFirst(slab);
        }
        return null;
    }

    private Pooled takeFrom(Slab slab) {
        Slab.Piece piece = slab.take();
        if (slab.full()) {
            remove(slab);
        }
        return piece;
    }

    private void addFirst(Slab slab) {
        Slab second = first;
        slab.next = second;
        if (second != null) {
            second.previous = slab;
        }
        first = slab;
    }

    private void remove(Slab slab) {
        Slab before = slab.previous;
        Slab after = slab.next;
        if (before == null) {
            first = after;
        } else {
            before.next = after;
        }
        if (after != null) {
            after.previous = before;
        }
        slab.previous = null;
        slab.next = null;
    }
}
