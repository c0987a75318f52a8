// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.session;

import dev.sheaf.core.catalog.WriteTarget;
import dev.sheaf.core.catalog.log.CatalogChange;
import dev.sheaf.core.catalog.log.SegmentReference;
import dev.sheaf.core.catalog.log.TableDefinition;
import dev.sheaf.core.expression.ByteString;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.schedule.CancellationToken;
import dev.sheaf.core.storage.ChunkWriter;
import dev.sheaf.core.storage.Connector;
import dev.sheaf.core.storage.ScanContext;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.engine.arrow.ArrowImport;
import java.util.List;
import java.util.Objects;
import org.apache.arrow.vector.VectorSchemaRoot;

/// Makes tables of data that the embedding program has in memory, on the calling thread.
final class TableLoader {
    private final EngineServices services;

    TableLoader(EngineServices services) {
        this.services = services;
    }

    /// Copies Arrow data into a table of that name, in the place of one that there may be.
    ///
    /// @param batches all of one schema, at least one
    /// @return how many rows there were
    long load(String schema, String name, Iterable<VectorSchemaRoot> batches) {
        var iterator = batches.iterator();
        VectorSchemaRoot root = iterator.next();
        try (MemoryContext memory = services.memory().child("load " + name);
                ArrowImport source = new ArrowImport(root.getSchema(), Chunk.DEFAULT_ROWS, memory)) {
            String connectorName = services.tables().connector();
            Connector connector = Objects.requireNonNull(services.connectors().get(connectorName));
            WriteTarget target = services.tables().target(name, source.schema());
            long statement = services.queryNumbers().incrementAndGet();
            ScanContext context = new ScanContext(Chunk.DEFAULT_ROWS, memory, new CancellationToken());
            boolean kept = false;
            try (ChunkWriter writer = connector.createWriter(target, statement, 0, context)) {
                long rowCount = 0;
                while (true) {
                    rowCount += write(root, source, writer);
                    if (!iterator.hasNext()) {
                        break;
                    }
                    root = iterator.next();
                }
                List<ByteString> commits = List.of(writer.finish());
                List<SegmentReference> segments = services.tables().segments(commits);
                TableDefinition table = new TableDefinition(
                        services.tableNumbers().incrementAndGet(), name, connectorName, source.schema(), segments);
                services.catalog().versions().append(new CatalogChange.CreateTable(schema, table, true));
                services.tables().keep(target, statement, commits);
                kept = true;
                return rowCount;
            } finally {
                if (!kept) {
                    connector.abort(target, statement);
                }
            }
        }
    }

    private static long write(VectorSchemaRoot root, ArrowImport source, ChunkWriter writer) {
        for (int from = 0; from < root.getRowCount(); from += Chunk.DEFAULT_ROWS) {
            writer.write(source.read(root, from, Math.min(Chunk.DEFAULT_ROWS, root.getRowCount() - from)));
        }
        return root.getRowCount();
    }
}
