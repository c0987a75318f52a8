// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.comparison;

import dev.sheaf.testkit.sql.ColumnType;
import dev.sheaf.testkit.sql.ValueRenderer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/// An engine behind JDBC. For one thread.
final class Contestant implements AutoCloseable {
    /// What a query gave.
    record Answer(List<ColumnType> types, List<List<String>> rows) {}

    private final String name;
    private final String version;
    private final Connection connection;
    private final Statement statement;

    private Contestant(String name, Connection connection) throws SQLException {
        this.name = name;
        this.connection = connection;
        this.version = connection.getMetaData().getDatabaseProductVersion();
        this.statement = connection.createStatement();
    }

    static Contestant sheaf(ComparisonOptions options) throws SQLException {
        return sheaf("jdbc:sheaf:?workers=" + options.workers() + "&threads=" + options.threads() + "&memory="
                + options.memory());
    }

    static Contestant sheaf(String url) throws SQLException {
        return new Contestant("Sheaf", DriverManager.getConnection(url));
    }

    /// What Sheaf is measured against.
    static Contestant against(ComparisonOptions options) throws SQLException {
        return switch (options.against()) {
            case DUCKDB -> duckDb(options);
            case ONE_WORKER -> sheaf(options.ofOneWorker());
        };
    }

    /// DuckDB as it comes.
    static Contestant duckDb() throws SQLException {
        return new Contestant("DuckDB", DriverManager.getConnection("jdbc:duckdb:"));
    }

    static Contestant duckDb(ComparisonOptions options) throws SQLException {
        Contestant duckDb = duckDb();
        duckDb.statement.execute("SET threads = " + options.threadCount());
        duckDb.statement.execute("SET memory_limit = '" + options.memory() + "'");
        return duckDb;
    }

    String name() {
        return name;
    }

    String version() {
        return version;
    }

    /// Takes unqualified names of tables from a schema.
    void use(String schema) throws SQLException {
        connection.setSchema(schema);
    }

    /// Makes a table of each file, or a view over it.
    ///
    /// @return what it took
    Measurement.Time load(Map<String, Path> files, ComparisonOptions.Source source) throws SQLException {
        long cpuStart = ProcessTime.nanos();
        long start = System.nanoTime();
        for (Map.Entry<String, Path> file : files.entrySet()) {
            String kind = source == ComparisonOptions.Source.MEMORY ? "TABLE" : "VIEW";
            statement.execute("CREATE " + kind + " " + file.getKey() + " AS SELECT * FROM read_parquet('"
                    + file.getValue() + "')");
        }
        return new Measurement.Time(System.nanoTime() - start, ProcessTime.nanos() - cpuStart);
    }

    /// Drops the tables again.
    void drop(Map<String, Path> files) throws SQLException {
        for (String table : files.keySet()) {
            statement.execute("DROP TABLE " + table);
        }
    }

    /// Has every statement planned anew. For Sheaf only.
    void forgetPlans() throws SQLException {
        statement.execute("SET plan_cache = false");
    }

    /// Runs a query and gives its rows as texts.
    Answer answer(String sql) throws SQLException {
        try (ResultSet result = statement.executeQuery(sql)) {
            List<ColumnType> types = ValueRenderer.columnTypes(result.getMetaData());
            return new Answer(types, ValueRenderer.rows(result, types));
        }
    }

    /// Runs a query and asks for every value.
    Measurement.Time measure(String sql) throws SQLException {
        long cpuStart = ProcessTime.nanos();
        long start = System.nanoTime();
        try (ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                for (int column = 1; column <= columns; column++) {
                    result.getObject(column);
                }
            }
        }
        return new Measurement.Time(System.nanoTime() - start, ProcessTime.nanos() - cpuStart);
    }

    @Override
    public void close() throws SQLException {
        statement.close();
        connection.close();
    }
}
