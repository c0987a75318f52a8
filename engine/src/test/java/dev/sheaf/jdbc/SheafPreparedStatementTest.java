// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sheaf.core.error.ErrorCode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SheafPreparedStatementTest {
    private Connection connection;

    @BeforeAll
    void connect() throws SQLException {
        connection = DriverManager.getConnection("jdbc:sheaf:?workers=2&threads=1");
        connection.createStatement().execute("create table t as select i as a, i % 3 as b from range(100) r(i)");
    }

    @AfterAll
    void close() throws SQLException {
        connection.close();
    }

    private List<Long> rows(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return rows(statement, parameters);
        }
    }

    private static List<Long> rows(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        List<Long> values = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                values.add(rows.getLong(1));
            }
        }
        return values;
    }

    private String state(String sql, Object... parameters) {
        return assertThrows(SQLException.class, () -> rows(sql, parameters)).getSQLState();
    }

    /// A text that takes long to plan.
    private static String longText() {
        return IntStream.range(0, 30_000)
                .mapToObj(n -> "(" + n + ", 'x', 1 + " + n + ")")
                .collect(Collectors.joining(", ", "VALUES ", ""));
    }

    @Test
    void planningKeepsToTheTimeout() throws SQLException {
        try (Connection other = DriverManager.getConnection("jdbc:sheaf:")) {
            other.createStatement().execute("SET statement_timeout = 1");
            assertThrows(SQLTimeoutException.class, () -> other.prepareStatement(longText()));
        }
    }

    @Test
    void closingTheConnectionEndsPlanning() throws Exception {
        try (Connection other = DriverManager.getConnection("jdbc:sheaf:");
                ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Future<SQLException> ended = thread.submit(
                    () -> assertThrows(SQLException.class, () -> other.prepareStatement(longText())));
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (!((SheafConnection) other).isPreparing() && System.nanoTime() - deadline < 0) {
                Thread.onSpinWait();
            }
            close(other);
            assertEquals(
                    ErrorCode.QUERY_CANCELLED.sqlState(),
                    ended.get(60, TimeUnit.SECONDS).getSQLState());
        }
    }

    @Test
    void limitsByParameters() throws SQLException {
        assertEquals(List.of(97L, 96L, 95L), rows("select a from t order by a desc limit ? offset ?", 3, 2));
        assertEquals(List.of(0L, 1L), rows("select a from t order by a fetch first ? rows only", 2));
        assertEquals(List.of(0L, 1L, 2L), rows("select a from t order by a limit ? + 1", 2));
        assertEquals(List.of(1L, 4L), rows("select a from t where b = ? order by a limit ?", 1, 2L));
        assertEquals(
                List.of(0L, 1L, 98L),
                rows("select a from t where a < 2 union all select a from t where a > 97 order by a limit ?", 3));
        assertEquals(List.of(7L), rows("select count(*) from (select a from t limit ?) x", 7));
        assertEquals(List.of(), rows("select a from t limit ?", 0));
        assertEquals(List.of(100L), rows("select count(*) from (select a from t limit ?) x", new Object[] {null}));
    }

    @Test
    void limitsEachExecutionByItsOwnValue() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select a from t order by a limit ?")) {
            assertEquals(Types.BIGINT, statement.getParameterMetaData().getParameterType(1));
            assertEquals(1, statement.getMetaData().getColumnCount());
            for (int count : new int[] {3, 1, 5, 0}) {
                assertEquals(count, rows(statement, count).size());
            }
        }
    }

    @Test
    void refusesLimitsThatAreNone() {
        assertEquals("2201W", state("select a from t limit ?", -1));
        assertEquals("22P02", state("select a from t limit ?", "x"));
        assertEquals("07001", state("select a from t limit ?"));
    }

    private int count(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement.executeUpdate();
        }
    }

    @Test
    void changesRowsByParameters() throws SQLException {
        connection.createStatement().execute("create table p (a integer primary key, b varchar(5), n decimal(5, 2))");
        assertEquals(2, count("insert into p values (?, ?, 1.5), (2, 'x', ?)", 1, "y", 2.5));
        assertEquals(1, count("update p set b = ?, n = n + ? where a = ?", "new", 7, 2));
        assertEquals(List.of(9L), rows("select cast(floor(n) as bigint) from p where b = ?", "new"));
        assertEquals(1, count("delete from p where a < ? and b <> ?", 2, "new"));
        assertEquals(List.of(2L), rows("select a from p"));
        assertEquals("22001", state("update p set b = ?", "too long"));
        assertEquals("23505", state("insert into p (a) values (?)", 2));
    }

    private static void close(Connection connection) throws SQLException {
        connection.close();
    }
}
