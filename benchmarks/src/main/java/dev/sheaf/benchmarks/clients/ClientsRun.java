// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.clients;

import dev.sheaf.benchmarks.comparison.TpchFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// Both engines with all their clients in one process, taking turns.
///
/// @param clientCount clients of each engine
/// @param threads of each engine
/// @param scale TPC-H's scale factor, as it stands in the name of the schema `tpch.sfN`
/// @param shortRuns how many short statements are measured, alone and beside long ones
/// @param memory what each engine may take, such as `8GB`
/// @param data the folder of generated files
/// @param output the folder that the page is written to
public record ClientsRun(
        int clientCount,
        int threads,
        String scale,
        int rounds,
        int warmUps,
        int shortRuns,
        String memory,
        Path data,
        Path output) {
    public ClientsRun {
        if (clientCount < 2 || threads < 1 || rounds < 1 || warmUps < 0 || shortRuns < 1) {
            throw new IllegalArgumentException("there are at least 2 clients, a thread, a round and a short statement");
        }
        if (!(Double.parseDouble(scale) > 0)) {
            throw new IllegalArgumentException("--scale is above 0");
        }
    }

    /// Measures everything and writes the page.
    ///
    /// @param log is told what happens, line by line
    /// @return the page
    public Path run(Consumer<String> log) throws IOException, SQLException, InterruptedException {
        TpchFiles files = TpchFiles.ensure(data, scale);
        try (ClientEngine sheaf = ClientEngine.sheaf(clientCount, threads, memory);
                ClientEngine duckDb = ClientEngine.duckDb(clientCount, threads, memory)) {
            sheaf.load(files);
            duckDb.load(files);
            log.accept("loaded");
            Throughput ours = new Throughput();
            Throughput theirs = new Throughput();
            for (int i = -warmUps; i < rounds; i++) {
                if (i == 0) {
                    ours.forget();
                    theirs.forget();
                }
                if (i % 2 == 0) {
                    round(sheaf, ours, i, log);
                    round(duckDb, theirs, i, log);
                } else {
                    round(duckDb, theirs, i, log);
                    round(sheaf, ours, i, log);
                }
            }
            double factor = Double.parseDouble(scale);
            ClientsReport report = new ClientsReport(
                    "tpch-sf" + scale + "-clients",
                    "TPC-H at scale " + scale + " in memory, " + clientCount + " clients",
                    new ClientsReport.Side(ours, Fairness.measure(sheaf, clientCount, factor, shortRuns)),
                    new ClientsReport.Side(theirs, Fairness.measure(duckDb, clientCount, factor, shortRuns)),
                    List.of(
                            "Sheaf " + sheaf.version() + ", DuckDB " + duckDb.version(),
                            "one worker of " + threads + " thread(s), DuckDB with " + threads + " threads, " + memory
                                    + " each",
                            "plans from the cache",
                            warmUps + " warm-ups, " + rounds + " rounds"));
            log.accept(String.format(
                    Locale.ROOT,
                    "statements per second: Sheaf %.2f, DuckDB %.2f, ratio %.2f (%.2f to %.2f)",
                    report.sheaf().perSecond().median(),
                    report.duckDb().perSecond().median(),
                    report.ratio().median(),
                    report.ratio().at(0.25),
                    report.ratio().at(0.75)));
            return report.write(output);
        }
    }

    private void round(ClientEngine engine, Throughput throughput, int number, Consumer<String> log)
            throws SQLException, InterruptedException {
        ClientEngine.Round round = throughput.run(engine, clientCount, Double.parseDouble(scale), number);
        log.accept(String.format(
                Locale.ROOT,
                "%s %d: %.2f statements per second, %.1f s, CPU %.1f s",
                engine.name(),
                number,
                round.perSecond(),
                round.nanos() / 1e9,
                round.cpuNanos() / 1e9));
    }
}
