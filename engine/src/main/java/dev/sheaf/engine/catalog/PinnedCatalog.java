// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.catalog;

/// The version of all names that one statement is bound to. What it names stays readable until it is closed.
public final class PinnedCatalog implements AutoCloseable {
    private final EngineSnapshot snapshot;
    private final Runnable unpin;
    private boolean closed;

    PinnedCatalog(EngineSnapshot snapshot, Runnable unpin) {
        this.snapshot = snapshot;
        this.unpin = unpin;
    }

    public EngineSnapshot snapshot() {
        return snapshot;
    }

    /// May be called twice, by any thread.
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            unpin.run();
        }
    }
}
