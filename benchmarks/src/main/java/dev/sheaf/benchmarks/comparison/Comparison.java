// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.comparison;

import dev.sheaf.storage.tpch.TpchTables;
import dev.sheaf.testkit.sql.RowComparison;
import dev.sheaf.testkit.tpch.TpchQueries;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Runs the same queries on both engines, in turns, in this process. A query is first asked of both for its rows, which
/// must agree; then come warm-ups; then rounds, in which the engines take turns at going first.
public final class Comparison {
    /// A query to compare by.
    private record Query(String name, String sql) {}

    private final ComparisonOptions options;
    private final Consumer<String> log;

    /// @param log is told what happens, line by line
    public Comparison(ComparisonOptions options, Consumer<String> log) {
        this.options = options;
        this.log = log;
    }

    /// Runs everything.
    ///
    /// @return what is to be reported
    public ComparisonResult run() throws IOException, SQLException {
        Map<String, Path> files = files();
        try (Contestant sheaf = Contestant.sheaf(options);
                Contestant duckDb = Contestant.duckDb(options)) {
            long duckDbLoadNanos = duckDb.load(files, options.source());
            long sheafLoadNanos = sheaf.load(files, options.source());
            log.accept(String.format(
                    Locale.ROOT, "loaded: Sheaf %.1f s, DuckDB %.1f s", sheafLoadNanos / 1e9, duckDbLoadNanos / 1e9));
            List<Measurement> measurements = new ArrayList<>();
            for (Query query : queries()) {
                Measurement measurement = compare(query, sheaf, duckDb);
                measurements.add(measurement);
                log.accept(ComparisonReport.line(measurement));
            }
            return new ComparisonResult(
                    options, sheaf.version(), duckDb.version(), sheafLoadNanos, duckDbLoadNanos, measurements);
        }
    }

    private Map<String, Path> files() throws IOException, SQLException {
        if (options.micro()) {
            return MicroFiles.ensure(options.data(), options.rows());
        }
        TpchFiles tpch = TpchFiles.ensure(options.data(), options);
        Map<String, Path> files = new TreeMap<>();
        TpchTables.names().forEach(table -> files.put(table, tpch.path(table)));
        return files;
    }

    private List<Query> queries() {
        if (options.micro()) {
            List<MicroQueries.MicroQuery> all = MicroQueries.all(options.rows());
            return options.queries().stream()
                    .map(number -> all.get(number - 1))
                    .map(query -> new Query(query.name(), query.sql()))
                    .toList();
        }
        return options.queries().stream()
                .map(number -> new Query("Q" + number, TpchQueries.sql(number, options.scale())))
                .toList();
    }

    private Measurement compare(Query query, Contestant sheaf, Contestant duckDb) {
        try {
            String difference = difference(duckDb.answer(query.sql), sheaf.answer(query.sql));
            for (int i = 0; i < options.warmups(); i++) {
                sheaf.measure(query.sql);
                duckDb.measure(query.sql);
            }
            List<Measurement.Round> rounds = new ArrayList<>();
            for (int i = 0; i < options.rounds(); i++) {
                boolean sheafFirst = i % 2 == 0;
                long first = (sheafFirst ? sheaf : duckDb).measure(query.sql);
                long second = (sheafFirst ? duckDb : sheaf).measure(query.sql);
                rounds.add(sheafFirst ? new Measurement.Round(first, second) : new Measurement.Round(second, first));
            }
            return new Measurement(query.name, rounds, difference);
        } catch (SQLException failure) {
            return Measurement.failed(query.name, String.valueOf(failure.getMessage()).lines().findFirst().orElse(""));
        }
    }

    /// Compares rows whatever their order, since an ORDER BY may leave ties.
    static String difference(Contestant.Answer expected, Contestant.Answer actual) {
        if (expected.rows().size() != actual.rows().size()) {
            return actual.rows().size() + " rows instead of " + expected.rows().size();
        }
        RowComparison comparison = RowComparison.forTypes(expected.types(), actual.types());
        List<List<String>> expectedRows = comparison.sorted(expected.rows());
        List<List<String>> actualRows = comparison.sorted(actual.rows());
        for (int i = 0; i < expectedRows.size(); i++) {
            if (!comparison.equal(expectedRows.get(i), actualRows.get(i))) {
                return "row " + actualRows.get(i) + " instead of " + expectedRows.get(i);
            }
        }
        return "";
    }
}
