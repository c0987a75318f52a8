// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.spill;

import dev.sheaf.core.disk.Disk;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.time.RandomSource;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// Where an engine's queries spill to: a folder for temporary files, and the limit that they keep to together. Safe for
/// use by many threads.
public final class SpillStore {
    private final Disk disk;
    private final Supplier<String> folder;
    private final SpillSettings settings;
    private final RandomSource random;
    private final AtomicLong usedBytes = new AtomicLong();
    private final AtomicLong nextFile = new AtomicLong();
    private final ArrayDeque<PageCoder> coders = new ArrayDeque<>();

    /// @param folder gives the folder, which is asked for when the first page is written; files are made in it, and
    ///     deleted, and nothing else is looked at
    /// @param random chooses keys: must be fit for that if `settings` ask for encryption
    public SpillStore(Disk disk, Supplier<String> folder, SpillSettings settings, RandomSource random) {
        this.disk = disk;
        this.folder = folder;
        this.settings = settings;
        this.random = random;
    }

    /// The space of a task, to be closed when that has ended.
    ///
    /// @param name begins the names of its files
    /// @param memory what is asked for memory when there is none left: the query's
    public SpillSpace open(String name, MemoryContext memory) {
        return new SpillSpace(this, name, memory);
    }

    public SpillSettings settings() {
        return settings;
    }

    /// What all temporary files take now.
    public long usedBytes() {
        return usedBytes.get();
    }

    RandomSource random() {
        return random;
    }

    SpillFile create(String name) {
        String path = folder.get() + "/" + name + "-" + nextFile.getAndIncrement() + ".spill";
        return new SpillFile(this, disk, path);
    }

    /// Charges what is about to be written.
    void charge(long bytes) {
        long used = usedBytes.addAndGet(bytes);
        if (used > settings.bytesMax()) {
            usedBytes.addAndGet(-bytes);
            throw new SheafException(
                    ErrorCode.DISK_FULL,
                    "temporary files may take " + settings.bytesMax() + " bytes, " + (used - bytes)
                            + " are in use and " + bytes + " more are needed");
        }
    }

    void uncharge(long bytes) {
        usedBytes.addAndGet(-bytes);
    }

    /// Buffers to write or read a page with, to be given back.
    PageCoder borrowCoder() {
        synchronized (coders) {
            PageCoder idle = coders.pollLast();
            if (idle != null) {
                return idle;
            }
        }
        return new PageCoder();
    }

    void giveBack(PageCoder coder) {
        if (coder.retains()) {
            synchronized (coders) {
                coders.addLast(coder);
            }
        }
    }
}
