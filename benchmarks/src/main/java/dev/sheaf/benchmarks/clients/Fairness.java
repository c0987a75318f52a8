// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.clients;

import dev.sheaf.benchmarks.report.Quantiles;
import dev.sheaf.testkit.tpch.TpchQueries;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/// How long one client waits for a short statement, alone and while all other clients run long ones.
///
/// @param alone milliseconds of each run
/// @param beside the same, beside the others
/// @param longMillis what the others' statements took meanwhile
record Fairness(Quantiles alone, Quantiles beside, Quantiles longMillis) {
    private static final List<Integer> LONG = List.of(1, 9, 13, 18, 21);
    private static final int WARM_UPS = 200;

    /// @param runs how many short statements are measured, each time
    static Fairness measure(ClientEngine engine, int clientCount, double scale, int runs)
            throws SQLException, InterruptedException {
        try (PreparedStatement point = engine.connection(0)
                .prepareStatement("SELECT c_name, c_acctbal FROM customer WHERE c_custkey = ?")) {
            times(point, WARM_UPS);
            List<Double> alone = times(point, runs);
            AtomicBoolean enough = new AtomicBoolean();
            List<Future<List<Double>>> others = new ArrayList<>();
            for (int i = 1; i < clientCount; i++) {
                int client = i;
                others.add(engine.start(() -> until(enough, engine, client, scale)));
            }
            List<Double> beside;
            try {
                beside = times(point, runs);
            } finally {
                enough.set(true);
            }
            List<Double> longMillis = new ArrayList<>();
            for (Future<List<Double>> other : others) {
                longMillis.addAll(ClientEngine.await(other));
            }
            return new Fairness(new Quantiles(alone), new Quantiles(beside), new Quantiles(longMillis));
        }
    }

    private static List<Double> times(PreparedStatement point, int runs) throws SQLException {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            long start = System.nanoTime();
            point.setInt(1, 1 + i * 31 % 1000);
            try (ResultSet rows = point.executeQuery()) {
                ClientEngine.drain(rows);
            }
            millis.add((System.nanoTime() - start) / 1e6);
        }
        return millis;
    }

    /// Runs long statements, at least one.
    private static List<Double> until(AtomicBoolean enough, ClientEngine engine, int client, double scale)
            throws SQLException {
        List<Double> millis = new ArrayList<>();
        try (Statement statement = engine.connection(client).createStatement()) {
            for (int i = client; millis.isEmpty() || !enough.get(); i++) {
                long start = System.nanoTime();
                try (ResultSet rows =
                        statement.executeQuery(TpchQueries.sql(LONG.get(i % LONG.size()), scale))) {
                    ClientEngine.drain(rows);
                }
                millis.add((System.nanoTime() - start) / 1e6);
            }
        }
        return millis;
    }
}
