// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.sql;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// DuckDB as the engine that expected results come from, with the switches that bring it to Sheaf's rules: whole
/// numbers divide to whole numbers, nulls sort as in PostgreSQL, the time zone is UTC. The differences that remain are
/// marked `skipif duckdb` in the test files. Needs the `duckdb_jdbc` driver on the class path.
public final class ReferenceEngine {
    /// The name for `skipif` and `onlyif`.
    public static final String NAME = "duckdb";

    private static final List<String> SETTINGS = List.of(
            "SET integer_division = true",
            "SET default_null_order = 'nulls_last_on_asc_first_on_desc'",
            "SET TimeZone = 'UTC'",
            "SET threads = 2",
            "SET memory_limit = '1GB'");

    private ReferenceEngine() {}

    /// Opens a connection to a new in-memory database; closing it frees the database.
    public static Connection open() throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        try (Statement statement = connection.createStatement()) {
            for (String setting : SETTINGS) {
                statement.execute(setting);
            }
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    /// Makes the configuration under which test files run on the reference engine. It reports no SQLSTATE, so of an
    /// expected error only its occurrence is checked.
    public static SqlTestConfiguration configuration(Path tempDirectory) {
        return SqlTestConfiguration.of("reference", NAME, ReferenceEngine::open, tempDirectory).withoutStates();
    }
}
