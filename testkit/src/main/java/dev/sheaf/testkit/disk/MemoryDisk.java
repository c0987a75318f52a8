// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.disk;

import dev.sheaf.core.disk.Disk;
import dev.sheaf.core.disk.ReadableFile;
import dev.sheaf.core.disk.WritableFile;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Files in memory, on a disk that can be told to fail and whose files can be damaged. Folders exist as far as files
/// are in them. Safe for use by many threads.
public final class MemoryDisk implements Disk {
    private final Map<String, Content> files = new TreeMap<>();
    private long operations;
    private long failing = Long.MAX_VALUE;
    private int openFiles;

    private static final class Content {
        private byte[] bytes = {};
        private int size;
    }

    /// From now on counts operations from 1, of which this one fails with IO_ERROR, be it the making, opening, writing,
    /// reading, closing or deleting of a file. What fails has no effect, but that a failed write may have written half
    /// and a file whose closing fails is closed.
    public synchronized void failAt(long operation) {
        operations = 0;
        failing = operation;
    }

    /// Nothing fails any more.
    ///
    /// @return how many operations there were since [#failAt]
    public synchronized long heal() {
        failing = Long.MAX_VALUE;
        return operations;
    }

    /// The paths of all files.
    public synchronized List<String> files() {
        return List.copyOf(files.keySet());
    }

    /// How many files are open to be read or written.
    public synchronized int openFiles() {
        return openFiles;
    }

    public synchronized long usedBytes() {
        return files.values().stream().mapToLong(content -> content.size).sum();
    }

    /// What is in a file; changes to the bytes are changes to the file.
    public synchronized MemorySegment content(String path) {
        Content content = find(path);
        return MemorySegment.ofArray(content.bytes).asSlice(0, content.size);
    }

    /// Cuts a file off.
    public synchronized void truncate(String path, int bytes) {
        Content content = find(path);
        content.size = Math.min(content.size, bytes);
    }

    private boolean fails() {
        return ++operations == failing;
    }

    private void operation(String path) {
        if (fails()) {
            throw new SheafException(ErrorCode.IO_ERROR, path + ": the disk was told to fail");
        }
    }

    private Content find(String path) {
        Content content = files.get(path);
        if (content == null) {
            throw new SheafException(ErrorCode.FILE_NOT_FOUND, "no file " + path);
        }
        return content;
    }

    @Override
    public synchronized FileStatus status(String path) {
        operation(path);
        return new FileStatus(path, find(path).size, 0, false);
    }

    @Override
    public synchronized boolean exists(String path) {
        operation(path);
        return files.containsKey(path);
    }

    @Override
    public synchronized List<FileStatus> list(String directory) {
        operation(directory);
        String prefix = directory.endsWith("/") ? directory : directory + "/";
        return files.entrySet().stream()
                .filter(file -> file.getKey().startsWith(prefix)
                        && file.getKey().indexOf('/', prefix.length()) < 0)
                .map(file -> new FileStatus(file.getKey(), file.getValue().size, 0, false))
                .toList();
    }

    @Override
    public synchronized List<FileStatus> glob(String pattern) {
        operation(pattern);
        var matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        return files.entrySet().stream()
                .filter(file -> matcher.matches(Path.of(file.getKey())))
                .map(file -> new FileStatus(file.getKey(), file.getValue().size, 0, false))
                .toList();
    }

    @Override
    public synchronized ReadableFile open(String path) {
        operation(path);
        Content content = find(path);
        openFiles++;
        return new Reader(path, content);
    }

    @Override
    public synchronized WritableFile create(String path, boolean replace) {
        operation(path);
        if (!replace && files.containsKey(path)) {
            throw new SheafException(ErrorCode.FILE_EXISTS, path + " exists");
        }
        Content content = new Content();
        files.put(path, content);
        openFiles++;
        return new Writer(path, content);
    }

    @Override
    public synchronized void rename(String from, String to) {
        operation(from);
        Content content = find(from);
        files.remove(from);
        files.put(to, content);
    }

    @Override
    public synchronized void delete(String path) {
        operation(path);
        files.remove(path);
    }

    @Override
    public synchronized void createDirectories(String path) {
        operation(path);
    }

    private final class Reader implements ReadableFile {
        private final String path;
        private final Content content;
        private boolean closed;

        Reader(String path, Content content) {
            this.path = path;
            this.content = content;
        }

        @Override
        public String path() {
            return path;
        }

        @Override
        public long sizeBytes() {
            synchronized (MemoryDisk.this) {
                return content.size;
            }
        }

        @Override
        public void readFully(long position, MemorySegment target) {
            synchronized (MemoryDisk.this) {
                operation(path);
                if (closed) {
                    throw new IllegalStateException(path + " is closed");
                }
                if (position + target.byteSize() > content.size) {
                    throw new SheafException(ErrorCode.FILE_CORRUPT, path + " ends at byte " + content.size);
                }
                MemorySegment.copy(
                        MemorySegment.ofArray(content.bytes), position, target, 0, target.byteSize());
            }
        }

        @Override
        public void close() {
            synchronized (MemoryDisk.this) {
                openFiles -= closed ? 0 : 1;
                closed = true;
                operation(path);
            }
        }
    }

    private final class Writer implements WritableFile {
        private final String path;
        private final Content content;
        private boolean closed;

        Writer(String path, Content content) {
            this.path = path;
            this.content = content;
        }

        @Override
        public String path() {
            return path;
        }

        @Override
        public long position() {
            synchronized (MemoryDisk.this) {
                return content.size;
            }
        }

        @Override
        public void write(MemorySegment source) {
            synchronized (MemoryDisk.this) {
                boolean half = fails();
                int count = Math.toIntExact(half ? source.byteSize() / 2 : source.byteSize());
                if (content.size + count > content.bytes.length) {
                    content.bytes = Arrays.copyOf(content.bytes, Math.max(2 * content.size, content.size + count));
                }
                MemorySegment.copy(
                        source, ValueLayout.JAVA_BYTE, 0, content.bytes, content.size, count);
                content.size += count;
                if (half) {
                    throw new SheafException(ErrorCode.DISK_FULL, path + ": the disk was told to be full");
                }
            }
        }

        @Override
        public void force() {
            synchronized (MemoryDisk.this) {
                operation(path);
            }
        }

        @Override
        public void close() {
            synchronized (MemoryDisk.this) {
                openFiles -= closed ? 0 : 1;
                closed = true;
                operation(path);
            }
        }
    }
}
