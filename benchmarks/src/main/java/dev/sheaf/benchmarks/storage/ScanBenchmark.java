// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.storage;

import dev.sheaf.benchmarks.BenchmarkDefaults;
import dev.sheaf.core.catalog.Relation;
import dev.sheaf.core.memory.EngineMemory;
import dev.sheaf.core.plan.ScanNode;
import dev.sheaf.core.schedule.CancellationToken;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.storage.ChunkSource;
import dev.sheaf.core.storage.Connector;
import dev.sheaf.core.storage.ScanContext;
import dev.sheaf.core.storage.Split;
import dev.sheaf.core.vector.Chunk;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;

/// What the suites of scans share: one thread that reads all splits of a table, each column decoded. A score is the
/// time of the whole table.
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public abstract class ScanBenchmark extends BenchmarkDefaults {
    @Param({"1000000"})
    public int rowCount;

    protected final EngineMemory memory = new EngineMemory(1L << 30);

    protected static ScanNode scan(Relation.Table table, List<Integer> columns) {
        return new ScanNode(
                1, table.handle(), columns, table.schema().select(columns), List.of(), OptionalLong.empty());
    }

    protected final ScanContext context() {
        return new ScanContext(Chunk.DEFAULT_ROWS, memory.context(), new CancellationToken());
    }

    /// Reads a scan to its end.
    ///
    /// @return how many rows there were
    protected final long read(Connector connector, ScanNode scan) {
        long rows = 0;
        for (Split split : connector.splits(scan, 1)) {
            try (ChunkSource source = connector.open(scan, split, context())) {
                Chunk chunk = new Chunk(scan.schema());
                while (source.next(chunk, Waker.NONE) == ChunkSource.Result.ROWS) {
                    for (int i = 0; i < chunk.columnCount(); i++) {
                        chunk.column(i);
                    }
                    rows += chunk.rowCount();
                }
            }
        }
        return rows;
    }
}
