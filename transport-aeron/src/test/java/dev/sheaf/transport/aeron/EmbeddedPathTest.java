// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A program that embeds the engine needs no flag and loads neither Agrona nor Aeron, though both are on its class
/// path.
class EmbeddedPathTest {
    private static final long SECONDS_MAX = 120;

    @TempDir
    Path directory;

    private Path run(String exchange) throws IOException, InterruptedException {
        Path loaded = directory.resolve("loaded-" + exchange);
        Path output = directory.resolve("output-" + exchange);
        Process program = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "-Xlog:class+load:file=" + loaded,
                "-cp", System.getProperty("java.class.path"),
                EmbeddingProgram.class.getName(), "exchange=" + exchange)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertTrue(program.waitFor(SECONDS_MAX, TimeUnit.SECONDS), "the program doesn't end");
        } finally {
            program.destroyForcibly();
        }
        assertEquals(exchange.startsWith("aeron"), program.exitValue() != 0, () -> text(output));
        assertEquals(exchange.startsWith("aeron"), !text(output).contains("answer 42"), () -> text(output));
        return loaded;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> ofAeron(Path loaded) throws IOException {
        return Files.readAllLines(loaded).stream()
                .filter(line -> line.contains(" org.agrona.") || line.contains(" io.aeron."))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct", "framed"})
    void neverLoadsAeron(String exchange) throws IOException, InterruptedException {
        assertEquals(List.of(), ofAeron(run(exchange)));
    }

    /// So that the test above can fail: the very same program, asking for Aeron without the flag that it needs.
    @Test
    void theNetworkNeedsIt() throws IOException, InterruptedException {
        assertFalse(ofAeron(run("aeron-udp")).isEmpty());
    }
}
