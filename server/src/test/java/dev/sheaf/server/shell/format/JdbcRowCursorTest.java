// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.server.shell.format.ResultColumn.Kind;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

class JdbcRowCursorTest {
    @Test
    void describesColumnsAndReadsText() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet resultSet = statement.executeQuery("""
                        SELECT 1 AS i, 1.50::DECIMAL(9,2) AS d, true AS b, 'x' AS t, DATE '2026-01-31' AS day,
                            '\\x00\\xFF'::BLOB AS bytes, CAST(NULL AS BLOB) AS nothing, NULL::BIGINT AS n
                        """)) {
            JdbcRowCursor rows = new JdbcRowCursor(resultSet);
            assertEquals(List.of(Kind.NUMBER, Kind.NUMBER, Kind.BOOLEAN, Kind.TEXT, Kind.TEXT, Kind.TEXT, Kind.TEXT,
                    Kind.NUMBER), rows.columns().stream().map(ResultColumn::kind).toList());
            assertEquals("decimal(9,2)", rows.columns().get(1).typeName());
            assertTrue(rows.next());
            assertEquals("1", rows.text(0));
            assertEquals("1.50", rows.text(1));
            assertEquals("true", rows.text(2));
            assertEquals("2026-01-31", rows.text(4));
            assertEquals("\\x00ff", rows.text(5));
            assertNull(rows.text(6));
            assertNull(rows.text(7));
            assertFalse(rows.next());
        }
    }
}
