// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.operator;

import dev.sheaf.benchmarks.data.SampleChunks;
import dev.sheaf.benchmarks.data.Schemas;
import dev.sheaf.core.plan.SortKey;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.exec.sort.SortSink;
import dev.sheaf.exec.sort.TopNSink;
import dev.sheaf.exec.spill.Spill;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/// Sorting all rows and finding the first, by the kind of the key.
public class SortBenchmark extends OperatorBenchmark {
    /// The key to sort by.
    @SuppressWarnings("ImmutableEnumChecker")
    public enum Key {
        BIGINT(DataType.BIGINT),
        VARCHAR(DataType.VARCHAR),
        DATE_AND_BIGINT(DataType.DATE, DataType.BIGINT);

        private final DataType[] types;

        Key(DataType... types) {
            this.types = types;
        }
    }

    @Param({"10000", "1000000"})
    public int rowCount;

    @Param
    public Key key = Key.BIGINT;

    private Schema schema;
    private List<SortKey> keys;
    private List<Chunk> chunks;

    @Setup
    public void prepare() {
        Schema payload = Schemas.of(DataType.BIGINT, DataType.decimal(15, 2));
        schema = Schemas.of(key.types).concat(payload);
        keys = switch (key) {
            case BIGINT, VARCHAR -> List.of(new SortKey(0, false, false));
            case DATE_AND_BIGINT -> List.of(new SortKey(0, true, true), new SortKey(1, false, false));
        };
        long[] bounds = new long[schema.size()];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = schema.type(i).equals(DataType.DATE) ? 3000 : 1L << 40;
        }
        chunks = SampleChunks.uniform(schema, rowCount, bounds);
    }

    @Benchmark
    public long sort() {
        try (SortSink sink = new SortSink(1, schema, keys, memory.context(), Spill.NONE)) {
            fill(sink, chunks);
            return drain(sink.source());
        }
    }

    @Benchmark
    public long topHundred() {
        try (TopNSink sink = new TopNSink(1, schema, keys, 100, memory.context())) {
            fill(sink, chunks);
            return drain(sink.source());
        }
    }
}
