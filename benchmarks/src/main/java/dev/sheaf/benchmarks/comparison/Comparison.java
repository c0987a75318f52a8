// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.comparison;

import dev.sheaf.testkit.sql.RowComparison;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// Runs the same queries on two engines, in turns, in this process. Each query is first asked of both for its rows,
/// which must agree; then come warm-ups; then rounds, in which the engines take turns at going first. A warm-up or
/// round goes through all queries, so that what the machine does meanwhile falls on all of them alike.
public final class Comparison {
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
        ComparisonResult result = run(options);
        if (!options.gain()) {
            return result;
        }
        log.accept("the same with one thread:");
        List<Measurement> alone = run(options.alone()).measurements();
        log.accept("and with all threads again, now that the compiler is done:");
        return result.withGain(alone, run(options).measurements());
    }

    private ComparisonResult run(ComparisonOptions shape) throws IOException, SQLException {
        List<ComparedQuery> queries = shape.chosen();
        Map<String, Path> files = new TreeMap<>(shape.suite().files(shape));
        files.keySet().removeIf(table -> queries.stream().noneMatch(query -> mentions(query.sql(), table)));
        try (Contestant sheaf = Contestant.sheaf(shape);
                Contestant against = Contestant.against(shape)) {
            List<Measurement.Round> loads = load(files, shape, sheaf, against);
            if (!shape.planCache()) {
                sheaf.forgetPlans();
                if (shape.against() == ComparisonOptions.Against.ONE_WORKER) {
                    against.forgetPlans();
                }
            }
            List<Measurement> measurements = compare(queries, shape, sheaf, against);
            measurements.forEach(measurement -> log.accept(ComparisonReport.line(shape, measurement)));
            String versions = "Sheaf " + sheaf.version()
                    + (shape.against() == ComparisonOptions.Against.DUCKDB ? ", DuckDB " + against.version() : "");
            return new ComparisonResult(shape, versions, loads, measurements, List.of(), List.of());
        }
    }

    /// Whether a text has a name as a word of its own, so that only the tables that are read are loaded.
    static boolean mentions(String sql, String table) {
        return Pattern.compile("\\b" + table + "\\b").matcher(sql).find();
    }

    /// Loads all tables, and once more: the first time, both engines start cold.
    private List<Measurement.Round> load(
            Map<String, Path> files, ComparisonOptions shape, Contestant sheaf, Contestant against)
            throws SQLException {
        List<Measurement.Round> loads = new ArrayList<>();
        for (int i = 0; i < (shape.source() == ComparisonOptions.Source.MEMORY ? LOADS : 1); i++) {
            if (i > 0) {
                against.drop(files);
                sheaf.drop(files);
            }
            Measurement.Time againstTime = against.load(files, shape.source());
            Measurement.Time sheafTime = sheaf.load(files, shape.source());
            loads.add(new Measurement.Round(sheafTime, againstTime));
            log.accept(String.format(
                    Locale.ROOT, "loaded: %s %.1f s, %s %.1f s", shape.name(), sheafTime.nanos() / 1e9,
                    shape.against().label(), againstTime.nanos() / 1e9));
        }
        return loads;
    }

    private static List<Measurement> compare(
            List<ComparedQuery> queries, ComparisonOptions shape, Contestant sheaf, Contestant against) {
        List<Comparand> all = new ArrayList<>();
        for (ComparedQuery query : queries) {
            Comparand comparand = new Comparand(query, sheaf, against);
            comparand.attempt(comparand::checkRows);
            all.add(comparand);
        }
        for (int i = 0; i < shape.warmups(); i++) {
            all.forEach(comparand -> comparand.attempt(comparand::round));
        }
        all.forEach(comparand -> comparand.rounds.clear());
        for (int i = 0; i < shape.rounds(); i++) {
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

        private final ComparedQuery query;
        private final Contestant sheaf;
        private final Contestant against;
        private final List<Measurement.Round> rounds = new ArrayList<>();
        private boolean sheafFirst;
        private String problem = "";
        private boolean failed;

        Comparand(ComparedQuery query, Contestant sheaf, Contestant against) {
            this.query = query;
            this.sheaf = sheaf;
            this.against = against;
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
            problem = difference(against.answer(query.sql()), sheaf.answer(query.sql()));
        }

        void round() throws SQLException {
            sheafFirst = !sheafFirst;
            Measurement.Time first = (sheafFirst ? sheaf : against).measure(query.sql());
            Measurement.Time second = (sheafFirst ? against : sheaf).measure(query.sql());
            rounds.add(sheafFirst ? new Measurement.Round(first, second) : new Measurement.Round(second, first));
        }

        Measurement measurement() {
            return failed ? Measurement.failed(query, problem) : Measurement.of(query, rounds, problem);
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
