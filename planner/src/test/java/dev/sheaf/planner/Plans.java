// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.sheaf.core.catalog.Principal;
import dev.sheaf.core.plan.DistributedPlan;
import java.time.ZoneOffset;
import java.util.List;

/// Plans statements over the TPC-H tables and a few others.
final class Plans {
    static final PlannerSession SESSION =
            new PlannerSession(Principal.EMBEDDED, "main", ZoneOffset.UTC, 1_700_000_000_000_000L, List.of());

    private Plans() {}

    /// `t (a BIGINT, b INTEGER null, c VARCHAR null, d DATE, e DECIMAL(10,2), f DOUBLE null, g TIMESTAMP, h BOOLEAN
    /// null)` and `u (a BIGINT, b INTEGER null, x VARCHAR)`.
    static FakeCatalog catalog() {
        return TpchCatalog.sf1()
                .table(
                        "main",
                        "t",
                        1000,
                        "a BIGINT unique",
                        "b INTEGER null distinct=10",
                        "c VARCHAR null",
                        "d DATE",
                        "e DECIMAL(10,2)",
                        "f DOUBLE null",
                        "g TIMESTAMP",
                        "h BOOLEAN null")
                .table("main", "u", 500, "a BIGINT", "b INTEGER null distinct=10", "x VARCHAR");
    }

    static PlannedStatement statement(String sql) {
        return new SqlPlanner().plan(sql, SESSION, catalog());
    }

    static DistributedPlan plan(String sql) {
        PlannedStatement planned = statement(sql);
        return assertInstanceOf(PlannedStatement.Query.class, planned).query().plan();
    }
}
