// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.disk.ReadableFile;
import dev.sheaf.core.disk.WritableFile;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalDiskTest {
    private final LocalDisk disk = new LocalDisk();
    private String path = "";

    @BeforeEach
    void choosePath(@TempDir Path folder) {
        path = folder.resolve("file").toString();
    }

    @AfterEach
    void endInterruption() {
        Thread.interrupted();
    }

    private static MemorySegment bytes(String text) {
        return MemorySegment.ofArray(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String read(ReadableFile file, long position, int count) {
        byte[] target = new byte[count];
        file.readFully(position, MemorySegment.ofArray(target));
        return new String(target, StandardCharsets.UTF_8);
    }

    /// Java closes the channel of a thread that is interrupted, which others may be using.
    @Test
    void filesOutliveTheInterruptionOfAThread() throws IOException {
        try (WritableFile file = disk.create(path, false)) {
            file.write(bytes("one "));
            Thread.currentThread().interrupt();
            file.write(bytes("two "));
            file.force();
            assertTrue(Thread.interrupted(), "still interrupted");
            file.write(bytes("three"));
            assertEquals(13, file.position());
        }
        assertArrayEquals("one two three".getBytes(StandardCharsets.UTF_8), Files.readAllBytes(Path.of(path)));
        try (ReadableFile file = disk.open(path)) {
            assertEquals("two", read(file, 4, 3));
            Thread.currentThread().interrupt();
            assertEquals("three", read(file, 8, 5));
            assertTrue(Thread.interrupted(), "still interrupted");
            assertEquals("one", read(file, 0, 3));
        }
    }

    @Test
    void aReplacedFileIsNotReadOn() throws IOException {
        Files.writeString(Path.of(path), "before");
        try (ReadableFile file = disk.open(path)) {
            Files.writeString(Path.of(path + ".new"), "behind");
            Files.move(Path.of(path + ".new"), Path.of(path), StandardCopyOption.REPLACE_EXISTING);
            assertEquals("before", read(file, 0, 6));
            Thread.currentThread().interrupt();
            SheafException failure = assertThrows(SheafException.class, () -> read(file, 0, 6));
            assertEquals(ErrorCode.IO_ERROR, failure.code());
            assertTrue(failure.getMessage().contains("replaced"), failure.getMessage());
        }
    }

    @Test
    void aClosedFileStaysClosed() throws IOException {
        Files.writeString(Path.of(path), "text");
        ReadableFile file = disk.open(path);
        file.close();
        assertEquals(
                ErrorCode.IO_ERROR,
                assertThrows(SheafException.class, () -> read(file, 0, 4)).code());
    }
}
