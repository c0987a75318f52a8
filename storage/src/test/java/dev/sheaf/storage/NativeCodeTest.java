// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// No codec loads native code: everything works in a JVM that denies it, and no class that would is even loaded.
class NativeCodeTest {
    @TempDir
    Path directory;

    @Test
    void codecsWorkWhereNativeAccessIsDenied() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx700m", "-XX:TieredStopAtLevel=1", "--illegal-native-access=deny", "-Xlog:class+load",
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
        List<String> suspects = output.stream()
                .filter(line -> line.contains("io.airlift.compress") && line.contains("Native"))
                .toList();
        assertEquals(List.of(), suspects);
    }
}
