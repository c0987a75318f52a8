// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.operator;

import dev.sheaf.benchmarks.data.SampleChunks;
import dev.sheaf.benchmarks.data.Schemas;
import dev.sheaf.core.function.AggregateFunction;
import dev.sheaf.core.plan.AggregateCall;
import dev.sheaf.core.plan.AggregateNode;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.exec.aggregate.AggregateSink;
import dev.sheaf.exec.aggregate.AggregateSource;
import dev.sheaf.exec.spill.Spill;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/// Grouping with a sum, an average and a count, by the kind of the key and the number of groups.
public class AggregateBenchmark extends OperatorBenchmark {
    private static final DataType MONEY = DataType.decimal(15, 2);
    private static final DataType SUM = DataType.decimal(38, 2);

    /// The key to group by.
    @SuppressWarnings("ImmutableEnumChecker")
    public enum Key {
        NONE,
        BIGINT(DataType.BIGINT),
        TWO_INTEGERS(DataType.INTEGER, DataType.INTEGER),
        VARCHAR(DataType.VARCHAR);

        private final DataType[] types;

        Key(DataType... types) {
            this.types = types;
        }
    }

    @Param({"1000000"})
    public int rowCount;

    @Param
    public Key key = Key.BIGINT;

    @Param({"4", "10000", "1000000"})
    public long groupCount;

    private List<Chunk> chunks;
    private AggregateNode node;

    @Setup
    public void prepare() {
        int keys = key.types.length;
        DataType[] types = new DataType[keys + 1];
        long[] bounds = new long[keys + 1];
        for (int i = 0; i < keys; i++) {
            types[i] = key.types[i];
            bounds[i] = Math.max(2, Math.round(Math.pow((double) groupCount, 1.0 / keys)));
        }
        types[keys] = MONEY;
        bounds[keys] = 10_000_000;
        Schema input = Schemas.of(types);
        chunks = SampleChunks.uniform(input, rowCount, bounds);
        List<Integer> places = IntStream.range(0, keys).boxed().toList();
        List<AggregateCall> calls = List.of(
                call(AggregateFunction.SUM, List.of(keys), SUM),
                call(AggregateFunction.AVG, List.of(keys), DataType.decimal(38, 6)),
                call(AggregateFunction.COUNT_STAR, List.of(), DataType.BIGINT));
        Schema output = input.select(places)
                .concat(Schemas.of(true, SUM, DataType.decimal(38, 6), DataType.BIGINT));
        node = new AggregateNode(1, input(0, input), AggregateNode.Step.SINGLE, places, calls, output);
    }

    private static AggregateCall call(AggregateFunction function, List<Integer> arguments, DataType type) {
        return new AggregateCall(function, arguments, false, OptionalInt.empty(), List.of(), type);
    }

    @Benchmark
    public long aggregate() {
        try (AggregateSink sink = new AggregateSink(node, memory.context(), Spill.NONE, Chunk.DEFAULT_ROWS)) {
            fill(sink, chunks);
            return drain(new AggregateSource(sink));
        }
    }
}
