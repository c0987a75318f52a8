// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.startup;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// A program that embeds Sheaf, asks one query, and prints the first value as soon as it has it.
public final class FirstRow {
    private FirstRow() {}

    /// The command that asks a query in a JVM of its own.
    public static List<String> command(List<String> options, String classPath, String query) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, FirstRow.class.getName(), query));
        return command;
    }

    /// @param arguments the query
    public static void main(String... arguments) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sheaf:");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(arguments[0])) {
            result.next();
            System.out.println(result.getObject(1));
        }
    }
}
