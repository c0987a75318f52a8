// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.node;

import dev.sheaf.engine.Engine;
import dev.sheaf.jdbc.SheafDriver;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Consumer;

/// A coordinator in the test's process.
final class TestCoordinator implements AutoCloseable {
    private static final long JOIN_SECONDS_MAX = 60;

    private final NodeProcess process;

    private TestCoordinator(NodeProcess process) {
        this.process = process;
    }

    static TestCoordinator start(String name, Path directory, Consumer<String> log) {
        return start(name, directory, Map.of(), log);
    }

    /// @param more keys of its configuration
    static TestCoordinator start(String name, Path directory, Map<String, String> more, Consumer<String> log) {
        Properties properties = new Properties();
        properties.put("node.name", name);
        properties.put("node.roles", "coordinator");
        properties.put("control.listen", "127.0.0.1:0");
        properties.put("engine.memory", "256MB");
        properties.put("engine.threads", "1");
        properties.put("engine.temp_directory", directory.toString());
        properties.putAll(more);
        NodeConfiguration configuration = NodeConfiguration.of(properties);
        return new TestCoordinator(
                NodeProcess.start(configuration, ControlSockets.of(configuration), log));
    }

    String address() {
        return "127.0.0.1:" + Objects.requireNonNull(process.controlAddress()).getPort();
    }

    NodeProcess process() {
        return process;
    }

    Engine engine() {
        return process.node().engine().orElseThrow();
    }

    Connection connect() {
        return SheafDriver.connectionTo(engine());
    }

    void awaitWorkers(int count, List<ChildNode> children) {
        Waiting.until(() -> process.node().workers().size() == count, JOIN_SECONDS_MAX,
                () -> process.node().workers() + " of " + children.stream().map(ChildNode::output).toList());
    }

    static void update(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
