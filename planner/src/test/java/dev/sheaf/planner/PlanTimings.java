// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner;

import dev.sheaf.core.catalog.Principal;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.planner.explain.PlanText;
import dev.sheaf.testkit.tpch.TpchQueries;
import java.time.ZoneOffset;
import java.util.List;

/// Prints how long the planning of the TPC-H queries takes, cold and warm; or, given a text, its plan.
public final class PlanTimings {
    private static final int ROUNDS = 30;

    private PlanTimings() {}

    public static void main(String[] arguments) {
        PlannerSession session = new PlannerSession(Principal.EMBEDDED, "main", ZoneOffset.UTC, 0, List.of());
        FakeCatalog catalog = TpchCatalog.sf1();
        if (arguments.length > 0) {
            for (String argument : arguments) {
                String sql = argument.matches("\\d+") ? TpchQueries.sql(Integer.parseInt(argument)) : argument;
                System.out.println("-- " + argument);
                try {
                    PlannedStatement planned = new SqlPlanner().plan(sql, session, catalog);
                    System.out.println(
                            planned instanceof PlannedStatement.Query query
                                    ? PlanText.of(query.query().plan())
                                    : planned);
                } catch (SheafException failure) {
                    System.out.println(failure.code() + " at " + failure.position() + ": " + failure.getMessage());
                    if (failure.code() == ErrorCode.INTERNAL_ERROR) {
                        failure.printStackTrace(System.out);
                    }
                }
            }
            return;
        }
        for (int round = 0; round < ROUNDS; round++) {
            SqlPlanner planner = new SqlPlanner();
            StringBuilder line = new StringBuilder();
            long begin = System.nanoTime();
            for (String sql : TpchQueries.all()) {
                long start = System.nanoTime();
                planner.plan(sql, session, catalog);
                line.append(String.format(" %.1f", (System.nanoTime() - start) / 1e6));
            }
            if (round == 0 || round == ROUNDS - 1) {
                System.out.printf("round %d: %.1f ms in all:%s%n", round, (System.nanoTime() - begin) / 1e6, line);
            }
        }
    }
}
