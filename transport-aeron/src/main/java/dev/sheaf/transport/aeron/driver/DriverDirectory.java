// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron.driver;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.time.Clock;
import io.aeron.CommonContext;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The folder of shared memory that one embedded driver owns, named after its process. Claiming it removes what
/// processes that died have left there, and checks that there is room. For one thread.
final class DriverDirectory implements AutoCloseable {
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");
    private static final Pattern NAME = Pattern.compile("sheaf-aeron-(\\d+)-.*");
    /// A paused process keeps its folder: it is stale only when its process is gone and has long shown no life. The
    /// process alone doesn't tell, since containers that share the memory may not share process numbers.
    private static final long SIGN_OF_LIFE_MILLIS = 60_000;

    private final Path path;

    private DriverDirectory(Path path) {
        this.path = path;
    }

    /// Where folders go by default: memory that is shared between processes, where the system has it as files.
    static Path defaultParent() {
        return Files.isDirectory(SHARED_MEMORY) && Files.isWritable(SHARED_MEMORY)
                ? SHARED_MEMORY
                : Path.of(System.getProperty("java.io.tmpdir", "."));
    }

    /// Reserves a name; the driver makes the folder.
    ///
    /// @param memoryBytes how much it may come to hold
    /// @throws SheafException DISK_FULL when there is less room than that, IO_ERROR when the parent can't be used
    static DriverDirectory claim(Path parent, String node, long incarnation, long memoryBytes, Clock clock) {
        try {
            Files.createDirectories(parent);
            removeStale(parent, clock);
            long free = Files.getFileStore(parent).getUsableSpace();
            if (free < memoryBytes) {
                throw new SheafException(
                        ErrorCode.DISK_FULL,
                        "the links of node " + node + " may take " + memoryBytes + " bytes of shared memory, and "
                                + parent + " has " + free + " left: give the transport less memory or that place more");
            }
            String name = "sheaf-aeron-" + ProcessHandle.current().pid() + "-" + plain(node) + "-" + incarnation;
            return new DriverDirectory(parent.resolve(name));
        } catch (IOException | UncheckedIOException e) {
            throw new SheafException(
                    ErrorCode.IO_ERROR, "can't use " + parent + " for shared memory: " + e.getMessage(), e);
        }
    }

    private static String plain(String node) {
        String safe = node.replaceAll("[^A-Za-z0-9_.]", "_");
        return safe.substring(0, Math.min(safe.length(), 64));
    }

    String path() {
        return path.toString();
    }

    /// Removes the folder and all that is in it, if the driver hasn't.
    @Override
    public void close() {
        try {
            removeTree(path);
        } catch (IOException | UncheckedIOException e) {
            throw new SheafException(ErrorCode.IO_ERROR, "can't remove " + path + ": " + e.getMessage(), e);
        }
    }

    private static void removeStale(Path parent, Clock clock) throws IOException {
        List<Path> folders;
        try (Stream<Path> children = Files.list(parent)) {
            folders = children.filter(Files::isDirectory).sorted().toList();
        }
        for (Path folder : folders) {
            if (isStale(folder, clock)) {
                removeTree(folder);
            }
        }
    }

    private static boolean isStale(Path folder, Clock clock) throws IOException {
        Matcher name = NAME.matcher(folder.getFileName().toString());
        if (!name.matches() || !Files.isWritable(folder)) {
            return false;
        }
        if (ProcessHandle.of(Long.parseLong(name.group(1))).isPresent()) {
            return false;
        }
        File mark = folder.resolve("cnc.dat").toFile();
        if (CommonContext.isDriverActive(folder.toFile(), SIGN_OF_LIFE_MILLIS, _ -> {})) {
            return false;
        }
        long changedMillis = Files.getLastModifiedTime(Files.exists(mark.toPath()) ? mark.toPath() : folder).toMillis();
        return clock.epochMicros() / 1000 - changedMillis > SIGN_OF_LIFE_MILLIS;
    }

    private static void removeTree(Path root) throws IOException {
        List<Path> all;
        try (Stream<Path> tree = Files.walk(root)) {
            all = tree.sorted(Comparator.reverseOrder()).toList();
        } catch (NoSuchFileException _) {
            return;
        }
        for (Path each : all) {
            Files.deleteIfExists(each);
        }
    }
}
