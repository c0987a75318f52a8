// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner;

import dev.sheaf.core.catalog.CatalogSnapshot;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.planner.sql.StatementParser;
import dev.sheaf.planner.sql.SyntaxDepth;
import java.util.Optional;
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
        PlanCache.Key key = key(sql, session);
        return cache.get(key, catalog).orElseGet(() -> planAndKeep(key, sql, session, catalog));
    }

    /// An earlier plan of the same text that still holds, if there is one that any thread may run: plans of statements
    /// that nest deeply need a deep stack.
    public Optional<PlannedStatement> planned(String sql, PlannerSession session, CatalogSnapshot catalog) {
        return cache.getOrdinary(key(sql, session), catalog);
    }

    /// Plans without looking at earlier plans, and keeps nothing.
    public PlannedStatement planAnew(String sql, PlannerSession session, CatalogSnapshot catalog) {
        return plan(StatementParser.parse(sql), new StatementPlanner(sql, session, new CatalogUse(catalog)));
    }

    /// How many plans are kept.
    int cachedPlans() {
        return cache.size();
    }

    private static PlanCache.Key key(String sql, PlannerSession session) {
        return new PlanCache.Key(sql.strip(), session.schema(), session.zone().getId(), session.parameterTypes());
    }

    private PlannedStatement planAndKeep(
            PlanCache.Key key, String sql, PlannerSession session, CatalogSnapshot catalog) {
        CatalogUse use = new CatalogUse(catalog);
        StatementPlanner planner = new StatementPlanner(sql, session, use);
        SqlNode parsed = StatementParser.parse(sql);
        // Planning changes what was parsed.
        boolean ordinary = SyntaxDepth.isOrdinary(parsed, sql.length());
        PlannedStatement planned = plan(parsed, planner);
        if (planner.cacheable()
                && (planned instanceof PlannedStatement.Query || planned instanceof PlannedStatement.Insert)) {
            use.dependencies()
                    .ifPresent(dependencies -> cache.put(
                            key, new PlanCache.Entry(planned, dependencies, ordinary), catalog.version()));
        }
        return planned;
    }

    private static PlannedStatement plan(SqlNode statement, StatementPlanner planner) {
        try {
            return planner.plan(statement);
        } catch (SheafException known) {
            throw known;
        } catch (RuntimeException | StackOverflowError failure) {
            throw SheafException.wrap(failure);
        }
    }
}
