// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.clients;

import dev.sheaf.benchmarks.report.Quantiles;
import dev.sheaf.testkit.tpch.TpchQueries;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// What each client's passes through the 22 queries of TPC-H took, every client in an order of its own. The engines
/// take turns, a round each.
final class Throughput {
    private final List<Double> perSecond = new ArrayList<>();
    private final List<Double> cpuMillis = new ArrayList<>();
    private final Map<Integer, List<Double>> millisByQuery = new TreeMap<>();

    /// Has an engine's clients go through all queries once.
    ///
    /// @param number of the round; the orders depend on it, so that all engines get the same
    ClientEngine.Round run(ClientEngine engine, int clientCount, double scale, int number)
            throws SQLException, InterruptedException {
        List<List<Integer>> orders = orders(clientCount, number);
        ClientEngine.Round round = engine.run(orders.stream()
                .map(order -> order.stream().map(query -> TpchQueries.sql(query, scale)).toList())
                .toList());
        perSecond.add(round.perSecond());
        cpuMillis.add(round.cpuNanos() / 1e6 / (clientCount * TpchQueries.COUNT));
        for (int client = 0; client < clientCount; client++) {
            for (int i = 0; i < TpchQueries.COUNT; i++) {
                millisByQuery
                        .computeIfAbsent(orders.get(client).get(i), _ -> new ArrayList<>())
                        .add(round.statements().get(client).get(i) / 1e6);
            }
        }
        return round;
    }

    /// By client, the numbers of the queries.
    static List<List<Integer>> orders(int clientCount, int round) {
        List<List<Integer>> orders = new ArrayList<>();
        for (int client = 0; client < clientCount; client++) {
            List<Integer> order = new ArrayList<>(
                    IntStream.rangeClosed(1, TpchQueries.COUNT).boxed().toList());
            Collections.shuffle(order, new Random(1000L * round + client));
            orders.add(order);
        }
        return orders;
    }

    /// Forgets what was a warm-up.
    void forget() {
        perSecond.clear();
        cpuMillis.clear();
        millisByQuery.clear();
    }

    /// By round, the statements of all clients per second.
    List<Double> perSecond() {
        return perSecond;
    }

    /// Of all threads, per statement.
    double cpuMillis() {
        return new Quantiles(cpuMillis).median();
    }

    /// What a client waited for a query.
    Quantiles millis(int query) {
        return new Quantiles(millisByQuery.getOrDefault(query, List.of()));
    }
}
