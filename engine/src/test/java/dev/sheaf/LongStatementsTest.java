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
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Texts that nest more deeply than the stack of a client's thread is.
class LongStatementsTest {
    private static final int LINKS = 1_000;
    private static final long CLIENT_STACK_BYTES = 1 << 20;
    private static final long CLIENT_SECONDS_MAX = 120;

    /// What opens a level, the innermost, what closes a level, how many tokens that is, and the answer for even levels.
    private static final String[][] SHAPES = {
        {"(", "1", ")", "2", "1"},
        {"- ", "1", "", "1", "1"},
        {"abs(", "1", ")", "3", "1"},
        {"NOT ", "TRUE", "", "1", "true"},
        {"CASE WHEN TRUE THEN ", "1", " END", "5", "1"},
        {"(SELECT ", "1", ")", "3", "1"},
        {"1 + 0 * ", "1", "", "4", "1"},
        {"", "1", " UNION ALL SELECT 1", "4", "1"},
    };

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

    /// Texts just below and above what is planned on the client's own stack.
    @Test
    void nestingFitsOnAClientsStackWhateverItIsMadeOf() throws Exception {
        String pad = "/* " + "long ".repeat(200) + "*/ ";
        FutureTask<Void> client = new FutureTask<>(() -> {
            for (int tokens : new int[] {290, 320}) {
                for (String[] shape : SHAPES) {
                    int levels = tokens / Integer.parseInt(shape[3]);
                    assertEquals(
                            shape[4],
                            first(pad + "SELECT " + shape[0].repeat(levels) + shape[1] + shape[2].repeat(levels)),
                            shape[0]);
                }
            }
            return null;
        });
        new Thread(null, client, "client", CLIENT_STACK_BYTES).start();
        client.get(CLIENT_SECONDS_MAX, TimeUnit.SECONDS);
    }

    @Test
    void whatNestsTooDeeplyIsRefused() {
        SQLException refused =
                assertThrows(SQLException.class, () -> first("SELECT " + chain("x", "+", 10_000) + " FROM one"));
        assertEquals("54001", refused.getSQLState());
    }
}
