// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same text over files that change: a plan is used again only as long as the files mean the same.
class PlansOverFilesTest {
    @Test
    void seesWhatIsInTheFilesNow(@TempDir Path folder) throws Exception {
        try (Connection sheaf = DriverManager.getConnection("jdbc:sheaf:?workers=1&threads=1");
                Statement statement = sheaf.createStatement()) {
            Path file = folder.resolve("rows.parquet");
            for (String select : new String[] {
                "SELECT * FROM '" + file + "'", "SELECT * FROM read_parquet('" + folder + "/*.parquet')"
            }) {
                Files.deleteIfExists(file);
                assertThrows(SQLException.class, () -> statement.executeQuery(select));
                statement.execute("COPY (SELECT 7 AS a) TO '" + file + "' (FORMAT parquet)");
                assertEquals("a: 7", read(statement, select));
                assertEquals("a: 7", read(statement, select));
                Files.delete(file);
                statement.execute("COPY (SELECT 8 AS a) TO '" + file + "' (FORMAT parquet)");
                assertEquals("a: 8", read(statement, select));
                Files.delete(file);
                statement.execute("COPY (SELECT 'x' AS b) TO '" + file + "' (FORMAT parquet)");
                assertEquals("b: x", read(statement, select));
                Files.delete(file);
                assertThrows(SQLException.class, () -> statement.executeQuery(select));
            }
        }
    }

    private static String read(Statement statement, String select) throws SQLException {
        try (ResultSet rows = statement.executeQuery(select)) {
            rows.next();
            return rows.getMetaData().getColumnLabel(1) + ": " + rows.getString(1);
        }
    }
}
