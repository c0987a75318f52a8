// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.memory;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Regions that came from the operating system: those in use, and the idle ones that are kept for the next who asks for
/// that size. Those that were idle for longest go back to the operating system
/// - when more than `idleBytesMax` are idle,
/// - when a new one would make more than `heldBytesMax` in all,
/// - when more than `idleBytesKept` weren't needed while [#TURNS] times what is held was taken: half of them then.
///
/// The last is what jemalloc's decay is for, counted in work instead of time, since there is no clock here. It is slow
/// and leaves some, because what is freed often stays with the C library, in pieces that fit nobody. Safe for use by
/// many threads; allocating, zeroing and freeing happen outside the lock.
final class RegionPool implements AutoCloseable {
    static final int TURNS = 16;
    private static final int FREED_PER_TAKE_MAX = 2;

    private final long heldBytesMax;
    private final long idleBytesMax;
    private final long idleBytesKept;
    private final Map<Long, ArrayDeque<Region>> idle = new HashMap<>();
    private long heldBytes;
    private long idleBytes;
    private long givenBackCount;
    /// How much was taken since the last look at what is idle, and the least that was idle since then.
    private long takenBytes;

    private long idleBytesLow;
    private long surplusBytes;
    private boolean closed;

    /// @param heldBytesMax how much there may be in all
    /// @param idleBytesMax how much of it may be idle
    /// @param idleBytesKept how much of it may be idle for long
    RegionPool(long heldBytesMax, long idleBytesMax, long idleBytesKept) {
        this.heldBytesMax = heldBytesMax;
        this.idleBytesKept = idleBytesKept;
        this.idleBytesMax = idleBytesMax;
    }

    /// A region of exactly that size. Its contents are undefined.
    ///
    /// @throws SheafException OUT_OF_MEMORY when no more may be held, or the operating system has no more
    Region take(long bytes) {
        List<Region> freed = new ArrayList<>();
        Region region;
        try {
            region = takeIdle(bytes, freed);
        } finally {
            freed.forEach(Region::free);
        }
        if (region != null) {
            return region;
        }
        try {
            return Region.allocate(bytes);
        } catch (OutOfMemoryError refused) {
            synchronized (this) {
                heldBytes -= bytes;
            }
            throw new SheafException(
                    ErrorCode.OUT_OF_MEMORY,
                    "the operating system refuses " + bytes + " more bytes of native memory",
                    refused);
        }
    }

    /// An idle region, or null when there is none and a new one has been counted in.
    private synchronized @Nullable Region takeIdle(long bytes, List<Region> freed) {
        if (closed) {
            throw new IllegalStateException("the memory pool is closed");
        }
        ArrayDeque<Region> same = idle.get(bytes);
        Region region = same == null ? null : same.pollLast();
        if (region != null) {
            idleBytes -= bytes;
        } else {
            while (heldBytes + bytes > heldBytesMax && idleBytes > 0) {
                freed.add(removeOldest());
            }
            if (heldBytes + bytes > heldBytesMax) {
                throw new SheafException(
                        ErrorCode.OUT_OF_MEMORY,
                        "native memory is full: " + heldBytes + " of at most " + heldBytesMax + " bytes, "
                                + bytes + " more asked for");
            }
            heldBytes += bytes;
        }
        takenBytes += bytes;
        idleBytesLow = Math.min(idleBytesLow, idleBytes);
        freeSurplus(freed);
        return region;
    }

    private void freeSurplus(List<Region> freed) {
        if (takenBytes > TURNS * heldBytes) {
            surplusBytes = Math.max(0, idleBytesLow - idleBytesKept + 1) / 2;
            takenBytes = 0;
            idleBytesLow = idleBytes;
        }
        for (int i = 0; i < FREED_PER_TAKE_MAX && surplusBytes > 0 && idleBytes > 0; i++) {
            Region oldest = removeOldest();
            surplusBytes -= oldest.bytes();
            freed.add(oldest);
        }
    }

    void giveBack(Region region) {
        List<Region> freed = new ArrayList<>();
        synchronized (this) {
            idle.computeIfAbsent(region.bytes(), _ -> new ArrayDeque<>()).addLast(region);
            region.idleSince(givenBackCount++);
            idleBytes += region.bytes();
            while (idleBytes > (closed ? 0 : idleBytesMax)) {
                freed.add(removeOldest());
            }
        }
        freed.forEach(Region::free);
    }

    /// Within a size the one in front is the oldest, so that only sizes are compared: some dozens at most, and only
    /// when a region is freed, which takes far longer.
    private Region removeOldest() {
        ArrayDeque<Region> oldest = null;
        for (ArrayDeque<Region> same : idle.values()) {
            Region first = same.peekFirst();
            if (first != null
                    && (oldest == null
                            || first.idleSince() < oldest.getFirst().idleSince())) {
                oldest = same;
            }
        }
        if (oldest == null) {
            throw new IllegalStateException(idleBytes + " bytes are idle in no region");
        }
        Region region = oldest.removeFirst();
        idleBytes -= region.bytes();
        heldBytes -= region.bytes();
        idleBytesLow = Math.min(idleBytesLow, idleBytes);
        return region;
    }

    /// What there is from the operating system, in use or idle.
    synchronized long heldBytes() {
        return heldBytes;
    }

    synchronized long idleBytes() {
        return idleBytes;
    }

    /// Frees what is idle. What is in use is freed when it is given back.
    @Override
    public void close() {
        List<Region> freed = new ArrayList<>();
        synchronized (this) {
            closed = true;
            while (idleBytes > 0) {
                freed.add(removeOldest());
            }
        }
        freed.forEach(Region::free);
    }
}
