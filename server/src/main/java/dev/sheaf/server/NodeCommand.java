// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server;

import dev.sheaf.server.node.ControlSockets;
import dev.sheaf.server.node.NodeConfiguration;
import dev.sheaf.server.node.NodeProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `sheaf node`: is a node of a cluster until it is told to stop.
@Command(
        name = "node",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 100,
        description = "Serves as a node of a cluster until it is stopped by SIGTERM or SIGINT.")
final class NodeCommand implements Callable<Integer> {
    private static final long CLOSE_SECONDS_MAX = 60;

    private final ProcessConsole console;

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The node's configuration.")
    private Path config = Path.of("");

    NodeCommand(ProcessConsole console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        NodeConfiguration configuration = NodeConfiguration.read(config);
        CountDownLatch stopping = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        NodeProcess node = NodeProcess.start(configuration, ControlSockets.of(configuration), this::log);
        Thread hook = Thread.ofPlatform().name("sheaf-stop").unstarted(() -> {
            stopping.countDown();
            awaitEnd(stopped, TimeUnit.NANOSECONDS.toSeconds(configuration.drainNanos()) + CLOSE_SECONDS_MAX);
        });
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            stopping.await();
            node.stop();
        } finally {
            stopped.countDown();
        }
        return 0;
    }

    private void awaitEnd(CountDownLatch stopped, long secondsMax) {
        try {
            if (!stopped.await(secondsMax, TimeUnit.SECONDS)) {
                log("gave up waiting for the node to stop");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void log(String line) {
        try {
            console.messages().append(line).append(System.lineSeparator()).flush();
        } catch (IOException _) {
            // Nobody reads it any more. That is no reason to stop working.
        }
    }
}
