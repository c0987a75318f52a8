// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.task;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.exchange.BatchReceiver;
import dev.sheaf.core.exchange.BatchSender;
import dev.sheaf.core.exchange.ChannelId;
import dev.sheaf.core.exchange.NeededRows;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.plan.ExchangeSourceNode;
import dev.sheaf.core.plan.PlanNode;
import dev.sheaf.core.schedule.CancellationToken;
import dev.sheaf.core.task.TaskDescriptor;
import dev.sheaf.core.task.TaskInput;
import dev.sheaf.core.task.TaskOutput;
import dev.sheaf.exec.operator.ExchangeSinkFactory;
import dev.sheaf.exec.operator.ExchangeSource;
import dev.sheaf.exec.pipeline.SourceFactory;
import dev.sheaf.exec.sort.MergeExchangeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// A task's ends of the channels that join it to others.
final class TaskChannels {
    private final TaskDescriptor task;
    private final TaskEnvironment environment;
    private final MemoryContext memory;
    private final CancellationToken cancellation;
    private final List<BatchSender> senders = new ArrayList<>();

    TaskChannels(
            TaskDescriptor task,
            TaskEnvironment environment,
            MemoryContext memory,
            CancellationToken cancellation) {
        this.task = task;
        this.environment = environment;
        this.memory = memory;
        this.cancellation = cancellation;
    }

    /// Tells all consumers of a failure.
    void fail(SheafException error) {
        senders.forEach(sender -> sender.fail(error));
    }

    /// Opens all channels before anything else is done, so that every consumer hears of a failure.
    ///
    /// @param keyFilters receives what consumers will say about the rows that they need
    List<ExchangeSinkFactory> openOutputs(List<PlanNode> outputs, KeyFilters keyFilters) {
        if (outputs.size() != task.outputs().size()) {
            throw new SheafException(
                    ErrorCode.INTERNAL_ERROR, "task " + task.id() + " has " + task.outputs().size() + " outputs");
        }
        TaskSettings settings = environment.settings();
        List<ExchangeSinkFactory> sinks = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            TaskOutput output = task.outputs().get(i);
            List<BatchSender> opened = openSenders(output);
            List<Integer> columns = output.narrowedColumns();
            if (!columns.isEmpty()) {
                keyFilters.addOutput(
                        outputs.get(i),
                        columns,
                        new NarrowedOutput(columns, opened, memory, environment.scheduler(), environment.clock()));
            }
            sinks.add(new ExchangeSinkFactory(
                    outputs.get(i).schema(),
                    output.partitioning(),
                    opened,
                    task.task(),
                    settings.batchRows(),
                    settings.batchBytes(),
                    cancellation));
        }
        return sinks;
    }

    private List<BatchSender> openSenders(TaskOutput output) {
        List<BatchSender> opened = new ArrayList<>();
        for (int consumer = 0; consumer < output.consumerNodes().size(); consumer++) {
            ChannelId channel = new ChannelId(
                    task.statement().query(), output.exchange(), task.task(), consumer, task.attempt());
            BatchSender sender = environment
                    .network()
                    .sender(
                            channel,
                            output.consumerNodes().get(consumer),
                            environment.settings().creditBytes(),
                            memory);
            senders.add(sender);
            opened.add(sender);
        }
        return opened;
    }

    /// @param keyFilters know which rows of the exchange joins of this task need
    /// @param made receives what must be closed if the source isn't used
    SourceFactory source(ExchangeSourceNode source, KeyFilters keyFilters, List<AutoCloseable> made) {
        List<BatchReceiver> channels = openReceivers(source, made);
        if (!source.mergeKeys().isEmpty()) {
            return MergeExchangeSource.factory(source.schema(), source.mergeKeys(), channels);
        }
        Supplier<NeededRows> needed = keyFilters.neededRows(source.exchange());
        return needed == null
                ? ExchangeSource.factory(source.schema(), channels)
                : ExchangeSource.factory(source.schema(), channels, needed);
    }

    private List<BatchReceiver> openReceivers(ExchangeSourceNode source, List<AutoCloseable> made) {
        int exchange = source.exchange();
        List<String> producers = task.inputs().stream()
                .filter(input -> input.exchange() == exchange)
                .map(TaskInput::producerNodes)
                .findFirst()
                .orElseThrow(() -> new SheafException(
                        ErrorCode.INTERNAL_ERROR, "task " + task.id() + " isn't told who feeds exchange " + exchange));
        List<BatchReceiver> opened = new ArrayList<>();
        for (int producer = 0; producer < producers.size(); producer++) {
            ChannelId channel = new ChannelId(
                    task.statement().query(), exchange, producer, task.task(), task.attempt());
            BatchReceiver receiver = environment
                    .network()
                    .receiver(channel, producers.get(producer), source.schema(), memory);
            made.add(receiver::close);
            opened.add(receiver);
        }
        return opened;
    }
}
