// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.airlift.compress.v3.zstd.ZstdNativeDecompressor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// No codec loads native code unless the program allows it: everything works in a JVM that denies it, and no class that
/// would is even loaded; where it is allowed, the native decompressors read the same rows.
class NativeCodeTest {
    @TempDir
    Path directory;

    @Test
    void codecsWorkWhereNativeAccessIsDenied() throws IOException, InterruptedException {
        assertEquals(List.of(), nativeClasses("--illegal-native-access=deny"));
    }

    @Test
    void nativeCodecsServeWhereTheyAreAllowed() throws IOException, InterruptedException {
        List<String> loaded = nativeClasses("--enable-native-access=ALL-UNNAMED");
        assumeTrue(ZstdNativeDecompressor.isEnabled(), "aircompressor has no native code for this platform");
        for (String format : List.of("zstd.ZstdNativeDecompressor", "snappy.SnappyNativeDecompressor",
                "lz4.Lz4NativeDecompressor")) {
            assertTrue(loaded.stream().anyMatch(line -> line.contains(format)), format);
        }
    }

    /// Runs the probe with a JVM option, and gives the lines that tell of native classes of the library of codecs.
    private List<String> nativeClasses(String option) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx700m", "-XX:TieredStopAtLevel=1", option, "-Xlog:class+load",
                "-cp", System.getProperty("java.class.path"),
                CodecProbe.class.getName(), directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start();
        try {
            assertTrue(process.waitFor(120, TimeUnit.SECONDS), "the probe hangs");
        } finally {
            process.destroyForcibly();
        }
        List<String> output = java.nio.file.Files.readAllLines(directory.resolve("output"), StandardCharsets.UTF_8);
        List<String> told = output.stream().filter(line -> !line.startsWith("[")).toList();
        assertEquals(0, process.exitValue(), () -> String.join("\n", told));
        assertEquals(11, told.stream().filter(line -> line.endsWith(" has 100 rows")).count(), told::toString);
        return output.stream()
                .filter(line -> line.contains("io.airlift.compress") && line.contains("Native"))
                .toList();
    }
}
