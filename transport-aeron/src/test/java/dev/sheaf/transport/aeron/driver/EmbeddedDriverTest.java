// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.transport.aeron.HandClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDriverTest {
    private static final LinkBudget BUDGET = LinkBudget.ofMemory(64 << 20).withPeerCountMax(4);
    /// No process has it on a machine of today.
    private static final String NO_PROCESS = "4194304999";

    @TempDir
    Path parent;

    private final HandClock clock = new HandClock();

    private DriverSettings settings(LinkBudget budget) {
        return new DriverSettings("a/b", 7, parent, budget, null, clock, DriverSettings.SILENCE_NANOS);
    }

    private List<String> folders() throws IOException {
        try (Stream<Path> children = Files.list(parent)) {
            return children.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void ownsAFolderAsLongAsItLives() throws IOException {
        EmbeddedDriver driver = EmbeddedDriver.launch(settings(BUDGET));
        String name = "sheaf-aeron-" + ProcessHandle.current().pid() + "-a_b-7";
        assertEquals(List.of(name), folders());
        assertEquals(parent.resolve(name).toString(), driver.directory());
        assertNotNull(driver.invoker());
        driver.close();
        driver.close();
        assertEquals(List.of(), folders());
    }

    @Test
    void removesWhatDeadProcessesLeft() throws IOException {
        Path old = old("sheaf-aeron-" + NO_PROCESS + "-a-1");
        Path living = old("sheaf-aeron-" + ProcessHandle.current().pid() + "-other-1");
        Path foreign = old("aeron-somebody");
        Path fresh = Files.createDirectory(parent.resolve("sheaf-aeron-" + NO_PROCESS + "-a-2"));
        Files.setLastModifiedTime(fresh, FileTime.fromMillis(clock.epochMicros() / 1000));
        try (EmbeddedDriver _ = EmbeddedDriver.launch(settings(BUDGET))) {
            assertFalse(Files.exists(old));
            assertTrue(Files.exists(living), "its process lives");
            assertTrue(Files.exists(foreign), "not ours");
            assertTrue(Files.exists(fresh), "somebody may just be making it");
        }
    }

    private Path old(String name) throws IOException {
        Path folder = Files.createDirectory(parent.resolve(name));
        Files.writeString(folder.resolve("something"), "left");
        Files.setLastModifiedTime(folder, FileTime.fromMillis(0));
        return folder;
    }

    @Test
    void refusesToStartWithoutRoom() throws IOException {
        LinkBudget huge = new LinkBudget(
                1L << 60, 1 << 16, 1L << 50, 10_000_000_000L, LinkBudget.MTU_BYTES_INTERNET, 8 << 20);
        SheafException refused =
                assertThrows(SheafException.class, () -> EmbeddedDriver.launch(settings(huge)));
        assertEquals(ErrorCode.DISK_FULL, refused.code());
        assertEquals(List.of(), folders());
    }

    @Test
    void leavesNothingWhenItCannotStart() throws IOException {
        SheafException refused = assertThrows(
                SheafException.class,
                () -> EmbeddedDriver.launch(settings(BUDGET), context -> context.initialWindowLength(1 << 30)));
        assertEquals(ErrorCode.IO_ERROR, refused.code());
        assertEquals(List.of(), folders());
    }
}
