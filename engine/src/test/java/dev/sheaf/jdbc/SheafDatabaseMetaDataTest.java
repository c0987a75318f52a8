// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SheafDatabaseMetaDataTest {
    private Connection connection;
    private DatabaseMetaData metaData;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:sheaf:?workers=1&threads=1&memory=64MB");
        metaData = connection.getMetaData();
        for (String sql : List.of(
                "CREATE TABLE Orders (id BIGINT NOT NULL, price DECIMAL(12, 2), name VARCHAR(20), code CHAR(3), "
                        + "day DATE, at TIMESTAMP, flag BOOLEAN, raw VARBINARY, tiny TINYINT, ratio DOUBLE)",
                "CREATE TABLE order_lines (id BIGINT)",
                "CREATE TABLE orderXlines (id BIGINT)",
                "CREATE VIEW cheap AS SELECT id, price FROM Orders WHERE price < 1",
                "CREATE SCHEMA other",
                "CREATE TABLE other.orders (id BIGINT)")) {
            connection.createStatement().execute(sql);
        }
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void tablesAreFoundByPatternsAndTypes() throws SQLException {
        assertEquals(List.of("Orders", "orderXlines", "order_lines", "cheap"), tables("main", "%", null));
        assertEquals(List.of("Orders"), tables("main", "ORDERS", null));
        assertEquals(List.of("orderXlines", "order_lines"), tables("main", "order_lines", null));
        assertEquals(List.of("order_lines"), tables("main", "order\\_lines", null));
        assertEquals(List.of("cheap"), tables("main", null, new String[] {"VIEW"}));
        assertEquals(List.of(), tables("main", "%", new String[] {"SYSTEM TABLE"}));
        assertEquals(List.of("Orders", "orders"), tables(null, "orders", new String[] {"TABLE"}).stream()
                .filter(name -> name.equalsIgnoreCase("orders"))
                .sorted()
                .limit(2)
                .toList());
        assertEquals(List.of(), tables("missing", "%", null));
    }

    private List<String> tables(String schema, String pattern, String[] types) throws SQLException {
        return column(metaData.getTables(null, schema, pattern, types), "TABLE_NAME");
    }

    @Test
    void columnsTellTypesSizesAndNullability() throws SQLException {
        List<String> found = new ArrayList<>();
        try (ResultSet rows = metaData.getColumns(null, "main", "orders", "%")) {
            while (rows.next()) {
                found.add(String.join(" ", rows.getString("COLUMN_NAME"), rows.getString("DATA_TYPE"),
                        rows.getString("TYPE_NAME"), rows.getString("COLUMN_SIZE"), rows.getString("DECIMAL_DIGITS"),
                        rows.getString("NULLABLE"), rows.getString("ORDINAL_POSITION"),
                        rows.getString("IS_NULLABLE")));
            }
        }
        assertEquals(
                List.of(
                        "id " + Types.BIGINT + " BIGINT 19 0 0 1 NO",
                        "price " + Types.DECIMAL + " DECIMAL 12 2 1 2 YES",
                        "name " + Types.VARCHAR + " VARCHAR 20 0 1 3 YES",
                        "code " + Types.CHAR + " CHAR 3 0 1 4 YES",
                        "day " + Types.DATE + " DATE 10 0 1 5 YES",
                        "at " + Types.TIMESTAMP + " TIMESTAMP 26 6 1 6 YES",
                        "flag " + Types.BOOLEAN + " BOOLEAN 1 0 1 7 YES",
                        "raw " + Types.VARBINARY + " VARBINARY 2147483647 0 1 8 YES",
                        "tiny " + Types.TINYINT + " TINYINT 3 0 1 9 YES",
                        "ratio " + Types.DOUBLE + " DOUBLE 15 0 1 10 YES"),
                found);
        assertEquals(List.of("id", "price"), column(metaData.getColumns(null, "main", "cheap", null), "COLUMN_NAME"));
        assertEquals(List.of("price"), column(metaData.getColumns(null, "main", "orders", "pr%"), "COLUMN_NAME"));
    }

    @Test
    void schemasCatalogsAndTypesAreListed() throws SQLException {
        List<String> schemas = column(metaData.getSchemas(), "TABLE_SCHEM");
        assertTrue(schemas.containsAll(List.of("main", "other")), schemas.toString());
        assertEquals(List.of("other"), column(metaData.getSchemas(null, "oth%"), "TABLE_SCHEM"));
        assertEquals(List.of(), column(metaData.getCatalogs(), "TABLE_CAT"));
        assertEquals(List.of("TABLE", "VIEW"), column(metaData.getTableTypes(), "TABLE_TYPE"));
        List<String> types = column(metaData.getTypeInfo(), "TYPE_NAME");
        assertTrue(types.containsAll(List.of("BIGINT", "DECIMAL", "VARCHAR", "TIMESTAMP")), types.toString());
        List<Integer> codes = new ArrayList<>();
        try (ResultSet rows = metaData.getTypeInfo()) {
            while (rows.next()) {
                codes.add(rows.getInt("DATA_TYPE"));
            }
        }
        assertEquals(codes.stream().sorted().toList(), codes, "types come in the order of their codes");
    }

    @Test
    void whatThereIsNotIsEmpty() throws SQLException {
        for (ResultSet rows : List.of(
                metaData.getPrimaryKeys(null, "main", "orders"),
                metaData.getImportedKeys(null, "main", "orders"),
                metaData.getExportedKeys(null, "main", "orders"),
                metaData.getIndexInfo(null, "main", "orders", false, true),
                metaData.getProcedures(null, null, "%"),
                metaData.getUDTs(null, null, "%", null),
                metaData.getVersionColumns(null, "main", "orders"))) {
            assertTrue(rows.getMetaData().getColumnCount() > 3);
            assertFalse(rows.next());
            rows.close();
        }
    }

    @Test
    void everyQuestionHasAnAnswer() throws Exception {
        for (Method method : DatabaseMetaData.class.getMethods()) {
            if (method.getParameterCount() > 0 || method.getDeclaringClass() != DatabaseMetaData.class) {
                continue;
            }
            Object answer;
            try {
                answer = method.invoke(metaData);
            } catch (java.lang.reflect.InvocationTargetException failure) {
                assertTrue(failure.getCause() instanceof SQLFeatureNotSupportedException, method.getName());
                continue;
            }
            assertNotNull(answer, method.getName());
            if (answer instanceof ResultSet rows) {
                rows.close();
            }
        }
        assertEquals("Sheaf", metaData.getDatabaseProductName());
        assertTrue(metaData.storesMixedCaseIdentifiers());
        assertEquals(connection, metaData.getConnection());
    }

    @Test
    void resultsDescribeTheirColumns() throws SQLException {
        ResultSetMetaData columns = connection.createStatement()
                .executeQuery("SELECT id, price AS Cost, name FROM Orders")
                .getMetaData();
        assertEquals(3, columns.getColumnCount());
        assertEquals("Cost", columns.getColumnLabel(2));
        assertEquals(Types.DECIMAL, columns.getColumnType(2));
        assertEquals(12, columns.getPrecision(2));
        assertEquals(2, columns.getScale(2));
        assertEquals("java.math.BigDecimal", columns.getColumnClassName(2));
        assertEquals(14, columns.getColumnDisplaySize(2));
        assertTrue(columns.isSigned(2));
        assertEquals(ResultSetMetaData.columnNoNulls, columns.isNullable(1));
        assertEquals(ResultSetMetaData.columnNullable, columns.isNullable(3));
        assertEquals(Types.VARCHAR, columns.getColumnType(3));
        assertEquals(20, columns.getPrecision(3));
        assertTrue(columns.isReadOnly(1));
        assertThrows(SQLException.class, () -> columns.getColumnType(4));
        assertThrows(SQLException.class, () -> columns.getColumnName(0));
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
}
