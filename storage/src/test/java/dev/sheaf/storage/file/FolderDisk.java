// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.file;

import dev.sheaf.core.disk.Disk;
import dev.sheaf.core.disk.ReadableFile;
import dev.sheaf.core.disk.WritableFile;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A disk that is a folder of the test. Files are read whole.
public final class FolderDisk implements Disk {
    @Override
    public FileStatus status(String path) {
        if (!exists(path)) {
            throw new SheafException(ErrorCode.FILE_NOT_FOUND, path + " does not exist");
        }
        Path file = Path.of(path);
        try {
            return new FileStatus(
                    path, Files.size(file), Files.getLastModifiedTime(file).to(TimeUnit.MICROSECONDS),
                    Files.isDirectory(file));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public boolean exists(String path) {
        return Files.exists(Path.of(path));
    }

    @Override
    public List<FileStatus> list(String directory) {
        try (Stream<Path> entries = Files.list(Path.of(directory))) {
            return entries.map(Path::toString).sorted().map(this::status).toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public List<FileStatus> glob(String pattern) {
        if (exists(pattern)) {
            return List.of(status(pattern));
        }
        Path folder = Path.of(pattern).getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return List.of();
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        return list(folder.toString()).stream().filter(file -> matcher.matches(Path.of(file.path()))).toList();
    }

    @Override
    public ReadableFile open(String path) {
        try {
            return new MemoryFile(path, Files.readAllBytes(Path.of(path)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public WritableFile create(String path, boolean replace) {
        if (!replace && exists(path)) {
            throw new SheafException(ErrorCode.FILE_EXISTS, path + " exists");
        }
        try {
            Files.createDirectories(Path.of(path).toAbsolutePath().getParent());
            return new Writable(path, FileChannel.open(
                    Path.of(path), StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void rename(String from, String to) {
        try {
            Files.move(Path.of(from), Path.of(to), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void delete(String path) {
        try {
            Files.deleteIfExists(Path.of(path));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void createDirectories(String path) {
        try {
            Files.createDirectories(Path.of(path));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private record Writable(String path, FileChannel channel) implements WritableFile {
        @Override
        public long position() {
            try {
                return channel.position();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        @Override
        public void write(MemorySegment source) {
            ByteBuffer bytes = ByteBuffer.wrap(source.toArray(ValueLayout.JAVA_BYTE));
            try {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        @Override
        public void force() {}

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
