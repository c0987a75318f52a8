// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.row;

import dev.sheaf.core.memory.MemoryContext;

/// What an operator's growing heap arrays are charged with. Told the new total before the arrays grow. For one thread.
public final class HeapCharge implements AutoCloseable {
    private final MemoryContext memory;
    private long bytes;

    public HeapCharge(MemoryContext memory) {
        this.memory = memory;
    }

    /// What is charged now.
    public long bytes() {
        return bytes;
    }

    /// Charges more or less, so that it is `total` in all.
    ///
    /// @throws dev.sheaf.core.error.SheafException OUT_OF_MEMORY when there is no room; the charge stays as it was
    public void resize(long total) {
        if (total > bytes) {
            memory.reserve(total - bytes);
        } else if (total < bytes) {
            memory.unreserve(bytes - total);
        }
        bytes = total;
    }

    /// Gives the charge back. May be called twice.
    @Override
    public void close() {
        resize(0);
    }
}
