// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.jdbc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.JDBCType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SheafStatementTest {
    private static final String ENDLESS =
            "SELECT count(*) FROM range(100000000000) r(i), range(1000) s(j) WHERE i + j < 0";

    private Connection connection;
    private Statement statement;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:sheaf:?workers=2&threads=1&memory=64MB");
        statement = connection.createStatement();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void countsAndResultsFollowEachOther() throws SQLException {
        assertFalse(statement.execute("CREATE TABLE t (i BIGINT)"));
        assertEquals(0, statement.getUpdateCount());
        assertFalse(statement.getMoreResults());
        assertEquals(-1, statement.getUpdateCount());
        assertEquals(3, statement.executeUpdate("INSERT INTO t VALUES (1), (2), (3)"));
        assertEquals(3, statement.getLargeUpdateCount());
        assertTrue(statement.execute("SELECT * FROM t"));
        assertEquals(-1, statement.getUpdateCount());
        ResultSet rows = statement.getResultSet();
        assertFalse(statement.getMoreResults(Statement.CLOSE_ALL_RESULTS));
        assertTrue(rows.isClosed());
        assertThrows(SQLException.class, () -> statement.executeQuery("CREATE TABLE u (i BIGINT)"));
        assertThrows(SQLException.class, () -> statement.executeUpdate("SELECT 1"));
        assertNull(statement.getWarnings());
    }

    @Test
    void aNewResultClosesTheOneBefore() throws SQLException {
        ResultSet first = statement.executeQuery("SELECT i FROM range(1000000) t(i)");
        assertTrue(first.next());
        ResultSet second = statement.executeQuery("SELECT 2");
        assertTrue(first.isClosed());
        statement.closeOnCompletion();
        second.close();
        assertTrue(statement.isClosed());
        assertThrows(SQLException.class, statement::getMaxRows);
        assertThrows(SQLException.class, statement::getResultSet);
    }

    @Test
    void rowsAreLimited() throws SQLException {
        statement.setMaxRows(3);
        statement.setFetchSize(10);
        assertEquals(3, statement.getLargeMaxRows());
        int count = 0;
        ResultSet rows = statement.executeQuery("SELECT i FROM range(100000000) t(i)");
        while (rows.next()) {
            count++;
        }
        assertEquals(3, count);
        assertTrue(rows.isAfterLast());
        assertThrows(SQLException.class, () -> statement.setMaxRows(-1));
        assertThrows(SQLException.class, () -> statement.setFetchSize(-1));
        assertThrows(SQLException.class, () -> statement.setFetchDirection(5));
        statement.setFetchDirection(ResultSet.FETCH_REVERSE);
    }

    @Test
    void generatedKeysAreRefused() {
        String insert = "INSERT INTO t VALUES (1)";
        assertThrows(
                SQLFeatureNotSupportedException.class,
                () -> statement.executeUpdate(insert, Statement.RETURN_GENERATED_KEYS));
        assertThrows(SQLFeatureNotSupportedException.class, statement::getGeneratedKeys);
        assertThrows(
                SQLFeatureNotSupportedException.class,
                () -> connection.prepareStatement(insert, new String[] {"id"}));
    }

    @Test
    void batchesStopAtTheFirstFailure() throws SQLException {
        statement.execute("CREATE TABLE t (i INTEGER)");
        statement.addBatch("INSERT INTO t VALUES (1)");
        statement.addBatch("INSERT INTO t VALUES (2), (3)");
        assertArrayEquals(new int[] {1, 2}, statement.executeBatch());
        assertArrayEquals(new int[0], statement.executeBatch());
        statement.addBatch("INSERT INTO t VALUES (4)");
        statement.addBatch("INSERT INTO missing VALUES (5)");
        statement.addBatch("INSERT INTO t VALUES (6)");
        BatchUpdateException failure = assertThrows(BatchUpdateException.class, statement::executeBatch);
        assertEquals("42P01", failure.getSQLState());
        assertArrayEquals(new int[] {1}, failure.getUpdateCounts());
        assertEquals(4, number("SELECT count(*) FROM t"));
    }

    @Test
    void preparedBatchesTakeTheirTypesFromTheTable() throws SQLException {
        statement.execute("CREATE TABLE t (i INTEGER, d DECIMAL(10, 2), s VARCHAR, b BOOLEAN, day DATE, "
                + "at TIMESTAMP, x VARBINARY)");
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO t VALUES (?, ?, ?, ?, ?, ?, ?)")) {
            assertEquals(7, insert.getParameterMetaData().getParameterCount());
            assertEquals(Types.INTEGER, insert.getParameterMetaData().getParameterType(1));
            assertEquals(Types.DECIMAL, insert.getParameterMetaData().getParameterType(2));
            insert.setInt(1, 1);
            insert.setBigDecimal(2, new BigDecimal("12.345"));
            insert.setString(3, "text");
            insert.setBoolean(4, true);
            insert.setDate(5, Date.valueOf("2024-02-29"));
            insert.setTimestamp(6, Timestamp.valueOf("2024-02-29 12:34:56.789"));
            insert.setBytes(7, new byte[] {1, 2});
            insert.addBatch();
            for (int i = 1; i <= 7; i++) {
                insert.setNull(i, Types.OTHER);
            }
            insert.addBatch();
            assertArrayEquals(new int[] {1, 1}, insert.executeBatch());
            insert.setInt(1, 3);
            insert.setObject(1, "not a number");
            assertEquals("22P02", assertThrows(SQLException.class, insert::executeUpdate).getSQLState());
            insert.clearParameters();
            assertEquals("07001", assertThrows(SQLException.class, insert::executeUpdate).getSQLState());
            assertEquals(
                    "07001", assertThrows(SQLException.class, () -> insert.setInt(8, 1)).getSQLState());
            assertThrows(SQLException.class, () -> insert.executeQuery("SELECT 1"));
        }
        ResultSet rows = statement.executeQuery("SELECT * FROM t ORDER BY i");
        assertTrue(rows.next());
        assertEquals(new BigDecimal("12.35"), rows.getBigDecimal("d"));
        assertEquals(LocalDate.of(2024, 2, 29), rows.getObject("DAY", LocalDate.class));
        assertEquals(Timestamp.valueOf("2024-02-29 12:34:56.789"), rows.getTimestamp(6));
        assertArrayEquals(new byte[] {1, 2}, rows.getBytes(7));
        assertTrue(rows.next());
        assertEquals(0, rows.getInt(1));
        assertTrue(rows.wasNull());
        assertNull(rows.getObject(5, LocalDate.class));
    }

    @Test
    void objectsAreTakenWithAndWithoutTypes() throws SQLException {
        LocalDateTime moment = LocalDateTime.of(2024, 5, 6, 7, 8, 9, 123_456_000);
        assertEquals("42", echo("BIGINT", "42", Types.BIGINT));
        assertEquals("42", echo("INTEGER", 42L, Types.INTEGER));
        assertEquals("1.5", echo("DOUBLE", new BigDecimal("1.5"), Types.DOUBLE));
        assertEquals("2024-05-06", echo("DATE", moment.toLocalDate(), Types.DATE));
        assertEquals("2024-05-06", echo("DATE", moment, Types.DATE));
        assertEquals("07:08:09.123456", echo("TIME", moment.toLocalTime(), Types.OTHER));
        assertEquals("2024-05-06 07:08:09.123456", echo("TIMESTAMP", moment, Types.TIMESTAMP));
        assertEquals("true", echo("BOOLEAN", 1, Types.BOOLEAN));
        assertEquals("12", echo("VARCHAR", 12, Types.VARCHAR));
        assertNull(echo("VARCHAR", null, Types.VARCHAR));
        assertThrows(SQLException.class, () -> echo("INTEGER", "twelve", Types.INTEGER));
        assertThrows(SQLFeatureNotSupportedException.class, () -> echo("INTEGER", 1, Types.ARRAY));
        try (PreparedStatement prepared = connection.prepareStatement("SELECT CAST(? AS DECIMAL(10, 3))")) {
            prepared.setObject(1, new BigDecimal("1.2345"), JDBCType.DECIMAL, 2);
            ResultSet rows = prepared.executeQuery();
            assertTrue(rows.next());
            assertEquals(new BigDecimal("1.230"), rows.getBigDecimal(1));
            prepared.setObject(1, new Time(0));
            assertEquals("22P02", assertThrows(SQLException.class, prepared::executeQuery).getSQLState());
        }
    }

    private String echo(String type, Object value, int sqlType) throws SQLException {
        try (PreparedStatement prepared = connection.prepareStatement("SELECT CAST(? AS " + type + ")")) {
            prepared.setObject(1, value, sqlType);
            ResultSet rows = prepared.executeQuery();
            assertTrue(rows.next());
            return rows.getString(1);
        }
    }

    @Test
    void valuesAreConverted() throws SQLException {
        ResultSet rows = statement.executeQuery("SELECT 300, 1.25, 'text', TRUE, TIMESTAMP '2024-05-06 07:08:09', "
                + "TIME '07:08:09', '12', CAST('NaN' AS DOUBLE), x'4142', 9223372036854775807");
        assertTrue(rows.next());
        assertEquals(300, rows.getShort(1));
        assertThrows(SQLException.class, () -> rows.getByte(1));
        assertEquals("300", rows.getString(1));
        assertEquals(1, rows.getInt(2));
        assertEquals(new BigDecimal("1.25"), rows.getObject(2));
        assertEquals(1.25f, rows.getFloat(2));
        assertThrows(SQLException.class, () -> rows.getInt(3));
        assertThrows(SQLException.class, () -> rows.getDate(3));
        assertEquals(1, rows.getInt(4));
        assertEquals("true", rows.getString(4));
        assertEquals(LocalDateTime.of(2024, 5, 6, 7, 8, 9), rows.getObject(5, LocalDateTime.class));
        assertEquals(LocalDate.of(2024, 5, 6), rows.getObject(5, LocalDate.class));
        assertEquals(LocalTime.of(7, 8, 9), rows.getObject(6, LocalTime.class));
        assertEquals(12, rows.getLong(7));
        assertThrows(SQLException.class, () -> rows.getLong(8));
        assertEquals("AB", new String(rows.getBytes(9), StandardCharsets.UTF_8));
        assertThrows(SQLException.class, () -> rows.getInt(10));
        assertThrows(SQLException.class, () -> rows.getInt(11));
        assertThrows(SQLException.class, () -> rows.getInt("missing"));
        assertThrows(SQLException.class, () -> rows.getObject(1, Thread.class));
        assertThrows(SQLFeatureNotSupportedException.class, rows::previous);
        assertFalse(rows.next());
        assertThrows(SQLException.class, () -> rows.getInt(1));
    }

    @Test
    void timeoutEndsRunningAndPlanning() throws SQLException {
        statement.setQueryTimeout(1);
        ResultSet rows = statement.executeQuery(ENDLESS);
        SQLTimeoutException timeout = assertThrows(SQLTimeoutException.class, rows::next);
        assertEquals("57014", timeout.getSQLState());
        statement.setQueryTimeout(0);
        assertEquals(1, number("SELECT 1"));
    }

    @Test
    void cancelEndsAWaitingReader() throws Exception {
        endsWith("57014", statement::cancel);
        assertEquals(1, number("SELECT 1"));
    }

    @Test
    void closingTheStatementEndsAWaitingReader() throws Exception {
        endsWith("57014", statement::close);
        assertEquals(1, connection.createStatement().executeUpdate("CREATE TABLE t AS SELECT 1 AS i"));
    }

    @Test
    void closingTheConnectionEndsAWaitingReader() throws Exception {
        endsWith("57", connection::close);
    }

    @Test
    void closingEndsAnInsertThatNobodyReads() throws Exception {
        statement.execute("CREATE TABLE t (i BIGINT)");
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            CountDownLatch begun = new CountDownLatch(1);
            Future<?> insert = thread.submit(() -> {
                begun.countDown();
                return statement.executeUpdate("INSERT INTO t SELECT i FROM range(100000000000) r(i) WHERE i < 0");
            });
            begun.await();
            statement.close();
            assertThrows(ExecutionException.class, () -> insert.get(10, TimeUnit.SECONDS));
        }
    }

    private interface End {
        void end() throws SQLException;
    }

    private void endsWith(String state, End end) throws Exception {
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            CountDownLatch begun = new CountDownLatch(1);
            Future<?> reader = thread.submit(() -> {
                ResultSet rows = statement.executeQuery(ENDLESS);
                begun.countDown();
                return rows.next();
            });
            begun.await();
            end.end();
            ExecutionException failure =
                    assertThrows(ExecutionException.class, () -> reader.get(10, TimeUnit.SECONDS));
            assertTrue(
                    ((SQLException) failure.getCause()).getSQLState().startsWith(state)
                            || ((SQLException) failure.getCause()).getSQLState().equals("55000"),
                    failure.toString());
        }
    }

    private long number(String sql) throws SQLException {
        try (Statement other = connection.createStatement();
                ResultSet rows = other.executeQuery(sql)) {
            assertTrue(rows.next());
            return rows.getLong(1);
        }
    }
}
