// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.memory;

import org.apache.arrow.memory.RootAllocator;

/// All memory of one engine: the root of the tree of contexts, and the pool that native memory comes from.
public final class EngineMemory implements AutoCloseable {
    private static final long IDLE_BYTES_KEPT = 32L << 20;
    private static final long SLACK_BYTES_MIN = 48L << 20;

    private final SegmentPool pool;
    private final RootAllocator root;
    private final MemoryContext context;

    /// @param limitBytes what all queries, tables and buffers together may take
    public EngineMemory(long limitBytes) {
        this.pool = new SegmentPool(
                nativeBytesMax(limitBytes), Math.max(2 * IDLE_BYTES_KEPT, limitBytes / 2), IDLE_BYTES_KEPT);
        this.root = new RootAllocator(limitBytes);
        this.context = new MemoryContext(null, root, pool);
    }

    /// The most native memory that an engine of this limit ever has from the operating system. What is charged keeps to
    /// the limit; slabs that are only partly in use come on top, an eighth of it and at least what a slab of each class
    /// takes.
    public static long nativeBytesMax(long limitBytes) {
        return limitBytes + Math.max(SLACK_BYTES_MIN, limitBytes / 8);
    }

    /// The root context.
    public MemoryContext context() {
        return context;
    }

    /// What the pool has from the operating system.
    public long heldBytes() {
        return pool.heldBytes();
    }

    /// Gives all memory back.
    ///
    /// @throws IllegalStateException when somebody still holds some
    @Override
    public void close() {
        try {
            root.close();
        } finally {
            pool.close();
        }
    }
}
