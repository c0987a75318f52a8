// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.latency;

import dev.sheaf.testkit.tpch.TpchQueries;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// The short statements that are measured, on one connection to one engine.
public final class ShortWork implements AutoCloseable {
    private static final int POINTS = 1_000_000;

    /// One of them.
    public record Shape(String name, Latencies.Work work) {}

    private final Connection connection;
    private final Statement statement;
    private final PreparedStatement point;

    public ShortWork(Connection connection, String tpchTables) throws SQLException {
        this.connection = connection;
        this.statement = connection.createStatement();
        statement.execute("CREATE TABLE t1(a INTEGER, b INTEGER, c INTEGER, d INTEGER, e INTEGER)");
        for (int i = 0; i < 30; i++) {
            statement.execute("INSERT INTO t1 VALUES(" + (100 + i * 7 % 30) + "," + (100 + i * 11 % 30) + ","
                    + (100 + i * 13 % 30) + "," + (100 + i * 17 % 30) + "," + (100 + i) + ")");
        }
        statement.execute("CREATE TABLE points AS SELECT CAST(range AS INTEGER) AS a, range * 7 % 1000 AS b,"
                + " 'text ' || CAST(range AS VARCHAR) AS c FROM range(" + POINTS + ")");
        statement.execute("CREATE TABLE plain(a INTEGER, b INTEGER, c VARCHAR(30))");
        statement.execute("CREATE TABLE keyed(a INTEGER PRIMARY KEY, b INTEGER, c VARCHAR(30))");
        for (String table : List.of(
                "region", "nation", "supplier", "customer", "part", "partsupp", "orders", "lineitem")) {
            statement.execute("CREATE TABLE " + table + " AS SELECT * FROM " + tpchTables.replace("$", table));
        }
        point = connection.prepareStatement("SELECT b, c FROM points WHERE a = ?");
    }

    public List<Shape> shapes() {
        List<Shape> shapes = new ArrayList<>();
        shapes.add(new Shape("`SELECT 1`", _ -> query("SELECT 1")));
        shapes.add(new Shape("`SELECT` of a new number", number -> query("SELECT " + number)));
        shapes.add(new Shape("point filter on a million rows, prepared", this::point));
        shapes.add(new Shape(
                "point filter on a million rows, new text",
                number -> query("SELECT b, c FROM points WHERE a = " + number * 37L % POINTS)));
        // In the manner of SQLite's corpus: a number makes the text new.
        shapes.add(new Shape(
                "`agg`, new text", number -> query("SELECT ALL - 92 * " + number + " + + COUNT(*) FROM t1")));
        shapes.add(new Shape("`sub`, new text", number -> query("""
                SELECT (SELECT count(*) FROM t1 AS x WHERE x.b<t1.b), a+b*2+c*3-%1$d,
                    CASE WHEN c>(SELECT avg(c) FROM t1) THEN a*2 ELSE b*10 END, abs(a-b), (a+b+c+d+e)/5
                FROM t1 WHERE EXISTS(SELECT 1 FROM t1 AS x WHERE x.b<t1.b) OR e>%1$d ORDER BY 1,2,3"""
                .formatted(number))));
        shapes.add(new Shape("INSERT of one row", number -> insert("plain", number)));
        shapes.add(new Shape("INSERT of one row, primary key", number -> insert("keyed", number)));
        return shapes;
    }

    /// Planning of TPC-H, one query after the other.
    public List<Shape> planning() {
        return List.of(
                new Shape("plan TPC-H, new text", number -> prepare(tpch(number) + " -- " + number)),
                new Shape("plan TPC-H, same text", number -> prepare(tpch(number))));
    }

    private static String tpch(int number) {
        return TpchQueries.sql(number % TpchQueries.COUNT + 1);
    }

    private void query(String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            drain(rows);
        }
    }

    private void point(int number) throws SQLException {
        point.setInt(1, (int) (number * 31L % POINTS));
        try (ResultSet rows = point.executeQuery()) {
            drain(rows);
        }
    }

    private static void drain(ResultSet rows) throws SQLException {
        while (rows.next()) {
            if (rows.getObject(1) == null) {
                throw new SQLException("no statement that is measured gives nulls");
            }
        }
    }

    private void insert(String table, int number) throws SQLException {
        statement.executeUpdate(
                "INSERT INTO " + table + " VALUES(" + number + "," + number % 1000 + ",'text " + number + "')");
    }

    private void prepare(String sql) throws SQLException {
        try (PreparedStatement prepared = connection.prepareStatement(sql)) {
            if (prepared.getMetaData().getColumnCount() == 0) {
                throw new SQLException("a query without columns");
            }
        }
    }

    @Override
    public void close() throws SQLException {
        point.close();
        statement.close();
        connection.close();
    }
}
