// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Texts that nest more deeply than the stack of a client's thread is.
class LongStatementsTest {
    private static final int LINKS = 1_000;

    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:sheaf:?threads=1");
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE one AS SELECT 1 AS x, CAST('a' AS VARCHAR) AS s");
        }
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private static String chain(String link, String operator, int count) {
        return IntStream.range(0, count).mapToObj(i -> link.replace("$", Integer.toString(i))).collect(
                Collectors.joining(operator));
    }

    private String first(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertTrue(rows.next());
            return rows.getString(1);
        }
    }

    @Test
    void chainsOfOperatorsAreAnswered() throws SQLException {
        assertEquals("1000", first("SELECT " + chain("x", "+", LINKS) + " FROM one"));
        assertEquals("a".repeat(LINKS), first("SELECT " + chain("s", "||", LINKS) + " FROM one"));
        assertEquals("1", first("SELECT count(*) FROM one WHERE " + chain("x <> -$", " AND ", LINKS)));
        assertEquals("1", first("SELECT count(*) FROM one WHERE " + chain("x = $", " OR ", LINKS)));
    }

    @Test
    void preparedOnesToo() throws SQLException {
        String sql = "SELECT " + chain("x", "+", LINKS) + " + ? FROM one";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, 7);
            try (ResultSet rows = statement.executeQuery()) {
                assertTrue(rows.next());
                assertEquals(1007, rows.getLong(1));
            }
        }
    }

    @Test
    void whatNestsTooDeeplyIsRefused() {
        SQLException refused =
                assertThrows(SQLException.class, () -> first("SELECT " + chain("x", "+", 10_000) + " FROM one"));
        assertEquals("54001", refused.getSQLState());
    }
}
