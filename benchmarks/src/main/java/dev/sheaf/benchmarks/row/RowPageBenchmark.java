// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.row;

import dev.sheaf.benchmarks.BenchmarkDefaults;
import dev.sheaf.benchmarks.data.SampleChunks;
import dev.sheaf.benchmarks.data.Schemas;
import dev.sheaf.core.memory.EngineMemory;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.exec.row.RowCollection;
import dev.sheaf.exec.row.RowLayout;
import dev.sheaf.exec.row.RowReader;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/// Columns scattered to row pages, to one partition and to many, and gathered from them, in the order of the rows and
/// in any order. A score is the time of one chunk of 2048 rows.
public class RowPageBenchmark extends BenchmarkDefaults {
    private static final Schema ROW =
            Schemas.of(DataType.BIGINT, DataType.decimal(15, 2), DataType.DATE, DataType.VARCHAR);
    private static final int[] PLACES = {0, 1, 2, 3};

    @Param({"2048", "65536", "1000000"})
    public int rowCount;

    @Param({"1", "64"})
    public int partitionCount;

    private final EngineMemory memory = new EngineMemory(1L << 30);
    private final RowLayout layout = new RowLayout(ROW, 8);
    private List<Chunk> chunks;
    private int[] partitions;
    private RowCollection scattered;
    private RowCollection rows;
    private RowReader reader;
    private long[] inOrder;
    private long[] anyOrder;
    private int next;

    @Setup
    public void prepare() {
        chunks = SampleChunks.uniform(ROW, rowCount, 1L << 40, 1_000_000, 3000, 1_000_000);
        SplittableRandom random = new SplittableRandom(8);
        partitions = IntStream.range(0, Chunk.DEFAULT_ROWS).map(_ -> random.nextInt(partitionCount)).toArray();
        scattered = new RowCollection(layout, memory.context(), partitionCount);
        rows = new RowCollection(layout, memory.context());
        reader = new RowReader(layout, Chunk.DEFAULT_ROWS);
        long[] addresses = new long[rowCount];
        int count = 0;
        for (Chunk chunk : chunks) {
            long[] added = rows.append(chunk, PLACES, null, chunk.rowCount());
            System.arraycopy(added, 0, addresses, count, chunk.rowCount());
            count += chunk.rowCount();
        }
        inOrder = new long[Chunk.DEFAULT_ROWS];
        anyOrder = new long[Chunk.DEFAULT_ROWS];
        for (int i = 0; i < Chunk.DEFAULT_ROWS; i++) {
            inOrder[i] = addresses[i % count];
            anyOrder[i] = addresses[random.nextInt(count)];
        }
    }

    /// Begins anew when as many rows as the parameter says have been scattered.
    @Benchmark
    public long[] scatter() {
        if (next == chunks.size()) {
            next = 0;
            scattered.clear();
        }
        Chunk chunk = chunks.get(next++);
        return scattered.append(chunk, PLACES, null, chunk.rowCount(), partitionCount == 1 ? null : partitions);
    }

    @Benchmark
    public Chunk gatherInOrder() {
        return reader.read(rows, inOrder, inOrder.length);
    }

    @Benchmark
    public Chunk gatherInAnyOrder() {
        return reader.read(rows, anyOrder, anyOrder.length);
    }

    @TearDown
    public void giveBack() {
        scattered.close();
        rows.close();
        memory.close();
    }
}
