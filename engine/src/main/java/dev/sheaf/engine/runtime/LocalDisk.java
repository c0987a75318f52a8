// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.runtime;

import dev.sheaf.core.disk.Disk;
import dev.sheaf.core.disk.ReadableFile;
import dev.sheaf.core.disk.WritableFile;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The machine's file systems.
public final class LocalDisk implements Disk {
    private static final String WILDCARDS = "*?[{";

    @Override
    public FileStatus status(String path) {
        Path file = path(path);
        try {
            return status(file);
        } catch (IOException failure) {
            throw DiskErrors.of(path, failure);
        }
    }

    @Override
    public boolean exists(String path) {
        return Files.exists(path(path));
    }

    @Override
    public List<FileStatus> list(String directory) {
        try (Stream<Path> entries = Files.list(path(directory))) {
            List<FileStatus> found = new ArrayList<>();
            for (Path entry : entries.sorted().toList()) {
                found.add(status(entry));
            }
            return found;
        } catch (IOException failure) {
            throw DiskErrors.of(directory, failure);
        }
    }

    @Override
    public List<FileStatus> glob(String pattern) {
        int wildcard = firstWildcard(pattern);
        if (wildcard < 0) {
            return exists(pattern) ? List.of(status(pattern)) : List.of();
        }
        int slash = pattern.lastIndexOf('/', wildcard);
        String base = slash < 0 ? "" : slash == 0 ? "/" : pattern.substring(0, slash);
        Path root = path(base.isEmpty() ? "." : base);
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        int depth = pattern.contains("**")
                ? Integer.MAX_VALUE
                : (int) pattern.substring(slash + 1).chars().filter(c -> c == '/').count() + 1;
        try (Stream<Path> walked = Files.walk(root, depth)) {
            List<FileStatus> found = new ArrayList<>();
            for (Path file : walked.sorted(Comparator.comparing(Path::toString)).toList()) {
                Path shown = base.isEmpty() ? root.relativize(file) : file;
                if (matcher.matches(shown) && Files.isRegularFile(file)) {
                    FileStatus status = status(file);
                    found.add(new FileStatus(shown.toString(), status.sizeBytes(), status.modifiedMicros(), false));
                }
            }
            return found;
        } catch (IOException failure) {
            throw DiskErrors.of(pattern, failure);
        }
    }

    @Override
    public ReadableFile open(String path) {
        try {
            return new LocalReadableFile(path, SteadyChannel.toRead(path(path)));
        } catch (IOException failure) {
            throw DiskErrors.of(path, failure);
        }
    }

    @Override
    public WritableFile create(String path, boolean replace) {
        Path file = path(path);
        try {
            if (file.getParent() != null) {
                Files.createDirectories(file.getParent());
            }
            SteadyChannel channel = replace
                    ? SteadyChannel.toWrite(
                            file,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING)
                    : SteadyChannel.toWrite(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
            return new LocalWritableFile(path, channel);
        } catch (IOException failure) {
            throw DiskErrors.of(path, failure);
        }
    }

    @Override
    public void rename(String from, String to) {
        try {
            Files.move(
                    path(from), path(to), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw DiskErrors.of(from, failure);
        }
    }

    @Override
    public void delete(String path) {
        try {
            Files.deleteIfExists(path(path));
        } catch (NoSuchFileException _) {
            // Somebody else was faster.
        } catch (IOException failure) {
            throw DiskErrors.of(path, failure);
        }
    }

    @Override
    public void createDirectories(String path) {
        try {
            Files.createDirectories(path(path));
        } catch (IOException failure) {
            throw DiskErrors.of(path, failure);
        }
    }

    private static int firstWildcard(String pattern) {
        for (int i = 0; i < pattern.length(); i++) {
            if (WILDCARDS.indexOf(pattern.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    private static FileStatus status(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new FileStatus(
                file.toString(),
                attributes.size(),
                attributes.lastModifiedTime().to(TimeUnit.MICROSECONDS),
                attributes.isDirectory());
    }

    private static Path path(String path) {
        try {
            return Path.of(path);
        } catch (InvalidPathException failure) {
            throw new SheafException(ErrorCode.FILE_NOT_FOUND, "not a path: " + path, failure);
        }
    }
}
