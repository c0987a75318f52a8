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

/// Runs the same queries on both engines, in turns, in this process. Each query is first asked of both for its rows,
/// which must agree; then come warm-ups; then rounds, in which the engines take turns at going first. A warm-up or
/// round goes through all queries, so that what the machine does meanwhile falls on all of them alike.
public final class Comparison {
    /// A query to compare by.
    private record Query(String name, String sql) {}

    private static final int LOADS = 3;

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
            List<Measurement.Round> loads = load(files, sheaf, duckDb);
            if (!options.planCache()) {
                sheaf.forgetPlans();
            }
            List<Measurement> measurements = compare(queries(), sheaf, duckDb);
            measurements.forEach(measurement -> log.accept(ComparisonReport.line(measurement)));
            return new ComparisonResult(options, sheaf.version(), duckDb.version(), loads, measurements);
        }
    }

    /// Loads all tables, and once more: the first time, both engines start cold.
    private List<Measurement.Round> load(Map<String, Path> files, Contestant sheaf, Contestant duckDb)
            throws SQLException {
        List<Measurement.Round> loads = new ArrayList<>();
        for (int i = 0; i < (options.source() == ComparisonOptions.Source.MEMORY ? LOADS : 1); i++) {
            if (i > 0) {
                duckDb.drop(files);
                sheaf.drop(files);
            }
            long duckDbNanos = duckDb.load(files, options.source());
            long sheafNanos = sheaf.load(files, options.source());
            loads.add(new Measurement.Round(sheafNanos, duckDbNanos));
            log.accept(String.format(
                    Locale.ROOT, "loaded: Sheaf %.1f s, DuckDB %.1f s", sheafNanos / 1e9, duckDbNanos / 1e9));
        }
        return loads;
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

    private List<Measurement> compare(List<Query> queries, Contestant sheaf, Contestant duckDb) {
        List<Comparand> all = new ArrayList<>();
        for (Query query : queries) {
            Comparand comparand = new Comparand(query, sheaf, duckDb);
            comparand.attempt(comparand::checkRows);
            all.add(comparand);
        }
        for (int i = 0; i < options.warmups(); i++) {
            all.forEach(comparand -> comparand.attempt(comparand::round));
        }
        all.forEach(comparand -> comparand.rounds.clear());
        for (int i = 0; i < options.rounds(); i++) {
            all.forEach(comparand -> comparand.attempt(comparand::round));
        }
        return all.stream().map(Comparand::measurement).toList();
    }

    /// A query and what has been measured of it.
    private static final class Comparand {
        /// What may fail.
        private interface Step {
            void run() throws SQLException;
        }

        private final Query query;
        private final Contestant sheaf;
        private final Contestant duckDb;
        private final List<Measurement.Round> rounds = new ArrayList<>();
        private boolean sheafFirst;
        private String problem = "";
        private boolean failed;

        Comparand(Query query, Contestant sheaf, Contestant duckDb) {
            this.query = query;
            this.sheaf = sheaf;
            this.duckDb = duckDb;
        }

        void attempt(Step step) {
            if (failed) {
                return;
            }
            try {
                step.run();
            } catch (SQLException failure) {
                failed = true;
                problem = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
            }
        }

        void checkRows() throws SQLException {
            problem = difference(duckDb.answer(query.sql), sheaf.answer(query.sql));
        }

        void round() throws SQLException {
            sheafFirst = !sheafFirst;
            long first = (sheafFirst ? sheaf : duckDb).measure(query.sql);
            long second = (sheafFirst ? duckDb : sheaf).measure(query.sql);
            rounds.add(sheafFirst ? new Measurement.Round(first, second) : new Measurement.Round(second, first));
        }

        Measurement measurement() {
            return failed ? Measurement.failed(query.name, problem) : new Measurement(query.name, rounds, problem);
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
