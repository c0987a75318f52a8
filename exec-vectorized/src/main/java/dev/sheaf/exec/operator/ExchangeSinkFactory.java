// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.operator;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.exchange.BatchSender;
import dev.sheaf.core.plan.Partitioning;
import dev.sheaf.core.schedule.CancellationToken;
import dev.sheaf.core.type.Schema;
import dev.sheaf.exec.pipeline.DriverContext;
import dev.sheaf.exec.pipeline.SinkFactory;
import dev.sheaf.exec.pipeline.SinkOperator;
import java.util.List;

/// The end of a task: spreads its rows over the tasks that consume them. Finishes the channels when all drivers have;
/// if the task ends in any other way the consumers get its error.
public final class ExchangeSinkFactory implements SinkFactory {
    private final Schema schema;
    private final Partitioning partitioning;
    private final OutputChannels channels;
    private final int taskIndex;
    private final int batchRows;
    private final long batchBytes;
    private final CancellationToken cancellation;

    /// @param senders one per consumer task, in order
    /// @param taskIndex which of the producing tasks this is
    /// @param cancellation holds the task's error, if it has one
    public ExchangeSinkFactory(
            Schema schema,
            Partitioning partitioning,
            List<BatchSender> senders,
            int taskIndex,
            int batchRows,
            long batchBytes,
            CancellationToken cancellation) {
        this.schema = schema;
        this.partitioning = partitioning;
        this.channels = new OutputChannels(senders);
        this.taskIndex = taskIndex;
        this.batchRows = batchRows;
        this.batchBytes = batchBytes;
        this.cancellation = cancellation;
    }

    @Override
    public SinkOperator create(DriverContext context) {
        boolean toAll = partitioning instanceof Partitioning.Broadcast && channels.count() > 1;
        return new ExchangeSink(
                schema, channels, router(context.driver()), toAll, batchRows, batchBytes, context.memory());
    }

    private RowRouter router(int driver) {
        int consumers = channels.count();
        if (consumers == 1) {
            return RowRouter.toFirst();
        }
        return switch (partitioning) {
            case Partitioning.Broadcast _ -> RowRouter.toFirst();
            case Partitioning.Hash(List<Integer> keys) -> new HashRouter(keys, consumers);
            case Partitioning.Forward _ -> RowRouter.to(taskIndex);
            case Partitioning.RoundRobin _ -> RowRouter.inTurn(consumers, taskIndex + driver);
            case Partitioning.Gather _, Partitioning.MergeGather _ -> throw new SheafException(
                    ErrorCode.INTERNAL_ERROR, "a gathering exchange with " + consumers + " consumers");
        };
    }

    @Override
    public void completed() {
        channels.finish();
    }

    @Override
    public void close() {
        SheafException reason = cancellation.reason();
        channels.fail(reason != null
                ? reason
                : new SheafException(ErrorCode.INTERNAL_ERROR,
                        "the producing task ended without finishing its output"));
    }
}
