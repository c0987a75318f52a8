// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.clients;

import dev.sheaf.benchmarks.comparison.ProcessTime;
import dev.sheaf.benchmarks.comparison.TpchFiles;
import dev.sheaf.storage.tpch.TpchTables;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.duckdb.DuckDBConnection;

/// One engine with TPC-H's tables in memory, and a connection to it for each client.
final class ClientEngine implements AutoCloseable {
    /// What all clients together took for their statements.
    ///
    /// @param nanos from the first statement's start to the last one's end
    /// @param cpuNanos of all threads of the process meanwhile
    /// @param statements by client, what each of its statements took, in the order in which they ran
    record Round(long nanos, long cpuNanos, List<List<Long>> statements) {
        /// Statements of all clients per second.
        double perSecond() {
            return statements.stream().mapToInt(List::size).sum() * 1e9 / nanos;
        }
    }

    private final String name;
    private final List<Connection> connections;
    private final ExecutorService clients;

    private ClientEngine(String name, List<Connection> connections) {
        this.name = name;
        this.connections = connections;
        this.clients = Executors.newFixedThreadPool(connections.size());
    }

    /// An engine that all connections to the same name share.
    static ClientEngine sheaf(int clientCount, int threads, String memory) throws SQLException {
        List<Connection> connections = new ArrayList<>();
        for (int i = 0; i < clientCount; i++) {
            connections.add(DriverManager.getConnection(
                    "jdbc:sheaf:clients?workers=1&threads=" + threads + "&memory=" + memory));
        }
        return new ClientEngine("Sheaf", connections);
    }

    static ClientEngine duckDb(int clientCount, int threads, String memory) throws SQLException {
        Connection first = DriverManager.getConnection("jdbc:duckdb:");
        try (Statement statement = first.createStatement()) {
            statement.execute("SET threads = " + threads);
            statement.execute("SET memory_limit = '" + memory + "'");
        }
        List<Connection> connections = new ArrayList<>(List.of(first));
        while (connections.size() < clientCount) {
            connections.add(((DuckDBConnection) first).duplicate());
        }
        return new ClientEngine("DuckDB", connections);
    }

    String name() {
        return name;
    }

    String version() throws SQLException {
        return connections.getFirst().getMetaData().getDatabaseProductVersion();
    }

    Connection connection(int client) {
        return connections.get(client);
    }

    void load(TpchFiles files) throws SQLException {
        try (Statement statement = connections.getFirst().createStatement()) {
            for (String table : TpchTables.names()) {
                statement.execute(
                        "CREATE TABLE " + table + " AS SELECT * FROM read_parquet('" + files.path(table) + "')");
            }
        }
    }

    /// Has each client run its statements, one after the other, all clients at once.
    ///
    /// @param statements by client
    Round run(List<List<String>> statements) throws SQLException, InterruptedException {
        long cpuStart = ProcessTime.nanos();
        long start = System.nanoTime();
        List<Future<List<Long>>> running = new ArrayList<>();
        for (int i = 0; i < statements.size(); i++) {
            int client = i;
            running.add(start(() -> run(client, statements.get(client))));
        }
        List<List<Long>> times = new ArrayList<>();
        for (Future<List<Long>> each : running) {
            times.add(await(each));
        }
        return new Round(System.nanoTime() - start, ProcessTime.nanos() - cpuStart, times);
    }

    /// Does something on a client's thread.
    <T> Future<T> start(Callable<T> work) {
        return clients.submit(work);
    }

    static <T> T await(Future<T> running) throws SQLException, InterruptedException {
        try {
            return running.get();
        } catch (ExecutionException failed) {
            throw new SQLException("a client failed: " + failed.getCause(), failed.getCause());
        }
    }

    private List<Long> run(int client, List<String> statements) throws SQLException {
        List<Long> times = new ArrayList<>();
        try (Statement statement = connections.get(client).createStatement()) {
            for (String sql : statements) {
                long start = System.nanoTime();
                try (ResultSet rows = statement.executeQuery(sql)) {
                    drain(rows);
                }
                times.add(System.nanoTime() - start);
            }
        }
        return times;
    }

    /// Asks for every value.
    static void drain(ResultSet rows) throws SQLException {
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
            for (int column = 1; column <= columns; column++) {
                rows.getObject(column);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        clients.shutdownNow();
        for (Connection connection : connections.reversed()) {
            connection.close();
        }
    }
}
