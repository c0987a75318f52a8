// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.batch;

import dev.sheaf.benchmarks.BenchmarkDefaults;
import dev.sheaf.benchmarks.data.SampleChunks;
import dev.sheaf.benchmarks.data.SampleColumns;
import dev.sheaf.benchmarks.data.Schemas;
import dev.sheaf.core.batch.Batch;
import dev.sheaf.core.batch.BatchBuilder;
import dev.sheaf.core.batch.BatchDecoder;
import dev.sheaf.core.batch.BatchReader;
import dev.sheaf.core.batch.EncodedBatch;
import dev.sheaf.core.memory.EngineMemory;
import dev.sheaf.core.memory.MemoryBlock;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.Selection;
import java.lang.foreign.MemorySegment;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/// Batches from rows and rows from batches: a chunk's rows copied out, some of them copied out, a batch's rows copied
/// in, and batches to bytes and back.
public class BatchBenchmark extends BenchmarkDefaults {
    /// What the columns hold.
    @SuppressWarnings("ImmutableEnumChecker")
    public enum Contents {
        /// Four BIGINT columns.
        NUMBERS(DataType.BIGINT, DataType.BIGINT, DataType.BIGINT, DataType.BIGINT),
        /// Two VARCHAR columns of up to twelve bytes.
        SHORT_STRINGS(DataType.VARCHAR, DataType.VARCHAR),
        /// A mixed row as of TPC-H's lineitem.
        MIXED(
                DataType.BIGINT,
                DataType.decimal(15, 2),
                DataType.decimal(15, 2),
                DataType.DATE,
                DataType.VARCHAR);

        private final DataType[] types;

        Contents(DataType... types) {
            this.types = types;
        }
    }

    @Param
    public Contents contents = Contents.NUMBERS;

    @Param({"0", "10"})
    public int nullPercent;

    private final EngineMemory memory = new EngineMemory(256 << 20);
    private Chunk chunk;
    private int[] everyThirdRow;
    private BatchBuilder builder;
    private BatchReader reader;
    private Batch batch;
    private MemoryBlock bytes;
    private long byteSize;

    @Setup
    public void prepare() {
        SampleColumns columns = new SampleColumns(7);
        int rowCount = Chunk.DEFAULT_ROWS;
        Schema schema = Schemas.of(nullPercent > 0, contents.types);
        FlatVector[] vectors = new FlatVector[schema.size()];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = columns.column(schema.type(i), rowCount, 10_000, nullPercent);
        }
        chunk = SampleChunks.chunk(schema, rowCount, vectors);
        Selection selection = new Selection(rowCount);
        long[] bits = selection.start(rowCount);
        for (int row = 0; row < rowCount; row++) {
            Bits.set(bits, row, row % 3 == 0);
        }
        everyThirdRow = selection.complete().rows();
        builder = new BatchBuilder(schema, memory.context());
        reader = new BatchReader(schema, rowCount);
        builder.append(chunk);
        batch = builder.finish();
        EncodedBatch encoded = EncodedBatch.of(batch);
        byteSize = encoded.byteSize();
        bytes = memory.context().allocate(byteSize);
        copy(encoded);
    }

    private MemoryBlock copy(EncodedBatch encoded) {
        long at = 0;
        for (MemorySegment part : encoded.parts()) {
            MemorySegment.copy(part, 0, bytes.segment(), at, part.byteSize());
            at += part.byteSize();
        }
        return bytes;
    }

    @Benchmark
    public int build() {
        builder.append(chunk);
        return give(builder.finish());
    }

    @Benchmark
    public int buildOfSelectedRows() {
        builder.append(chunk, everyThirdRow, 0, chunk.rowCount() / 3);
        return give(builder.finish());
    }

    private static int give(Batch built) {
        int rows = built.rowCount();
        built.release();
        return rows;
    }

    @Benchmark
    public Chunk read() {
        return reader.read(batch, 0, batch.rowCount());
    }

    @Benchmark
    public MemoryBlock encode() {
        return copy(EncodedBatch.of(batch));
    }

    @Benchmark
    public int decode() {
        return give(BatchDecoder.decode(batch.schema(), bytes, byteSize));
    }

    @TearDown
    public void giveBack() {
        builder.close();
        batch.release();
        bytes.release();
        memory.close();
    }
}
