// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.runtime;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.time.RandomSource;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// An engine's own folder for temporary files, made when it is first asked for, below a base folder that many engines
/// may share. A locked file beside the folder says that its engine lives: what a process has left that was killed is
/// known by its lock having gone with it. Safe for use by many threads.
public final class TemporaryFolder implements AutoCloseable {
    /// The folder below the one that is given, which holds those of all engines.
    static final String PARENT = "sheaf-temp";
    private static final String LOCK = ".lock";
    private static final int NAMES_MAX = 16;
    /// The lock files of this process, which must not be opened a second time: closing that would unlock them.
    private static final Set<Path> LIVING = ConcurrentHashMap.newKeySet();

    private final String base;
    private final RandomSource random;
    private @Nullable Path folder;
    private @Nullable Path lockFile;
    private @Nullable FileChannel lock;

    /// @param base an existing folder, or one that may be made
    public TemporaryFolder(String base, RandomSource random) {
        this.base = base;
        this.random = random;
    }

    private Path parent() {
        try {
            return Path.of(base, PARENT).toAbsolutePath();
        } catch (InvalidPathException failure) {
            throw new SheafException(ErrorCode.FILE_NOT_FOUND, "not a path: " + base, failure);
        }
    }

    /// The folder, made by the first call.
    ///
    /// @throws SheafException PERMISSION_DENIED, DISK_FULL or IO_ERROR when it can't be made
    public synchronized String path() {
        if (folder == null) {
            Path parent = parent();
            try {
                Files.createDirectories(parent);
                folder = make(parent);
            } catch (IOException failure) {
                throw DiskErrors.of(parent.toString(), failure);
            }
        }
        return folder.toString();
    }

    private Path make(Path parent) throws IOException {
        for (int i = 0; i < NAMES_MAX; i++) {
            String name = "engine-" + HexFormat.of().toHexDigits(random.nextLong());
            Path file = parent.resolve(name + LOCK);
            LIVING.add(file);
            FileChannel channel = lockNew(file);
            if (channel == null) {
                LIVING.remove(file);
                continue;
            }
            lockFile = file;
            lock = channel;
            return Files.createDirectory(parent.resolve(name));
        }
        throw new IOException("no lock can be had in " + parent);
    }

    private static @Nullable FileChannel lockNew(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        // Another engine that starts may have taken the file for a leftover before it was locked.
        if (channel.tryLock() != null && Files.exists(file)) {
            return channel;
        }
        channel.close();
        return null;
    }

    /// Deletes what engines have left here whose processes are gone. What belongs to others, or to living engines,
    /// stays.
    ///
    /// @throws SheafException IO_ERROR when the base folder can't be read
    public void deleteLeftovers() {
        Path parent = parent();
        try (DirectoryStream<Path> locks = Files.newDirectoryStream(parent, "engine-*" + LOCK)) {
            for (Path file : locks) {
                if (!LIVING.contains(file)) {
                    deleteUnlocked(file);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException | AccessDeniedException _) {
            // No engine has ever spilled here; nor will this one if it can't, which it says when it has to.
        } catch (IOException failure) {
            throw DiskErrors.of(parent.toString(), failure);
        }
    }

    private static void deleteUnlocked(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock taken = channel.tryLock()) {
            if (taken != null) {
                String name = file.getFileName().toString();
                deleteFolder(file.resolveSibling(name.substring(0, name.length() - LOCK.length())));
                Files.deleteIfExists(file);
            }
        } catch (OverlappingFileLockException | NoSuchFileException | AccessDeniedException _) {
            // Another engine's in this process, one that has just ended, or another user's.
        }
    }

    private static void deleteFolder(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException _) {
            return;
        }
        Files.deleteIfExists(folder);
    }

    /// Deletes the folder and all that is in it.
    @Override
    public synchronized void close() {
        Path made = folder;
        Path file = lockFile;
        folder = null;
        lockFile = null;
        try (FileChannel _ = lock) {
            lock = null;
            if (made != null) {
                deleteFolder(made);
            }
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException failure) {
            throw DiskErrors.of(base, failure);
        } finally {
            if (file != null) {
                LIVING.remove(file);
            }
        }
    }
}
