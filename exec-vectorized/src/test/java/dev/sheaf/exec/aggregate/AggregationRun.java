// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sheaf.core.function.AggregateFunction;
import dev.sheaf.core.memory.EngineMemory;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.plan.AggregateCall;
import dev.sheaf.core.plan.AggregateNode;
import dev.sheaf.core.plan.PlanNode;
import dev.sheaf.core.plan.ValuesNode;
import dev.sheaf.core.schedule.CancellationToken;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.DecimalType;
import dev.sheaf.core.type.DataType.IntegerType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.exec.pipeline.DriverContext;
import dev.sheaf.exec.pipeline.Operator;
import dev.sheaf.exec.pipeline.SinkOperator;
import dev.sheaf.exec.pipeline.SourceOperator;
import dev.sheaf.exec.row.RandomChunks;
import dev.sheaf.exec.spill.Spill;
import dev.sheaf.exec.spill.SpillSettings;
import dev.sheaf.exec.spill.SpillSpace;
import dev.sheaf.exec.spill.SpillStore;
import dev.sheaf.testkit.disk.MemoryDisk;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;

/// Runs aggregations over chunks through the contracts of sink, source and operator, several drivers taking turns, and
/// sees to it that all memory comes back.
final class AggregationRun {
    private final int chunkRows;
    private final int drivers;
    private final long tableBytesMax;
    private final long memoryBytes;
    private final MemoryDisk disk = new MemoryDisk();
    private final SpillStore store;
    private long spilledBytes;

    AggregationRun(int chunkRows, int drivers, long tableBytesMax) {
        this(chunkRows, drivers, tableBytesMax, 1L << 30, SpillSettings.DEFAULT);
    }

    /// @param memoryBytes the limit of all memory
    AggregationRun(int chunkRows, int drivers, long tableBytesMax, long memoryBytes, SpillSettings spill) {
        this.memoryBytes = memoryBytes;
        this.store = new SpillStore(disk, () -> "temp", spill, () -> 1);
        this.chunkRows = chunkRows;
        this.drivers = drivers;
        this.tableBytesMax = tableBytesMax;
    }

    List<List<Object>> single(Schema input, List<Integer> keys, List<AggregateCall> calls, List<Chunk> chunks) {
        AggregateNode node = node(AggregateNode.Step.SINGLE, input, keys, calls);
        try (EngineMemory engine = new EngineMemory(memoryBytes);
                MemoryContext task = engine.context().child("task")) {
            List<List<Object>> results = new ArrayList<>();
            try (SpillSpace space = store.open("q", task);
                    AggregateSink sink =
                            new AggregateSink(node, task, space.newOperator(), chunkRows, tableBytesMax)) {
                run(sink, task, chunks, chunk -> results.addAll(RandomChunks.rows(chunk)));
                spilledBytes = sink.spilledBytes();
            }
            assertEquals(List.of(), disk.files());
            assertEquals(0, disk.openFiles());
            assertEquals(0, task.usedBytes());
            return results;
        }
    }

    /// What the last [#single] run wrote to the disk.
    long spilledBytes() {
        return spilledBytes;
    }

    MemoryDisk disk() {
        return disk;
    }

