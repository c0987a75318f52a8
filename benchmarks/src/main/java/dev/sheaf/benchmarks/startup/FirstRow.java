// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.startup;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// A program that embeds Sheaf, asks one query, and prints the first value as soon as it has it.
public final class FirstRow {
    private FirstRow() {}

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
