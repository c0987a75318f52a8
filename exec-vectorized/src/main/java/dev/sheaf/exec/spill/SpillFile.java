// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.spill;

import dev.sheaf.core.disk.Disk;
import dev.sheaf.core.disk.ReadableFile;
import dev.sheaf.core.disk.WritableFile;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// A temporary file: written from its beginning until it is large enough, read at any place, deleted when none of its
/// pages is needed any more. Made on disk by the first write. All methods are called under its space's
/// lock.
final class SpillFile {
    /// At this size, the next page goes to another file, so that space comes back before the query ends.
    static final long FILE_BYTES_MAX = 32 << 20;

    private final SpillStore store;
    private final Disk disk;
    private final String path;
    private @Nullable WritableFile writer;
    private volatile @Nullable ReadableFile reader;
    private long position;
    private long chargedBytes;
    private int pageCount;
    private boolean created;
    private boolean full;

    SpillFile(SpillStore store, Disk disk, String path) {
        this.store = store;
        this.disk = disk;
        this.path = path;
    }

    String path() {
        return path;
    }

    /// Whether nothing may be written any more.
    boolean full() {
        return full;
    }

    /// Appends a page.
    ///
    /// @return where it stands
    long write(byte[] bytes, int count) {
        store.charge(count);
        chargedBytes += count;
        // Unless all goes well, what is in the file behind the last page is unknown.
        full = true;
        WritableFile open = writer;
        if (open == null) {
            created = true;
            open = disk.create(path, false);
            writer = open;
        }
        open.write(MemorySegment.ofArray(bytes).asSlice(0, count));
        long start = position;
        position += count;
        if (position >= FILE_BYTES_MAX) {
            writer = null;
            open.close();
        } else {
            full = false;
        }
        pageCount++;
        return start;
    }

    /// Opens the file to read, unless it is.
    ReadableFile reader() {
        ReadableFile open = reader;
        if (open == null) {
            open = disk.open(path);
            reader = open;
        }
        return open;
    }

    /// One page less is needed.
    ///
    /// @return whether none is, and none will be
    boolean freed() {
        pageCount--;
        return unused();
    }

    boolean unused() {
        return pageCount == 0 && full;
    }

    /// Deletes the file. May be called twice.
    void delete() {
        full = true;
        store.uncharge(chargedBytes);
        chargedBytes = 0;
        try {
            closeBoth();
        } finally {
            if (created) {
                created = false;
                // An unfinished file of a failed write as well.
                disk.delete(path);
            }
        }
    }

    private void closeBoth() {
        WritableFile written = writer;
        ReadableFile read = reader;
        writer = null;
        reader = null;
        try {
            if (written != null) {
                written.close();
            }
        } finally {
            if (read != null) {
                read.close();
            }
        }
    }
}
