// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.session;

import dev.sheaf.core.catalog.CatalogSnapshot;
import dev.sheaf.planner.PlannedStatement;
import dev.sheaf.planner.PlannerSession;
import java.util.Optional;

/// Plans statements, from a cache where it may. Safe for use by many threads.
public interface StatementPlanner {
    /// @param sql one statement
    /// @param useCache whether an earlier plan of the same text may be used again
    /// @throws dev.sheaf.core.error.SheafException what is wrong with it, and where
    PlannedStatement plan(String sql, PlannerSession session, CatalogSnapshot catalog, boolean useCache);

    /// An earlier plan of the same text, if there is one that the stack of any thread is deep enough for.
    Optional<PlannedStatement> planned(String sql, PlannerSession session, CatalogSnapshot catalog);
}
