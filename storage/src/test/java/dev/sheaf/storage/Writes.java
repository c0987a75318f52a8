// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage;

import dev.sheaf.core.catalog.Relation;
import dev.sheaf.core.catalog.WriteTarget;
import dev.sheaf.core.expression.ByteString;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.plan.ScanNode;
import dev.sheaf.core.schedule.CancellationToken;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.storage.ChunkSource;
import dev.sheaf.core.storage.ChunkWriter;
import dev.sheaf.core.storage.Connector;
import dev.sheaf.core.storage.ScanContext;
import dev.sheaf.core.storage.Split;
import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.Selection;
import java.util.ArrayList;
import java.util.List;

/// Copies tables from one connector to another as an engine would.
public final class Writes {
    private Writes() {}

    /// Writes all rows with several writers in turn, and gives their commits.
    public static List<ByteString> copy(
            Connector from, Relation.Table table, Connector to, WriteTarget target, long statement, int writers,
            int chunkRows, MemoryContext memory) {
        ScanContext context = new ScanContext(chunkRows, memory, new CancellationToken());
        List<ChunkWriter> open = new ArrayList<>();
        List<ByteString> commits = new ArrayList<>();
        try {
            for (int i = 0; i < writers; i++) {
                open.add(to.createWriter(target, statement, i, context));
            }
            ScanNode scan = Scans.scan(table, List.of());
            int turn = 0;
            for (Split split : from.splits(scan, 2)) {
                try (ChunkSource source = from.open(scan, split, context)) {
                    Chunk chunk = new Chunk(scan.schema());
                    while (source.next(chunk, Waker.NONE) == ChunkSource.Result.ROWS) {
                        open.get(turn++ % writers).write(chunk);
                    }
                }
            }
            for (ChunkWriter writer : open) {
                commits.add(writer.finish());
            }
        } finally {
            open.forEach(ChunkWriter::close);
        }
        return commits;
    }

    /// Takes every third row of a chunk out of play.
    public static void selectSome(Chunk chunk, Selection selection) {
        long[] bits = selection.start(chunk.rowCount());
        for (int row = 0; row < chunk.rowCount(); row++) {
            Bits.set(bits, row, row % 3 != 0);
        }
        chunk.select(selection.complete());
    }
}
