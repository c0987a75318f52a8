// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.memory;

import dev.sheaf.core.error.SheafException;

/// Native memory in size classes, reused instead of given back: asking the operating system is slow, fresh pages are
/// zeroed twice, and closing a shared arena stops threads.
///
/// Sizes up to [#PIECE_BYTES_MAX] are pieces of slabs, each cut for one class; a slab without a live piece serves any
/// class, and larger sizes have a region of their own. The scheme is that of jemalloc's slabs and extents: what is idle
/// beyond the slabs in use is shared by all, bounded, and given back by a [RegionPool].
///
/// Pooled memory keeps its old contents. Safe for use by many threads: classes have locks of their own, and taking and
/// giving back take the same short time, however much is held.
public final class SegmentPool implements AutoCloseable {
    static final long SLAB_BYTES = 1 << 20;
    static final long PIECE_BYTES_MAX = SLAB_BYTES / 4;
    private static final int CLASS_BITS_MIN = 10;
    private static final int STEPS_PER_POWER = 4;
    private static final int CLASS_COUNT = classIndex(PIECE_BYTES_MAX) + 1;

    private final RegionPool regions;
    private final SizeClass[] classes = new SizeClass[CLASS_COUNT];

    /// @param heldBytesMax how much may come from the operating system in all, used or idle
    /// @param idleBytesMax how much of it may be idle in whole slabs and regions
    /// @param idleBytesKept how much of it may stay idle while others work
    public SegmentPool(long heldBytesMax, long idleBytesMax, long idleBytesKept) {
        this.regions = new RegionPool(heldBytesMax, idleBytesMax, idleBytesKept);
        classes[0] = new SizeClass(1L << CLASS_BITS_MIN);
        for (int i = 1; i < CLASS_COUNT; i++) {
            classes[i] = new SizeClass(classBytes(classes[i - 1].pieceBytes() + 1));
        }
    }

    /// The size of the class that a request of so many bytes falls into: a quarter step of a power of two, so at most a
    /// quarter is wasted.
    public static long classBytes(long bytes) {
        if (bytes <= 1L << CLASS_BITS_MIN) {
            return 1L << CLASS_BITS_MIN;
        }
        int exponent = 63 - Long.numberOfLeadingZeros(bytes - 1);
        long step = 1L << (exponent - 2);
        return (bytes + step - 1) & -step;
    }

    /// Which class it is, counted from the smallest.
    private static int classIndex(long classBytes) {
        int exponent = 63 - Long.numberOfLeadingZeros(classBytes);
        int step = (int) (classBytes >>> (exponent - 2)) - STEPS_PER_POWER;
        return (exponent - CLASS_BITS_MIN) * STEPS_PER_POWER + step;
    }

    /// @param classBytes the size of a class
    /// @throws SheafException OUT_OF_MEMORY when no more may be held, or the operating system has no more
    Pooled take(long classBytes) {
        if (classBytes > PIECE_BYTES_MAX) {
            return regions.take(classBytes);
        }
        SizeClass sizeClass = classes[classIndex(classBytes)];
        Pooled piece = sizeClass.tryTake();
        // Others may bring a slab meanwhile; then the class has two with room, which it fills one after the other.
        return piece != null ? piece : sizeClass.takeFrom(regions.take(SLAB_BYTES));
    }

    void giveBack(Pooled pooled) {
        switch (pooled) {
            case Region region -> regions.giveBack(region);
            case Slab.Piece piece -> {
                Region unused = piece.sizeClass().giveBack(piece);
                if (unused != null) {
                    regions.giveBack(unused);
                }
            }
        }
    }

    /// How many bytes the pool has from the operating system, in use or idle.
    public long heldBytes() {
        return regions.heldBytes();
    }

    /// How many bytes of them are in no use at all. Slabs in use have idle pieces besides.
    public long idleBytes() {
        return regions.idleBytes();
    }

    /// Gives back what is idle; what is still in use goes back as it is given back to this pool.
    @Override
    public void close() {
        regions.close();
    }
}
