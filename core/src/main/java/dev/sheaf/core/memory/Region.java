// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Memory that came from the operating system at once and goes back at once: one arena with one segment.
final class Region implements Pooled {
    private static final long ALIGNMENT_BYTES = 64;

    private final Arena arena;
    private final MemorySegment segment;
    /// When it was given back last, as a count of such events. Guarded by the pool of regions.
    private long idleSince;

    private Region(Arena arena, MemorySegment segment) {
        this.arena = arena;
        this.segment = segment;
    }

    /// @throws OutOfMemoryError when the operating system has no more
    static Region allocate(long bytes) {
        Arena arena = Arena.ofShared();
        try {
            return new Region(arena, arena.allocate(bytes, ALIGNMENT_BYTES));
        } catch (OutOfMemoryError refused) {
            arena.close();
            throw refused;
        }
    }

    @Override
    public MemorySegment segment() {
        return segment;
    }

    long bytes() {
        return segment.byteSize();
    }

    long idleSince() {
        return idleSince;
    }

    void idleSince(long event) {
        idleSince = event;
    }

    /// Gives the memory back to the operating system. Slow: every thread is asked whether it is reading it.
    void free() {
        arena.close();
    }
}
