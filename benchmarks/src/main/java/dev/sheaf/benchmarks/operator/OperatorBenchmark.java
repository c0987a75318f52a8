// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.operator;

import dev.sheaf.benchmarks.BenchmarkDefaults;
import dev.sheaf.core.catalog.TableHandle;
import dev.sheaf.core.memory.EngineMemory;
import dev.sheaf.core.plan.PlanNode;
import dev.sheaf.core.plan.ScanNode;
import dev.sheaf.core.schedule.CancellationToken;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.engine.runtime.SystemClock;
import dev.sheaf.exec.pipeline.DriverContext;
import dev.sheaf.exec.pipeline.SinkFactory;
import dev.sheaf.exec.pipeline.SinkOperator;
import dev.sheaf.exec.pipeline.SourceFactory;
import dev.sheaf.exec.pipeline.SourceOperator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.TearDown;

/// What the suites of operators share: one driver that takes chunks to a sink and the rows of a source away. A score is
/// the time of all rows.
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public abstract class OperatorBenchmark extends BenchmarkDefaults {
    protected final EngineMemory memory = new EngineMemory(4L << 30);
    protected final DriverContext driver = new DriverContext(
            0, Chunk.DEFAULT_ROWS, memory.context(), new CancellationToken(), new SystemClock(), () -> 1);

    /// A leaf for plan nodes that only look at their input's columns.
    protected static PlanNode input(int id, Schema schema) {
        return new ScanNode(
                id,
                TableHandle.of("chunks", "chunks", Map.of()),
                IntStream.range(0, schema.size()).boxed().toList(),
                schema,
                List.of(),
                OptionalLong.empty());
    }

    /// Takes all chunks to the sink and completes it.
    protected final void fill(SinkFactory factory, List<Chunk> chunks) {
        try (SinkOperator sink = factory.create(driver)) {
            for (Chunk chunk : chunks) {
                if (sink.take(chunk, Waker.NONE) == SinkOperator.Result.BLOCKED) {
                    throw new IllegalStateException("a sink of memory is blocked");
                }
            }
            sink.finish(Waker.NONE);
        }
        int pieces = factory.finalizeTaskCount();
        for (int i = 0; i < pieces; i++) {
            factory.finalizeTask(i, driver);
        }
        factory.completed();
    }

    /// Reads all columns of all rows.
    ///
    /// @return how many rows there were
    protected final long drain(SourceFactory factory) {
        long rows = 0;
        try (factory;
                SourceOperator source = factory.create(driver)) {
            while (source.next(Waker.NONE) == SourceOperator.Result.ROWS) {
                rows += touch(source.chunk());
            }
        }
        return rows;
    }

    /// Decodes all columns of a chunk.
    protected static int touch(Chunk chunk) {
        for (int i = 0; i < chunk.columnCount(); i++) {
            chunk.column(i);
        }
        return chunk.activeCount();
    }

    @TearDown
    public void giveBack() {
        memory.close();
    }
}
