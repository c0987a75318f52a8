// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.simulation;

import dev.sheaf.Result;
import dev.sheaf.Session;
import dev.sheaf.Sheaf;
import dev.sheaf.core.batch.Batch;
import dev.sheaf.core.catalog.CatalogSnapshot;
import dev.sheaf.core.catalog.Principal;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.plan.DistributedPlan;
import dev.sheaf.core.storage.Connector;
import dev.sheaf.engine.catalog.CatalogVersions;
import dev.sheaf.engine.catalog.EngineCatalog;
import dev.sheaf.engine.catalog.MemoryCatalogLog;
import dev.sheaf.engine.catalog.TpchSchemas;
import dev.sheaf.planner.PlannedStatement;
import dev.sheaf.planner.PlannerSession;
import dev.sheaf.planner.SqlPlanner;
import dev.sheaf.storage.tpch.TpchConnector;
import dev.sheaf.testkit.data.RowSet;
import dev.sheaf.testkit.schedule.SteppedScheduler;
import dev.sheaf.testkit.tpch.TpchQueries;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The TPC-H queries as SQL text, over generated tables. The right answers come from an embedded engine with one worker
/// and one thread, without simulator and without frames; its own tests hold it to another engine's answers.
public final class TpchWorkload implements Workload {
    private static final String SCHEMA = "tpch.sf0.01";
    private static final double SCALE = 0.01;
    private static final int ROWS_PER_BATCH_MIN = 512;

    private final List<SimulatedQuery> queries = new ArrayList<>();

    /// Plans the queries and finds the answers.
    ///
    /// @param numbers which of the 22
    public TpchWorkload(List<Integer> numbers) {
        CatalogSnapshot catalog = catalog();
        PlannerSession planning = new PlannerSession(new Principal("simulation"), SCHEMA, ZoneOffset.UTC, 0, List.of());
        SqlPlanner planner = new SqlPlanner();
        try (Sheaf sheaf = Sheaf.builder().workers(1).threads(1).open();
                Session session = sheaf.openSession()) {
            session.execute("SET schema = '" + SCHEMA + "'");
            for (int number : numbers) {
                String sql = TpchQueries.sql(number, SCALE);
                queries.add(new SimulatedQuery(
                        "q" + number, plan(planner, sql, planning, catalog), answer(session, sql)));
            }
        }
    }

    private static CatalogSnapshot catalog() {
        CatalogVersions versions = new CatalogVersions(new MemoryCatalogLog("main"), _ -> {});
        return new EngineCatalog(
                versions,
                List.of(new TpchSchemas()),
                List.of(),
                (path, position) -> {
                    throw new SheafException(ErrorCode.FILE_NOT_FOUND, "no files here: " + path, position);
                },
                definition -> {
                    throw new IllegalStateException("no tables of its own: " + definition);
                })
                .snapshot();
    }

    private static DistributedPlan plan(
            SqlPlanner planner, String sql, PlannerSession session, CatalogSnapshot catalog) {
        if (planner.plan(sql, session, catalog) instanceof PlannedStatement.Query query) {
            return query.query().plan();
        }
        throw new IllegalArgumentException("not a query: " + sql);
    }

    private static Expectation answer(Session session, String sql) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        try (Result result = session.sql(sql)) {
            for (Batch batch = result.nextBatch(); batch != null; batch = result.nextBatch()) {
                RowSet.read(batch, rows);
                batch.release();
            }
        }
        return new Expectation.Rows(rows, true);
    }

    @Override
    public Map<String, Connector> connectors(SteppedScheduler scheduler, long seed) {
        TpchConnector connector = new TpchConnector();
        return Map.of(connector.name(), connector);
    }

    @Override
    public List<SimulatedQuery> queries(int workers) {
        return List.copyOf(queries);
    }

    @Override
    public Limits limits() {
        // Three workers: enough for every kind of exchange, and the steps of a run stay in bounds.
        return new Limits(3, 3, ROWS_PER_BATCH_MIN, 3);
    }
}
