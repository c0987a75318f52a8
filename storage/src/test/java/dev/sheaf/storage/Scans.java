// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage;

import dev.sheaf.core.catalog.Relation;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.plan.ScanConstraint;
import dev.sheaf.core.plan.ScanNode;
import dev.sheaf.core.schedule.CancellationToken;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.storage.ChunkSource;
import dev.sheaf.core.storage.Connector;
import dev.sheaf.core.storage.ScanContext;
import dev.sheaf.core.storage.Split;
import dev.sheaf.core.vector.Chunk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/// Scans tables through their connector as an engine would.
public final class Scans {
    private Scans() {}

    /// A scan of the named columns, of all without names.
    public static ScanNode scan(Relation.Table table, List<ScanConstraint> constraints, String... names) {
        List<Integer> columns = names.length == 0
                ? IntStream.range(0, table.schema().size()).boxed().toList()
                : Arrays.stream(names).map(table.schema()::indexOf).toList();
        return new ScanNode(
                1, table.handle(), columns, table.schema().select(columns), constraints, OptionalLong.empty());
    }

    public static List<List<Object>> rows(Connector connector, Relation.Table table, MemoryContext memory,
            String... names) {
        return rows(connector, scan(table, List.of(), names), memory, Chunk.DEFAULT_ROWS, 2);
    }

    public static List<List<Object>> rows(
            Connector connector, ScanNode scan, MemoryContext memory, int chunkRows, int parallelism) {
        List<List<Object>> rows = new ArrayList<>();
        for (Split split : connector.splits(scan, parallelism)) {
            read(connector, scan, split, memory, chunkRows, rows);
        }
        return rows;
    }

    public static void read(
            Connector connector,
            ScanNode scan,
            Split split,
            MemoryContext memory,
            int chunkRows,
            List<List<Object>> rows) {
        ScanContext context = new ScanContext(chunkRows, memory, new CancellationToken());
        try (ChunkSource source = connector.open(scan, split, context)) {
            Chunk chunk = new Chunk(scan.schema());
            while (source.next(chunk, Waker.NONE) == ChunkSource.Result.ROWS) {
                JavaValues.append(chunk, rows);
            }
        }
    }

    /// How many rows a scan gives.
    public static long count(Connector connector, ScanNode scan, MemoryContext memory) {
        long count = 0;
        for (Split split : connector.splits(scan, 2)) {
            ScanContext context = new ScanContext(Chunk.DEFAULT_ROWS, memory, new CancellationToken());
            try (ChunkSource source = connector.open(scan, split, context)) {
                Chunk chunk = new Chunk(scan.schema());
                while (source.next(chunk, Waker.NONE) == ChunkSource.Result.ROWS) {
                    count += chunk.rowCount();
                }
            }
        }
        return count;
    }
}
