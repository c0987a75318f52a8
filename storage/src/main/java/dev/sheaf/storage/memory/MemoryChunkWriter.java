// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.memory;

import dev.sheaf.core.catalog.log.SegmentReference;
import dev.sheaf.core.expression.ByteString;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.storage.ChunkWriter;
import dev.sheaf.core.storage.ScanContext;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.Selection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes rows to segments, which stay pending until their statement commits or aborts.
final class MemoryChunkWriter implements ChunkWriter {
    private final Schema schema;
    private final long statement;
    private final SegmentStore store;
    private final MemoryContext memory;
    private final ScanContext context;
    private final List<SegmentReference> written = new ArrayList<>();
    private @Nullable SegmentBuilder builder;

    MemoryChunkWriter(
            Schema schema, long statement, SegmentStore store, MemoryContext memory, ScanContext context) {
        this.schema = schema;
        this.statement = statement;
        this.store = store;
        this.memory = memory;
        this.context = context;
    }

    @Override
    public void write(Chunk chunk) {
        context.cancellation().check();
        Selection selection = chunk.selection();
        int[] rows = selection == null ? null : selection.rows();
        int count = chunk.activeCount();
        int done = 0;
        while (done < count) {
            SegmentBuilder open = builder;
            if (open == null) {
                open = new SegmentBuilder(schema, memory);
                builder = open;
            }
            int take = Math.min(count - done, open.room());
            open.append(chunk, rows, done, take);
            done += take;
            if (open.room() == 0) {
                finishSegment();
            }
        }
    }

    private void finishSegment() {
        SegmentBuilder open = builder;
        if (open != null) {
            TableSegment segment = open.finish(store.newId());
            builder = null;
            store.addPending(statement, segment);
            written.add(new SegmentReference(segment.id(), segment.rowCount(), segment.byteSize()));
        }
    }

    @Override
    public ByteString finish() {
        finishSegment();
        return SegmentCommits.encode(written);
    }

    @Override
    public void close() {
        if (builder != null) {
            builder.discard();
            builder = null;
        }
    }
}
