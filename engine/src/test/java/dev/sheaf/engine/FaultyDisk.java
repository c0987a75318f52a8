// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine;

import dev.sheaf.core.disk.Disk;
import dev.sheaf.core.disk.ReadableFile;
import dev.sheaf.core.disk.WritableFile;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A disk one of whose operations fails. What cleans up, closing and deleting, always works.
final class FaultyDisk implements Disk {
    private final Disk disk;
    private final AtomicLong operations = new AtomicLong();
    private volatile long failing = Long.MAX_VALUE;
    private volatile @Nullable Supplier<Throwable> fault;

    FaultyDisk(Disk disk) {
        this.disk = disk;
    }

    /// From now on, the operation of that number fails, counted from 1.
    void failAt(long operation, Supplier<Throwable> with) {
        operations.set(0);
        fault = with;
        failing = operation;
    }

    /// Nothing fails any more.
    ///
    /// @return whether an operation has failed
    boolean stop() {
        boolean failed = operations.get() >= failing;
        failing = Long.MAX_VALUE;
        return failed;
    }

    private void operation() {
        if (operations.incrementAndGet() == failing) {
            switch (fault.get()) {
                case RuntimeException exception -> throw exception;
                case Error error -> throw error;
                case Throwable checked -> throw new IllegalStateException("a disk declares no such fault", checked);
            }
        }
    }

    @Override
    public FileStatus status(String path) {
        operation();
        return disk.status(path);
    }

    @Override
    public boolean exists(String path) {
        operation();
        return disk.exists(path);
    }

    @Override
    public List<FileStatus> list(String directory) {
        return disk.list(directory);
    }

    @Override
    public List<FileStatus> glob(String pattern) {
        operation();
        return disk.glob(pattern);
    }

    @Override
    public ReadableFile open(String path) {
        operation();
        ReadableFile file = disk.open(path);
        return new ReadableFile() {
            @Override
            public String path() {
                return file.path();
            }

            @Override
            public long sizeBytes() {
                return file.sizeBytes();
            }

            @Override
            public void readFully(long position, MemorySegment target) {
                operation();
                file.readFully(position, target);
            }

            @Override
            public void close() {
                file.close();
            }
        };
    }

    @Override
    public WritableFile create(String path, boolean replace) {
        operation();
        WritableFile file = disk.create(path, replace);
        return new WritableFile() {
            @Override
            public String path() {
                return file.path();
            }

            @Override
            public long position() {
                return file.position();
            }

            @Override
            public void write(MemorySegment source) {
                operation();
                file.write(source);
            }

            @Override
            public void force() {
                operation();
                file.force();
            }

            @Override
            public void close() {
                file.close();
            }
        };
    }

    @Override
    public void rename(String from, String to) {
        operation();
        disk.rename(from, to);
    }

    @Override
    public void delete(String path) {
        disk.delete(path);
    }

    @Override
    public void createDirectories(String path) {
        operation();
        disk.createDirectories(path);
    }
}
