// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.memory;

import org.apache.arrow.memory.RootAllocator;

/// All memory of one engine: the root of the tree of contexts, and the pool that native memory comes from.
public final class EngineMemory implements AutoCloseable {
    private final SegmentPool pool;
    private final RootAllocator root;
    private final MemoryContext context;

    /// @param limitBytes what all queries, tables and buffers together may take
    public EngineMemory(long limitBytes) {
        this.pool = new SegmentPool(Math.max(64L << 20, limitBytes / 4));
        this.root = new RootAllocator(limitBytes);
        this.context = new MemoryContext(null, root, pool);
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
