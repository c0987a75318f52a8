// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLNonTransientException;
import java.sql.SQLSyntaxErrorException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SheafConnectionTest {
    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:sheaf:?workers=2&threads=1&memory=64MB");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void wrongUrlsAreRefusedByName() {
        for (String options : List.of(
                "workers=none", "workers=0", "colour=blue", "memory=1KB", "exchange=pigeon", "workers", "=3",
                "a=%zz")) {
            SQLException failure = assertThrows(
                    SQLException.class, () -> DriverManager.getConnection("jdbc:sheaf:?" + options), options);
            assertEquals("22023", failure.getSQLState(), options);
        }
    }

    @Test
    void driverTellsItsProperties() throws SQLException {
        SheafDriver driver = new SheafDriver();
        assertTrue(driver.acceptsURL("jdbc:sheaf:"));
        assertTrue(driver.acceptsURL("JDBC:sheaf:name?workers=2"));
        assertFalse(driver.acceptsURL("jdbc:other:"));
        assertNull(driver.connect("jdbc:other:", new Properties()));
        assertEquals(0, driver.getPropertyInfo("jdbc:other:", null).length);
        DriverPropertyInfo[] infos = driver.getPropertyInfo("jdbc:sheaf:?workers=3", null);
        DriverPropertyInfo workers = List.of(infos).stream()
                .filter(info -> info.name.equals("workers"))
                .findFirst()
                .orElseThrow();
        assertEquals("3", workers.value);
        assertNotNull(workers.description);
        assertFalse(workers.required);
    }

    @Test
    void userAndPasswordOfToolsAreIgnored() throws SQLException {
        DriverManager.getConnection("jdbc:sheaf:?memory=64MB", "somebody", "secret").close();
    }

    @Test
    void connectionsOfOneNameShareTables() throws SQLException {
        // Closed halfway, and so no resource of the statement.
        Connection first = DriverManager.getConnection("jdbc:sheaf:shared?workers=1&memory=64MB");
        try (Connection second = DriverManager.getConnection("jdbc:sheaf:shared")) {
            first.createStatement().execute("CREATE TABLE t AS SELECT 1 AS i");
            assertEquals(1, number(second, "SELECT i FROM t"));
            SQLException otherOptions = assertThrows(
                    SQLException.class, () -> DriverManager.getConnection("jdbc:sheaf:shared?workers=2"));
            assertEquals("22023", otherOptions.getSQLState());
            first.close();
            assertEquals(1, number(second, "SELECT i FROM t"));
        }
        try (Connection later = DriverManager.getConnection("jdbc:sheaf:shared?memory=64MB")) {
            assertThrows(SQLSyntaxErrorException.class, () -> number(later, "SELECT i FROM t"));
        }
        assertThrows(SQLException.class, () -> number(connection, "SELECT i FROM t"));
    }

    @Test
    void statesHaveTheirClasses() throws SQLException {
        assertState(SQLSyntaxErrorException.class, "42601", "SELECT FROM WHERE");
        assertState(SQLSyntaxErrorException.class, "42P01", "SELECT * FROM missing");
        assertState(SQLDataException.class, "22012", "SELECT 1 / (i - i) FROM range(3) t(i)");
        assertState(SQLDataException.class, "22003", "SELECT 9223372036854775807 + i FROM range(3) t(i)");
        assertState(SQLFeatureNotSupportedException.class, "0A000", "BEGIN");
        assertState(SQLNonTransientException.class, "58P01", "SELECT * FROM 'no/such/file.parquet'");
        connection.createStatement().execute("CREATE TABLE strict (i BIGINT NOT NULL)");
        assertState(
                SQLIntegrityConstraintViolationException.class, "23502", "INSERT INTO strict SELECT NULL::BIGINT");
        assertTrue(assertThrows(SQLException.class, () -> number(connection, "SELECT\n  wrong"))
                .getMessage()
                .contains("line 2"));
    }

    private void assertState(Class<? extends SQLException> type, String state, String sql) {
        SQLException failure = assertThrows(SQLException.class, () -> {
            try (Statement statement = connection.createStatement()) {
                if (statement.execute(sql)) {
                    while (statement.getResultSet().next()) {
                        // To the row that fails.
                    }
                }
            }
        }, sql);
        assertInstanceOf(type, failure, sql);
        assertEquals(state, failure.getSQLState(), sql);
    }

    @Test
    void transactionsAreAcceptedAndRollbackOfWritesIsRefused() throws SQLException {
        assertTrue(connection.getAutoCommit());
        assertThrows(SQLException.class, connection::commit);
        assertThrows(SQLException.class, connection::rollback);
        assertFalse(connection.getMetaData().supportsTransactions());
        assertEquals(Connection.TRANSACTION_NONE, connection.getTransactionIsolation());
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        assertThrows(SQLException.class, () -> connection.setTransactionIsolation(77));

        connection.setAutoCommit(false);
        assertFalse(connection.getAutoCommit());
        assertEquals("01000", connection.getWarnings().getSQLState());
        connection.clearWarnings();
        assertNull(connection.getWarnings());
        assertEquals(7, number(connection, "SELECT 7"));
        connection.rollback();
        connection.createStatement().execute("CREATE TABLE t (i BIGINT)");
        connection.createStatement().execute("INSERT INTO t VALUES (1)");
        connection.commit();
        connection.createStatement().execute("INSERT INTO t VALUES (2)");
        assertThrows(SQLFeatureNotSupportedException.class, connection::rollback);
        connection.rollback();
        assertEquals(2, number(connection, "SELECT count(*) FROM t"));
        connection.setAutoCommit(true);
        assertThrows(SQLFeatureNotSupportedException.class, connection::setSavepoint);
    }

    @Test
    void readOnlyConnectionsRefuseWrites() throws SQLException {
        connection.createStatement().execute("CREATE TABLE t (i BIGINT)");
        connection.setReadOnly(true);
        assertTrue(connection.isReadOnly());
        for (String write : List.of("INSERT INTO t VALUES (1)", "DROP TABLE t", "CREATE VIEW v AS SELECT 1 AS i",
                "COPY (SELECT 1) TO 'never.csv'", "CREATE TABLE u (i BIGINT)")) {
            assertState(SQLException.class, "25006", write);
        }
        assertEquals(0, number(connection, "SELECT count(*) FROM t"));
        connection.setReadOnly(false);
        assertEquals(1, connection.createStatement().executeUpdate("INSERT INTO t VALUES (1)"));
    }

    @Test
    void poolsFindWhatTheyAskFor() throws SQLException {
        assertTrue(connection.isValid(0));
        assertThrows(SQLException.class, () -> connection.isValid(-1));
        connection.setNetworkTimeout(Runnable::run, 1000);
        assertEquals(1000, connection.getNetworkTimeout());
        connection.setClientInfo("ApplicationName", "test");
        assertEquals("test", connection.getClientInfo("ApplicationName"));
        assertNull(connection.getCatalog());
        connection.setCatalog("ignored");
        assertEquals("main", connection.getSchema());
        assertThrows(SQLException.class, () -> connection.setSchema("missing"));
        connection.setSchema("tpch.tiny");
        assertEquals(25, number(connection, "SELECT count(*) FROM nation"));
        assertTrue(connection.isWrapperFor(Connection.class));
        assertEquals(connection, connection.unwrap(Connection.class));
        assertThrows(SQLException.class, () -> connection.unwrap(String.class));
        assertThrows(SQLFeatureNotSupportedException.class, () -> connection.prepareCall("{call f()}"));
        connection.abort(Runnable::run);
        assertTrue(connection.isClosed());
        assertFalse(connection.isValid(1));
    }

    @Test
    void closingClosesWhatIsBelowIt() throws SQLException {
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT i FROM range(10000000) t(i)");
        assertTrue(rows.next());
        connection.close();
        connection.close();
        assertTrue(statement.isClosed());
        assertTrue(rows.isClosed());
        assertEquals("55000", assertThrows(SQLException.class, rows::next).getSQLState());
        assertEquals(
                "55000", assertThrows(SQLException.class, () -> statement.execute("SELECT 1")).getSQLState());
        assertEquals("08003", assertThrows(SQLException.class, connection::createStatement).getSQLState());
    }

    @Test
    void oneConnectionServesSeveralThreads() throws Exception {
        connection.createStatement().execute("CREATE TABLE t AS SELECT i FROM range(1000) t(i)");
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Callable<Long>> tasks = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                int from = i;
                tasks.add(() -> {
                    try (PreparedStatement statement =
                            connection.prepareStatement("SELECT count(*) FROM t WHERE i >= ?")) {
                        statement.setInt(1, from);
                        try (ResultSet rows = statement.executeQuery()) {
                            rows.next();
                            return rows.getLong(1) + from;
                        }
                    }
                });
            }
            for (Future<Long> sum : threads.invokeAll(tasks)) {
                assertEquals(1000, sum.get());
            }
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertTrue(rows.next());
            return rows.getLong(1);
        }
    }
}
