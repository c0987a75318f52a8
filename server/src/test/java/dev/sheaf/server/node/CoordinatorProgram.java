// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.node;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// A coordinator in a process of its own that runs one statement when it has a worker.
final class CoordinatorProgram {
    private static final long WORKER_SECONDS_MAX = 60;

    private CoordinatorProgram() {}

    /// @param arguments a directory for its files, and the statement
    public static void main(String[] arguments) throws SQLException {
        try (TestCoordinator coordinator =
                TestCoordinator.start("c1", Path.of(arguments[0]), CoordinatorProgram::print);
                Connection connection = coordinator.connect();
                Statement statement = connection.createStatement()) {
            Waiting.until(() -> !coordinator.process().node().workers().isEmpty(), WORKER_SECONDS_MAX,
                    () -> "no worker has come");
            statement.execute(arguments[1]);
        }
    }

    private static void print(String line) {
        System.out.println(line);
    }
}
