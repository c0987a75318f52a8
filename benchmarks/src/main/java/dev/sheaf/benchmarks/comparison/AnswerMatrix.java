// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.comparison;

import dev.sheaf.storage.tpch.TpchTables;
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

/// Asks engines of many shapes the 22 TPC-H queries at one scale, and holds their rows against DuckDB's.
public final class AnswerMatrix {
    private final String scale;
    private final String memory;
    private final Path data;
    private final Consumer<String> log;

    /// @param scale as it stands in the name of the schema `tpch.sfN`
    /// @param memory of each engine, as the JDBC address takes it
    /// @param data the folder of all generated data
    /// @param log is told of each shape, line by line
    public AnswerMatrix(String scale, String memory, Path data, Consumer<String> log) {
        this.scale = scale;
        this.memory = memory;
        this.data = data;
        this.log = log;
    }

    /// Runs all queries on engines of these shapes, one engine at a time.
    ///
    /// @return how many answers were wrong or missing
    public int run(List<EngineShape> shapes) throws IOException, SQLException {
        TpchFiles tpch = TpchFiles.ensure(data, scale);
        Map<String, Path> files = new TreeMap<>();
        TpchTables.names().forEach(table -> files.put(table, tpch.path(table)));
        List<Contestant.Answer> expected = new ArrayList<>();
        try (Contestant duckDb = Contestant.duckDb()) {
            duckDb.load(files, ComparisonOptions.Source.PARQUET);
            for (int query = 1; query <= TpchQueries.COUNT; query++) {
                expected.add(duckDb.answer(sql(query)));
            }
        }
        int wrong = 0;
        for (EngineShape shape : shapes) {
            wrong += run(shape, files, expected);
        }
        return wrong;
    }

    private int run(EngineShape shape, Map<String, Path> files, List<Contestant.Answer> expected) throws SQLException {
        long start = System.nanoTime();
        int wrong = 0;
        try (Contestant sheaf = Contestant.sheaf(shape.url(memory))) {
            switch (shape.source()) {
                case GENERATOR -> sheaf.use("tpch.sf" + scale);
                case PARQUET -> sheaf.load(files, ComparisonOptions.Source.PARQUET);
                case MEMORY -> sheaf.load(files, ComparisonOptions.Source.MEMORY);
            }
            for (int query = 1; query <= TpchQueries.COUNT; query++) {
                String difference = difference(expected.get(query - 1), sheaf, query);
                if (!difference.isEmpty()) {
                    log.accept("WRONG: SF " + scale + ", " + shape + ", Q" + query + ": " + difference);
                    wrong++;
                }
            }
        }
        log.accept(String.format(
                Locale.ROOT,
                "SF %s, %s: %d of %d right, %.1f s",
                scale,
                shape,
                TpchQueries.COUNT - wrong,
                TpchQueries.COUNT,
                (System.nanoTime() - start) / 1e9));
        return wrong;
    }

    private String difference(Contestant.Answer expected, Contestant sheaf, int query) {
        try {
            return Comparison.difference(expected, sheaf.answer(sql(query)));
        } catch (SQLException failure) {
            return failure.getSQLState() + " " + failure.getMessage();
        }
    }

    private String sql(int query) {
        return TpchQueries.sql(query, Double.parseDouble(scale));
    }
}