    /// Partial states, by a sink and source or by the streaming operator, then a final step over them.
    List<List<Object>> split(
            Schema input, List<Integer> keys, List<AggregateCall> calls, List<Chunk> chunks, boolean streamed) {
        AggregateNode partial = node(AggregateNode.Step.PARTIAL, input, keys, calls);
        List<Integer> finalKeys = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            finalKeys.add(i);
        }
        List<AggregateCall> finalCalls = new ArrayList<>();
        int place = keys.size();
        for (AggregateCall call : calls) {
            List<Integer> columns = new ArrayList<>();
            int count = call.function().stateTypes(types(input, call), call.type()).size();
            for (int i = 0; i < count; i++) {
                columns.add(place++);
            }
            finalCalls.add(new AggregateCall(
                    call.function(), columns, false, OptionalInt.empty(), List.of(), call.type()));
        }
        AggregateNode last = node(AggregateNode.Step.FINAL, partial.schema(), finalKeys, finalCalls);
        try (EngineMemory engine = new EngineMemory(memoryBytes);
                MemoryContext task = engine.context().child("task")) {
            List<List<Object>> results = new ArrayList<>();
            try (SpillSpace space = store.open("q", task);
                    AggregateSink sink =
                            new AggregateSink(last, task, space.newOperator(), chunkRows, tableBytesMax)) {
                SinkOperator[] sinks = sinks(sink, task);
                int[] next = {0};
                Sent sent = chunk -> sinks[next[0]++ % drivers].take(chunk, Waker.NONE);
                if (streamed) {
                    stream(partial, task, space.newOperator(), chunks, sent);
                } else {
                    try (AggregateSink first = new AggregateSink(
                            partial, task, space.newOperator(), chunkRows, tableBytesMax)) {
                        run(first, task, chunks, sent);
                    }
                }
                complete(sink, sinks, task, chunk -> results.addAll(RandomChunks.rows(chunk)));
            }
            assertEquals(0, task.usedBytes());
            return results;
        }
    }

    /// Who takes the chunks that come out.
    interface Sent {
        void take(Chunk chunk);
    }

    private void stream(AggregateNode node, MemoryContext task, Spill spill, List<Chunk> chunks, Sent sent) {
        try (PartialAggregateFactory factory =
                new PartialAggregateFactory(node, task, spill, chunkRows, tableBytesMax)) {
            for (int driver = 0; driver < drivers; driver++) {
                try (Operator operator = factory.create(context(driver, task))) {
                    for (int i = driver; i < chunks.size(); i += drivers) {
                        operator.addInput(chunks.get(i));
                        drain(operator, sent);
                    }
                    if (operator.endInput()) {
                        drain(operator, sent);
                    }
                }
            }
        }
    }

    private static void drain(Operator operator, Sent sent) {
        for (Chunk chunk = operator.next(); chunk != null; chunk = operator.next()) {
            sent.take(chunk);
        }
    }

    void run(AggregateSink sink, MemoryContext task, List<Chunk> chunks, Sent sent) {
        SinkOperator[] sinks = sinks(sink, task);
        try {
            for (int i = 0; i < chunks.size(); i++) {
                assertEquals(SinkOperator.Result.TAKEN, sinks[i % drivers].take(chunks.get(i), Waker.NONE));
            }
            complete(sink, sinks, task, sent);
        } finally {
            for (SinkOperator operator : sinks) {
                operator.close();
            }
        }
    }

    private SinkOperator[] sinks(AggregateSink sink, MemoryContext task) {
        SinkOperator[] sinks = new SinkOperator[drivers];
        for (int i = 0; i < drivers; i++) {
            sinks[i] = sink.create(context(i, task));
        }
        return sinks;
    }

    private void complete(AggregateSink sink, SinkOperator[] sinks, MemoryContext task, Sent sent) {
        for (SinkOperator operator : sinks) {
            assertEquals(SinkOperator.Result.TAKEN, operator.finish(Waker.NONE));
            operator.close();
        }
        int pieces = sink.finalizeTaskCount();
        for (int i = 0; i < pieces; i++) {
            sink.finalizeTask(i, context(0, task));
        }
        sink.completed();
        AggregateSource source = new AggregateSource(sink);
        List<SourceOperator> running = new ArrayList<>();
        for (int i = 0; i < Math.min(drivers, source.driversMax()); i++) {
            running.add(source.create(context(i, task)));
        }
        Random order = new Random(drivers);
        try {
            while (!running.isEmpty()) {
                SourceOperator operator = running.get(order.nextInt(running.size()));
                if (operator.next(Waker.NONE) == SourceOperator.Result.FINISHED) {
                    operator.close();
                    running.remove(operator);
                } else {
                    assertEquals(true, operator.chunk().activeCount() <= chunkRows);
                    sent.take(operator.chunk());
                }
            }
        } finally {
            running.forEach(SourceOperator::close);
            source.close();
        }
    }

    DriverContext context(int driver, MemoryContext task) {
        return new DriverContext(driver, chunkRows, task, new CancellationToken(), null, null);
    }

    static AggregateNode node(
            AggregateNode.Step step, Schema input, List<Integer> keys, List<AggregateCall> calls) {
        List<Field> fields = new ArrayList<>(input.select(keys).fields());
        for (AggregateCall call : calls) {
            if (step == AggregateNode.Step.PARTIAL) {
                call.function()
                        .stateTypes(types(input, call), call.type())
                        .forEach(type -> fields.add(new Field("state", type, true)));
            } else {
                fields.add(new Field("result", call.type(), true));
            }
        }
        PlanNode source = new ValuesNode(2, input, List.of());
        return new AggregateNode(1, source, step, keys, calls, new Schema(fields));
    }

    private static List<DataType> types(Schema input, AggregateCall call) {
        return call.arguments().stream().map(input::type).toList();
    }

    /// The type that the semantics give a call.
    static DataType resultType(AggregateFunction function, DataType argument) {
        return switch (function) {
            case COUNT_STAR, COUNT, REGR_COUNT, APPROX_COUNT_DISTINCT -> DataType.BIGINT;
            case SUM -> argument instanceof IntegerType integer && integer.bits() < 64
                    ? DataType.BIGINT
                    : AggregateFunction.sumType(argument);
            case AVG -> argument instanceof DecimalType decimal
                    ? DataType.decimal(38, Math.max(12, decimal.scale()))
                    : DataType.DOUBLE;
            case MIN, MAX, ANY_VALUE, FIRST, LAST, BIT_AND, BIT_OR, BIT_XOR, ARG_MIN, ARG_MAX, MODE, QUANTILE_DISC ->
                    argument;
            case BOOL_AND, BOOL_OR -> DataType.BOOLEAN;
            case STRING_AGG -> DataType.VARCHAR;
            case PRODUCT, STDDEV_SAMP, STDDEV_POP, VAR_SAMP, VAR_POP, COVAR_SAMP, COVAR_POP, CORR, REGR_SLOPE,
                    REGR_INTERCEPT, REGR_R2, SKEWNESS, KURTOSIS, MEDIAN, QUANTILE_CONT -> DataType.DOUBLE;
        };
    }
}
