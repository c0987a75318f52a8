// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.startup;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A process that is timed from its start to its first line of output.
public final class TimedProcess {
    private static final long DEADLINE_SECONDS = 60;

    private TimedProcess() {}

    /// Runs a command to its end.
    ///
    /// @return the time until its first line, in nanoseconds
    /// @throws IOException when it printed nothing or failed
    public static long firstLineNanos(List<String> command) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .start();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            process.getOutputStream().close();
            String line = output.readLine();
            long nanos = System.nanoTime() - start;
            while (output.readLine() != null) {
                // The rest only has to be read for the process to end.
            }
            if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("has not ended: " + command.getLast());
            }
            if (line == null || process.exitValue() != 0) {
                throw new IOException("ended with " + process.exitValue() + ": " + command.getLast());
            }
            return nanos;
        } finally {
            process.destroyForcibly();
        }
    }
}
