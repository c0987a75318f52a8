// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner;

import dev.sheaf.core.catalog.CatalogSnapshot;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.planner.sql.StatementParser;
import org.apache.calcite.sql.SqlNode;

/// Plans statements: text, session and one catalog version in, a [PlannedStatement] out. Has no side effects but its
/// cache: the same input gives the same plan. Safe for use by many threads.
///
/// Failures are [SheafException]s with their place in the text: SYNTAX_ERROR, the UNDEFINED and AMBIGUOUS family,
/// TYPE_MISMATCH, NOT_SUPPORTED for what is understood but not done, PLAN_TOO_COMPLEX for what is nested too deeply.
public final class SqlPlanner {
    private static final int CACHED_PLANS_MAX = 256;

    private final PlanCache cache = new PlanCache(CACHED_PLANS_MAX);

    /// @param sql one statement, with or without a semicolon
    public PlannedStatement plan(String sql, PlannerSession session, CatalogSnapshot catalog) {
        PlanCache.Key key = new PlanCache.Key(
                sql.strip(), session.schema(), session.zone().getId(), catalog.version(), session.parameterTypes());
        return cache.get(key).orElseGet(() -> plan(key, sql, session, catalog));
    }

    /// How many plans are kept.
    int cachedPlans() {
        return cache.size();
    }

    private PlannedStatement plan(PlanCache.Key key, String sql, PlannerSession session, CatalogSnapshot catalog) {
        try {
            SqlNode statement = StatementParser.parse(sql);
            StatementPlanner planner = new StatementPlanner(sql, session, catalog);
            PlannedStatement planned = planner.plan(statement);
            if (planned instanceof PlannedStatement.Query && planner.cacheable()) {
                cache.put(key, planned);
            }
            return planned;
        } catch (SheafException known) {
            throw known;
        } catch (RuntimeException | StackOverflowError failure) {
            throw SheafException.wrap(failure);
        }
    }
}
