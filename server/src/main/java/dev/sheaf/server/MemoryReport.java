// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server;

import java.io.IOException;
import java.io.Writer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/// The table of where the process's memory goes, for who sizes a container for it.
final class MemoryReport {
    private MemoryReport() {}

    /// Writes what the engine's `SHOW MEMORY` tells.
    ///
    /// @throws SQLException when the engine doesn't know that statement
    static void write(Connection connection, Writer out) throws SQLException, IOException {
        try (Statement statement = connection.createStatement();
                ResultSet parts = statement.executeQuery("SHOW MEMORY")) {
            while (parts.next()) {
                out.append(String.format(Locale.ROOT, "%-14s %12s  %-8s  %s\n", parts.getString("part"),
                        parts.getString("size"), parts.getBoolean("limited") ? "limit" : "estimate",
                        parts.getString("description")));
            }
        }
        out.flush();
    }
}
