// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.flight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.Sheaf;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Arrow's own JDBC driver against a server without users on loopback.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StockDriverTest {
    private Sheaf sheaf;
    private SheafFlightServer server;
    private Connection connection;

    @BeforeAll
    void open() throws SQLException {
        sheaf = Sheaf.builder().workers(2).threads(1).memory("1GB").open();
        server = SheafFlightServer.builder(sheaf).start();
        connection = DriverManager.getConnection(server.jdbcUrl());
        execute("CREATE TABLE item (id BIGINT PRIMARY KEY, name VARCHAR(20) NOT NULL, price DECIMAL(10, 2))");
        execute("INSERT INTO item VALUES (1, 'bolt', 0.25), (2, 'nut', NULL)");
    }

    @AfterAll
    void close() throws SQLException {
        connection.close();
        server.close();
        // Fails when anything of a result or a call is still held.
        sheaf.close();
    }

    @Test
    void valuesOfEveryTypeArrive() throws SQLException {
        String sql = """
                SELECT TRUE, CAST(1 AS TINYINT), CAST(-2 AS SMALLINT), 3, CAST(4 AS BIGINT), CAST(1.5 AS REAL),
                    CAST(2.5 AS DOUBLE), CAST(12345678901234567890.25 AS DECIMAL(38, 2)), CAST(-0.5 AS DECIMAL(4, 2)),
                    'grüße', CAST('ab' AS CHAR(4)), X'00ff', DATE '2026-02-28', TIME '12:34:56',
                    TIMESTAMP '2026-02-28 12:34:56.789', CAST(NULL AS INTEGER), CAST(NULL AS VARCHAR)""";
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertTrue(rows.next());
            assertTrue(rows.getBoolean(1));
            assertEquals(1, rows.getByte(2));
            assertEquals(-2, rows.getShort(3));
            assertEquals(3, rows.getInt(4));
            assertEquals(4, rows.getLong(5));
            assertEquals(1.5f, rows.getFloat(6));
            assertEquals(2.5, rows.getDouble(7));
            assertEquals(new BigDecimal("12345678901234567890.25"), rows.getBigDecimal(8));
            assertEquals(new BigDecimal("-0.50"), rows.getBigDecimal(9));
            assertEquals("grüße", rows.getString(10));
            assertEquals("ab  ", rows.getString(11));
            assertEquals(List.of((byte) 0, (byte) -1), bytes(rows.getBytes(12)));
            assertEquals("2026-02-28", rows.getString(13));
            assertEquals("12:34:56", rows.getTime(14).toLocalTime().toString());
            assertEquals("2026-02-28 12:34:56.789", rows.getTimestamp(15).toString());
            assertEquals(0, rows.getInt(16));
            assertTrue(rows.wasNull());
            assertNull(rows.getString(17));
            assertFalse(rows.next());
        }
    }

    @Test
    void columnsAreDescribed() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT id, name, price FROM item")) {
            assertEquals(3, statement.getMetaData().getColumnCount());
            assertEquals("price", statement.getMetaData().getColumnName(3));
            assertEquals(Types.DECIMAL, statement.getMetaData().getColumnType(3));
            assertEquals(10, statement.getMetaData().getPrecision(3));
            assertEquals(2, statement.getMetaData().getScale(3));
        }
    }

    @Test
    void manyRowsArriveInOrder() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT i, 'row ' || i FROM range(200000) r(i) ORDER BY i")) {
            for (long i = 0; i < 200_000; i++) {
                assertTrue(rows.next());
                assertEquals(i, rows.getLong(1));
                assertEquals("row " + i, rows.getString(2));
            }
            assertFalse(rows.next());
        }
    }

    @Test
    void parametersOfManyTypesAreBound() throws SQLException {
        String sql = "SELECT CAST(? AS BIGINT), CAST(? AS VARCHAR), CAST(? AS DECIMAL(10, 2)), CAST(? AS DOUBLE), "
                + "CAST(? AS DATE), CAST(? AS TIMESTAMP), CAST(? AS BOOLEAN), CAST(? AS INTEGER), CAST(? AS TIME), "
                + "CAST(? AS VARBINARY)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int round = 0; round < 2; round++) {
                statement.setLong(1, 5_000_000_000L + round);
                statement.setString(2, "wörd");
                statement.setBigDecimal(3, new BigDecimal("12.34"));
                statement.setDouble(4, 0.125);
                statement.setDate(5, Date.valueOf("2026-03-01"));
                statement.setTimestamp(6, Timestamp.valueOf("2026-03-01 10:20:30.5"));
                statement.setBoolean(7, true);
                statement.setNull(8, Types.INTEGER);
                statement.setTime(9, Time.valueOf("01:02:03"));
                statement.setBytes(10, new byte[] {1, 2});
                try (ResultSet rows = statement.executeQuery()) {
                    assertTrue(rows.next());
                    assertEquals(5_000_000_000L + round, rows.getLong(1));
                    assertEquals("wörd", rows.getString(2));
                    assertEquals(new BigDecimal("12.34"), rows.getBigDecimal(3));
                    assertEquals(0.125, rows.getDouble(4));
                    assertEquals("2026-03-01", rows.getString(5));
                    assertEquals("2026-03-01 10:20:30.5", rows.getTimestamp(6).toString());
                    assertTrue(rows.getBoolean(7));
                    assertEquals(0, rows.getInt(8));
                    assertTrue(rows.wasNull());
                    assertEquals("01:02:03", rows.getTime(9).toLocalTime().toString());
                    assertEquals(List.of((byte) 1, (byte) 2), bytes(rows.getBytes(10)));
                }
            }
        }
    }

    @Test
    void updatesCountTheirRows() throws SQLException {
        assertEquals(0, execute("CREATE TABLE counted (k INTEGER, t VARCHAR)"));
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO counted VALUES (?, ?)")) {
            insert.setInt(1, 1);
            insert.setString(2, "one");
            assertEquals(1, insert.executeUpdate());
            insert.setInt(1, 2);
            insert.setNull(2, Types.VARCHAR);
            assertEquals(1, insert.executeUpdate());
        }
        assertEquals(2, execute("UPDATE counted SET k = k + 1"));
        assertEquals(List.of("2 one", "3 null"), texts("SELECT k, t FROM counted ORDER BY k"));
        assertEquals(0, execute("DROP TABLE counted"));
    }

    @Test
    void answersOfTheSessionHaveRows() throws SQLException {
        assertTrue(texts("SHOW TABLES").toString().contains("item"));
        assertTrue(texts("EXPLAIN SELECT * FROM item").toString().contains("item"));
        assertEquals(List.of("id BIGINT NO"), texts("DESCRIBE item").subList(0, 1));
    }

    @Test
    void namesAreListed() throws SQLException {
        assertEquals(List.of(), column(connection.getMetaData().getCatalogs(), "TABLE_CAT"));
        assertTrue(column(connection.getMetaData().getSchemas(), "TABLE_SCHEM").contains("main"));
        assertEquals(List.of("TABLE", "VIEW"), column(connection.getMetaData().getTableTypes(), "TABLE_TYPE"));
        assertEquals(
                List.of("item"),
                column(connection.getMetaData().getTables(null, "main", "it%", null), "TABLE_NAME"));
        assertEquals(
                List.of(),
                column(connection.getMetaData().getTables(null, "main", "it%", new String[] {"VIEW"}), "TABLE_NAME"));
        assertEquals(
                List.of("id", "name", "price"),
                column(connection.getMetaData().getColumns(null, "main", "item", null), "COLUMN_NAME"));
        assertEquals(
                List.of("id"),
                column(connection.getMetaData().getPrimaryKeys(null, "main", "item"), "COLUMN_NAME"));
        assertEquals("Sheaf", connection.getMetaData().getDatabaseProductName());
        assertFalse(connection.getMetaData().supportsTransactions());
    }

    @Test
    void errorsSayWhatAndWhere() {
        assertMessage("SELECT id,\n nonsense FROM item", "nonsense", "line 2, column 2", "UNDEFINED_COLUMN", "42703");
        assertMessage("SELECT 1 / 0", "DIVISION_BY_ZERO", "22012");
        assertMessage("SELECT * FROM nowhere", "nowhere", "UNDEFINED_TABLE");
        assertMessage("SELEC 1", "SYNTAX_ERROR", "42601");
        assertMessage("INSERT INTO item VALUES (1, 'again', NULL)", "UNIQUE_VIOLATION", "23505");
        // Rows that come before the error don't hide it.
        assertMessage("SELECT 100 / (150000 - i) FROM range(200000) r(i)", "DIVISION_BY_ZERO");
    }

    @Test
    void settingsOfASharedSessionStay() {
        assertMessage("SET time_zone = 'Europe/Berlin'", "PERMISSION_DENIED");
    }

    private void assertMessage(String sql, String... parts) {
        // The driver wraps errors of its calls, and lets those through that come between rows.
        Exception failure = assertThrows(Exception.class, () -> texts(sql));
        StringBuilder messages = new StringBuilder();
        for (Throwable at = failure; at != null; at = at.getCause()) {
            messages.append(at.getMessage()).append('\n');
        }
        for (String part : parts) {
            assertTrue(messages.indexOf(part) >= 0, () -> part + " is not in " + messages);
        }
    }

    private int execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    private List<String> texts(String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return texts;
            }
            try (ResultSet rows = statement.getResultSet()) {
                while (rows.next()) {
                    StringBuilder text = new StringBuilder();
                    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                        text.append(i == 1 ? "" : " ").append(rows.getString(i));
                    }
                    texts.add(text.toString());
                }
            }
        }
        return texts;
    }

    private static List<String> column(ResultSet rows, String name) throws SQLException {
        List<String> values = new ArrayList<>();
        try (rows) {
            while (rows.next()) {
                values.add(rows.getString(name));
            }
        }
        return values;
    }

    private static List<Byte> bytes(byte[] bytes) {
        List<Byte> list = new ArrayList<>();
        for (byte value : bytes) {
            list.add(value);
        }
        return list;
    }
}
