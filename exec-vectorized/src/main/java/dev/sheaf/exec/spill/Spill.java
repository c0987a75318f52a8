// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.spill;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// An operator's door to its task's [SpillSpace], which counts what goes through. Safe for use by many threads.
public final class Spill {
    /// For operators that never write anything out.
    public static final Spill NONE = new Spill(null);

    private final @Nullable SpillSpace space;
    private final AtomicLong writtenBytes = new AtomicLong();

    Spill(@Nullable SpillSpace space) {
        this.space = space;
    }

    /// Whether pages may be written out.
    public boolean enabled() {
        return space != null && space.settings().enabled();
    }

    /// Whether everything that may be written out is, though there be memory: then operators behave as if there were
    /// none, so that tests get everywhere.
    public boolean forced() {
        return enabled() && space != null && space.settings().forced();
    }

    /// Offers a page, which may be evicted at any time from now on until it is withdrawn. Called without locks.
    public void offer(Evictable page) {
        if (enabled() && space != null && page.memoryBytes() <= PageCoder.PAGE_BYTES_MAX) {
            space.offer(page);
        }
    }

    /// Undoes [#offer], if that hasn't come to an end by itself.
    public void withdraw(Evictable page) {
        if (space != null) {
            space.withdraw(page);
        }
    }

    /// Writes a page.
    ///
    /// @param headBytes how much of its beginning counts
    /// @param tailStart where the part of its end begins that counts
    /// @throws dev.sheaf.core.error.SheafException DISK_FULL when the limit of temporary files is met or the disk has
    ///     no more room; IO_ERROR and others of [dev.sheaf.core.disk.Disk]
    public SpilledPage write(MemorySegment page, int headBytes, int tailStart) {
        if (space == null) {
            throw new IllegalStateException("nothing is written out here");
        }
        SpilledPage written = space.write(page, headBytes, tailStart);
        writtenBytes.addAndGet(headBytes + page.byteSize() - tailStart);
        return written;
    }

    /// How much was written, before compression.
    public long writtenBytes() {
        return writtenBytes.get();
    }
}
