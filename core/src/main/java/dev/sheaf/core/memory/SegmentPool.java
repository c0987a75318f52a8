// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Native memory in size classes, reused instead of given back: asking the operating system is slow, fresh pages are
/// zeroed twice, and closing a shared arena stops threads. Sizes below [#SLAB_BYTES] are carved from slabs that live as
/// long as the pool; larger ones have an arena of their own and are given back when more than `idleBytesMax` lie idle.
///
/// Pooled memory keeps its old contents. Safe for use by many threads.
public final class SegmentPool implements AutoCloseable {
    static final long SLAB_BYTES = 1 << 20;
    private static final int CLASS_BITS_MIN = 10;
    private static final long ALIGNMENT_BYTES = 64;

    private final long idleBytesMax;
    private final Arena slabs = Arena.ofShared();
    private final Map<Long, ArrayDeque<Pooled>> idle = new HashMap<>();
    private final List<Arena> arenas = new ArrayList<>();
    private long idleBytes;
    private long heldBytes;
    private boolean closed;

    /// A piece of pooled memory, and the arena to close if it is not from a slab.
    record Pooled(MemorySegment segment, @Nullable Arena arena) {}

    public SegmentPool(long idleBytesMax) {
        this.idleBytesMax = idleBytesMax;
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

    synchronized Pooled take(long classBytes) {
        if (closed) {
            throw new IllegalStateException("the memory pool is closed");
        }
        ArrayDeque<Pooled> free = idle.computeIfAbsent(classBytes, _ -> new ArrayDeque<>());
        Pooled reused = free.pollLast();
        if (reused != null) {
            idleBytes -= classBytes;
            return reused;
        }
        if (classBytes >= SLAB_BYTES) {
            Arena arena = Arena.ofShared();
            arenas.add(arena);
            heldBytes += classBytes;
            return new Pooled(arena.allocate(classBytes, ALIGNMENT_BYTES), arena);
        }
        MemorySegment slab = slabs.allocate(SLAB_BYTES, ALIGNMENT_BYTES);
        heldBytes += SLAB_BYTES;
        long aligned = (classBytes + ALIGNMENT_BYTES - 1) & -ALIGNMENT_BYTES;
        for (long offset = aligned; offset + classBytes <= SLAB_BYTES; offset += aligned) {
            free.addLast(new Pooled(slab.asSlice(offset, classBytes), null));
            idleBytes += classBytes;
        }
        return new Pooled(slab.asSlice(0, classBytes), null);
    }

    void giveBack(Pooled pooled) {
        Arena surplus = null;
        synchronized (this) {
            long bytes = pooled.segment().byteSize();
            if (!closed && pooled.arena() != null && idleBytes + bytes > idleBytesMax) {
                surplus = pooled.arena();
                arenas.remove(surplus);
                heldBytes -= bytes;
            } else if (!closed) {
                idle.computeIfAbsent(bytes, _ -> new ArrayDeque<>()).addLast(pooled);
                idleBytes += bytes;
            }
        }
        if (surplus != null) {
            surplus.close();
        }
    }

    /// How many bytes the pool has from the operating system, in use or idle.
    public synchronized long heldBytes() {
        return heldBytes;
    }

    /// Gives all memory back. Nobody may use any of it afterwards.
    @Override
    public void close() {
        List<Arena> open;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            open = List.copyOf(arenas);
            arenas.clear();
            idle.clear();
        }
        open.forEach(Arena::close);
        slabs.close();
    }
}
