// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine;

import dev.sheaf.core.catalog.CatalogSnapshot;
import dev.sheaf.engine.session.StatementPlanner;
import dev.sheaf.planner.PlannedStatement;
import dev.sheaf.planner.PlannerSession;
import dev.sheaf.planner.SqlPlanner;
import java.util.Optional;

/// The planner of an embedded engine.
final class EnginePlanner implements StatementPlanner {
    private final SqlPlanner planner = new SqlPlanner();

    @Override
    public PlannedStatement plan(String sql, PlannerSession session, CatalogSnapshot catalog, boolean useCache) {
        return useCache ? planner.plan(sql, session, catalog) : planner.planAnew(sql, session, catalog);
    }

    @Override
    public Optional<PlannedStatement> planned(String sql, PlannerSession session, CatalogSnapshot catalog) {
        return planner.planned(sql, session, catalog);
    }
}
