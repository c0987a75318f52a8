// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.vector.StringVector;
import org.jspecify.annotations.Nullable;

/// The memory of strings that an accumulator makes up as it writes its results: they live until it writes the next.
final class StringResults implements AutoCloseable {
    private final MemoryContext memory;
    private @Nullable StringVector target;
    private @Nullable StringStore store;

    StringResults(MemoryContext memory) {
        this.memory = memory;
    }

    /// Forgets the strings so far and gives an empty store whose blocks are heaps of the target.
    StringStore startFor(StringVector next) {
        StringStore current = store;
        if (current == null || target != next) {
            close();
            next.clearHeaps();
            current = new StringStore(memory, next);
            store = current;
            target = next;
        }
        current.clear();
        return current;
    }

    /// The store begun last.
    StringStore current() {
        if (store == null) {
            throw new IllegalStateException("no results are being written");
        }
        return store;
    }

    @Override
    public void close() {
        if (store != null) {
            store.close();
            store = null;
            target = null;
        }
    }
}
