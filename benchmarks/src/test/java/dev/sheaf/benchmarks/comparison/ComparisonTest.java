// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
    private static final ComparisonOptions OPTIONS =
            ComparisonOptions.parse("--scale=0.01", "--memory=1GB", "--threads=1");

    @Test
    void generatedTablesAreThoseOfTheStandard(@TempDir Path data) throws Exception {
        TpchFiles files = TpchFiles.ensure(data, "0.01");
        try (Contestant duckDb = Contestant.duckDb(OPTIONS)) {
            duckDb.load(Map.of("lineitem", files.path("lineitem")), ComparisonOptions.Source.PARQUET);
            Contestant.Answer sums = duckDb.answer(
                    "SELECT count(*), sum(l_quantity), sum(l_extendedprice), min(l_shipdate) FROM lineitem");
            // As dbgen's answers at this scale have it: 60175 lines.
            assertEquals("60175", sums.rows().getFirst().getFirst());
            assertEquals("1992-01-04", sums.rows().getFirst().get(3));
        }
    }

    @Test
    void generatedTablesAreKept(@TempDir Path data) throws Exception {
        Path first = MicroFiles.ensure(data, 1000).get("facts");
        long written = first.toFile().lastModified();
        assertEquals(first, MicroFiles.ensure(data, 1000).get("facts"));
        assertEquals(written, first.toFile().lastModified());
    }

    @Test
    void microQueriesRun(@TempDir Path data) throws Exception {
        try (Contestant duckDb = Contestant.duckDb(OPTIONS)) {
            duckDb.load(MicroFiles.ensure(data, 1000), ComparisonOptions.Source.MEMORY);
            for (ComparedQuery query : MicroQueries.all(1000)) {
                assertTrue(!duckDb.answer(query.sql()).rows().isEmpty(), query.name());
            }
        }
    }

    @Test
    void differencesAreFoundWhateverTheOrder() throws SQLException {
        try (Contestant duckDb = Contestant.duckDb(OPTIONS)) {
            Contestant.Answer rows = duckDb.answer("VALUES (1, 'a'), (2, 'b')");
            assertEquals("", Comparison.difference(rows, duckDb.answer("VALUES (2, 'b'), (1, 'a')")));
            assertEquals(
                    "1 rows instead of 2", Comparison.difference(rows, duckDb.answer("VALUES (1, 'a')")));
            assertEquals(
                    "row [2, c] instead of [2, b]",
                    Comparison.difference(rows, duckDb.answer("VALUES (1, 'a'), (2, 'c')")));
        }
    }
}
