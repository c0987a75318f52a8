// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonOptionsTest {
    @Test
    void defaultsAreThoseOfThePublishedRuns() {
        ComparisonOptions options = ComparisonOptions.parse();
        assertEquals(22, options.chosen().size());
        assertEquals(11, options.rounds());
        assertEquals(5, options.warmups());
        assertEquals(2, options.threadCount());
        assertEquals("tpch-sf1-memory", options.subject());
    }

    @Test
    void namesTheSubject() {
        assertEquals(
                "tpch-sf0.1-parquet-2-workers",
                ComparisonOptions.parse("--scale=0.1", "--source=parquet", "--workers=2", "--threads=1").subject());
        ComparisonOptions workers =
                ComparisonOptions.parse("--workers=2", "--threads=1", "--against=one-worker");
        assertEquals("tpch-sf1-memory-2-workers-against-one", workers.subject());
        assertEquals(2, workers.ofOneWorker().threads());
        assertEquals(1, workers.ofOneWorker().workers());
        assertEquals("micro-memory", ComparisonOptions.parse("--suite=micro").subject());
        assertEquals("flights-parquet", ComparisonOptions.parse("--suite=flights").subject());
        assertEquals(List.of(1, 6), ComparisonOptions.parse("--queries=1,6").queries());
    }

    @Test
    void refusesNonsense() {
        for (String wrong : List.of("--source=disk", "--queries=23", "--queries=a", "--rounds=0", "--speed=9",
                "--against=one-worker",
                "--against=oracle")) {
            assertThrows(IllegalArgumentException.class, () -> ComparisonOptions.parse(wrong), wrong);
        }
    }
}
