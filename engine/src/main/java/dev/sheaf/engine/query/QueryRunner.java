// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.query;

import dev.sheaf.cluster.coordinator.Coordinator;
import dev.sheaf.cluster.coordinator.QueryHandle;
import dev.sheaf.cluster.placement.PlacedQuery;
import dev.sheaf.cluster.placement.QueryPlacer;
import dev.sheaf.cluster.placement.WorkerSeat;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.exchange.BatchReceiver;
import dev.sheaf.core.exchange.ChannelId;
import dev.sheaf.core.exchange.ExchangeNetwork;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.plan.DistributedPlan;
import dev.sheaf.core.plan.ParameterBinder;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.task.StatementContext;
import dev.sheaf.core.task.TaskOutput;
import java.util.List;
import java.util.function.Supplier;

/// Runs plans: binds parameters, places the tasks, has the coordinator start them, and opens the result. Safe for use
/// by many threads.
public final class QueryRunner {
    private final Coordinator coordinator;
    private final QueryPlacer placer;
    private final Supplier<List<WorkerSeat>> workers;
    private final String node;
    private final ExchangeNetwork exchanges;
    private final MemoryContext resultMemory;
    private final MemoryAdvice advice;

    /// @param workers where tasks may run, at any time
    /// @param node the name of the node that reads results
    /// @param exchanges that node's end of the exchange network
    /// @param resultMemory is charged for rows that were taken and not yet released by the caller
    /// @param advice what to say when there is too little memory
    public QueryRunner(
            Coordinator coordinator,
            QueryPlacer placer,
            Supplier<List<WorkerSeat>> workers,
            String node,
            ExchangeNetwork exchanges,
            MemoryContext resultMemory,
            MemoryAdvice advice) {
        this.coordinator = coordinator;
        this.placer = placer;
        this.workers = workers;
        this.node = node;
        this.exchanges = exchanges;
        this.resultMemory = resultMemory;
        this.advice = advice;
    }

    /// The plan as it runs on the workers that there are, for EXPLAIN.
    public DistributedPlan placed(DistributedPlan plan) {
        return QueryPlacer.forWorkers(plan, workers.get().size());
    }

    /// Starts a plan.
    ///
    /// @param parameters one value per parameter of the plan
    /// @param timeoutNanos [Long#MAX_VALUE] for none
    /// @return its rows; the caller closes it
    public QueryResult run(
            DistributedPlan plan, List<Literal> parameters, StatementContext statement, long timeoutNanos) {
        DistributedPlan bound = ParameterBinder.bind(plan, parameters);
        List<WorkerSeat> now = workers();
        PlacedQuery placed = placer.place(bound, statement, now, node, timeoutNanos);
        BatchReceiver receiver = exchanges.receiver(
                new ChannelId(statement.query(), TaskOutput.RESULT, 0, 0, 0),
                placed.resultNode(),
                plan.schema(),
                resultMemory);
        QueryHandle handle = coordinator.submit(statement.query(), placed, timeoutNanos);
        releaseWithQuery(handle);
        return new QueryResult(
                coordinator,
                handle,
                receiver,
                plan.schema(),
                failure -> advice.explain(failure, QueryPlacer.forWorkers(plan, now.size()), now));
    }

    private List<WorkerSeat> workers() {
        List<WorkerSeat> now = workers.get();
        if (now.isEmpty()) {
            throw new SheafException(ErrorCode.NODE_LOST, "there is no worker to run the statement on");
        }
        return now;
    }

    /// Workers release their own ends; this node may have a network of its own.
    private void releaseWithQuery(QueryHandle handle) {
        handle.waitForChange(new Waker() {
            @Override
            public void wake() {
                if (handle.state() == QueryHandle.State.RELEASED) {
                    exchanges.release(handle.query());
                } else {
                    handle.waitForChange(this);
                }
            }
        });
    }
}
