// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.error.SheafException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFolderTest {
    @TempDir
    private Path base;

    private TemporaryFolder folder(long seed) {
        return new TemporaryFolder(base.toString(), new Random(seed)::nextLong);
    }

    private List<Path> all() throws IOException {
        Path parent = base.resolve(TemporaryFolder.PARENT);
        if (!Files.exists(parent)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(parent)) {
            return paths.filter(path -> !path.equals(parent)).sorted().toList();
        }
    }

    @Test
    void isMadeWhenItIsAskedForAndGoesWithAllThatIsInIt() throws IOException {
        try (TemporaryFolder folder = folder(1)) {
            folder.deleteLeftovers();
            assertEquals(List.of(), all());
            Path path = Path.of(folder.path());
            assertEquals(path.toString(), folder.path());
            Files.writeString(path.resolve("x.spill"), "x");
        }
        assertEquals(List.of(), all());
    }

    @Test
    void leftoversOfDeadProcessesGoAndLivingEnginesKeepTheirs() throws IOException {
        Path parent = Files.createDirectories(base.resolve(TemporaryFolder.PARENT));
        Path dead = Files.createDirectory(parent.resolve("engine-0123"));
        Files.writeString(dead.resolve("q-0.spill"), "left");
        Files.createFile(parent.resolve("engine-0123.lock"));
        Files.createFile(parent.resolve("engine-4567.lock"));
        Files.createFile(parent.resolve("somebody's"));
        try (TemporaryFolder living = folder(1);
                TemporaryFolder started = folder(2)) {
            Path file = Files.writeString(Path.of(living.path()).resolve("q-0.spill"), "needed");
            started.deleteLeftovers();
            started.deleteLeftovers();
            assertTrue(Files.exists(file));
            assertFalse(Files.exists(dead));
            assertEquals(4, all().size(), all().toString());
        }
        assertEquals(List.of(parent.resolve("somebody's")), all());
    }

    @Test
    void aFolderThatCannotBeMadeIsATypedError() throws IOException {
        Path file = Files.createFile(base.resolve("file"));
        try (TemporaryFolder folder = new TemporaryFolder(file.toString(), new Random(1)::nextLong)) {
            assertThrows(SheafException.class, folder::path);
        }
    }
}
