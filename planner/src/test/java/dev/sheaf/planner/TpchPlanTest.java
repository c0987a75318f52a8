// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sheaf.core.plan.DistributedPlan;
import dev.sheaf.core.plan.PlanPrinter;
import dev.sheaf.testkit.tpch.TpchQueries;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The plans of the TPC-H queries, with the statistics of scale factor 1. Run with `-Dsheaf.golden.rewrite=true` to
/// write the texts anew.
final class TpchPlanTest {
    static IntStream numbers() {
        return IntStream.rangeClosed(1, TpchQueries.COUNT);
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void planIsAsKnown(int number) {
        DistributedPlan plan = Plans.plan(TpchQueries.sql(number));
        PlanChecks.check(plan);
        GoldenFiles.check("tpch/q%02d.txt".formatted(number), PlanPrinter.print(plan));
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void planIsTheSameEachTime(int number) {
        String sql = TpchQueries.sql(number);
        assertEquals(PlanPrinter.print(Plans.plan(sql)), PlanPrinter.print(Plans.plan(sql)));
    }
}
