// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.node;

import dev.sheaf.server.SheafCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A JVM of its own that is a node, as somebody would start it by `sheaf node --config FILE`.
final class ChildNode implements AutoCloseable {
    static final String OPENS = "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED";

    private static final long START_SECONDS_MAX = 60;
    private static final long STOP_SECONDS_MAX = 20;

    private final String name;
    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private ChildNode(String name, Process process) {
        this.name = name;
        this.process = process;
        Thread.ofPlatform().daemon().name("lines of " + name).start(this::read);
    }

    /// A worker that calls that coordinator.
    static ChildNode worker(String name, String coordinator, Path directory) throws IOException {
        return worker(name, coordinator, directory, Map.of());
    }

    /// @param more keys of its configuration
    static ChildNode worker(String name, String coordinator, Path directory, Map<String, String> more)
            throws IOException {
        Map<String, String> configuration = new HashMap<>(Map.of(
                "node.name", name,
                "node.roles", "worker",
                "control.coordinators", coordinator,
                "http.listen", "127.0.0.1:0",
                "drain.seconds", "60",
                "engine.memory", "256MB",
                "engine.threads", "1",
                "engine.temp_directory", directory.toString()));
        configuration.putAll(more);
        return start(name, directory, configuration);
    }

    static ChildNode start(String name, Path directory, Map<String, String> configuration) throws IOException {
        Path file = Files.createTempFile(directory, name, ".properties");
        Properties properties = new Properties();
        properties.putAll(configuration);
        try (var writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        return start(name, List.of(SheafCommand.class.getName(), "node", "--config", file.toString()));
    }

    /// @param program its main class and what follows it
    static ChildNode start(String name, List<String> program) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", OPENS,
                "-cp", System.getProperty("java.class.path")));
        command.addAll(program);
        return new ChildNode(name, new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    private void read() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            reader.lines().forEach(lines::add);
        } catch (UncheckedIOException | IOException _) {
            // It was killed.
        }
    }

    long pid() {
        return process.pid();
    }

    String output() {
        return name + ": " + String.join(System.lineSeparator(), lines);
    }

    /// Waits for a line that holds that text.
    String awaitLine(String text) {
        Waiting.until(() -> line(text).isPresent() || !process.isAlive(), START_SECONDS_MAX,
                () -> "no line with " + text + " of " + output());
        return line(text).orElseThrow(() -> new AssertionError(output()));
    }

    private Optional<String> line(String text) {
        return lines.stream().filter(line -> line.contains(text)).findFirst();
    }

    /// Where it listens.
    ///
    /// @param what `control`, `data` or `http`
    /// @return host and port
    String address(String what) {
        Matcher matcher = Pattern.compile(" " + what + "=(\\S+)").matcher(awaitLine(" started "));
        if (!matcher.find()) {
            throw new AssertionError(output());
        }
        return matcher.group(1);
    }

    /// SIGKILL.
    void kill() {
        process.destroyForcibly();
    }

    /// SIGTERM. What it says from then on can still be read.
    void terminate() {
        process.toHandle().destroy();
    }

    /// Any other signal.
    void signal(String signal) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).start();
        if (kill.waitFor() != 0) {
            throw new IOException("can't signal " + name);
        }
    }

    int awaitExit(long secondsMax) throws InterruptedException {
        if (!process.waitFor(secondsMax, TimeUnit.SECONDS)) {
            throw new AssertionError("doesn't end: " + output());
        }
        return process.exitValue();
    }

    /// Stops it as an operator would, and kills it only when it doesn't.
    @Override
    public void close() {
        terminate();
        try {
            process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
