// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.exec.hash.VectorHash;
import dev.sheaf.exec.pipeline.SinkOperator;
import dev.sheaf.exec.row.RowCollection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A driver's side of [AggregateSink]. Groups rows in its table, or while grouping doesn't pay, or states can't be
/// written out, puts them aside by partition. Never blocks.
final class AggregateSinkOperator implements SinkOperator {
    /// When a table has met fewer rows per group than this, the next rows are put aside without looking.
    private static final int ROWS_PER_GROUP_MIN = 4;
    /// For how many times the rows of the table's last filling.
    private static final int ASIDE_FACTOR = 16;

    private final AggregateSink sink;
    private final AggregateLayout layout;
    private final List<AggregateTable> tables = new ArrayList<>();
    private final List<RowCollection> keptRows = new ArrayList<>();
    private final List<RowCollection> stateRows = new ArrayList<>();
    private @Nullable AggregateTable table;
    private @Nullable VectorHash keptHash;
    private @Nullable VectorHash stateHash;
    private int groupsMax;
    private long tableRows;
    private long rowsAside;
    private int[] partitions = {};
    private int[] ascending = {};

    AggregateSinkOperator(AggregateSink sink) {
        this.sink = sink;
        this.layout = sink.layout();
    }

    @Override
    public Result take(Chunk chunk, Waker waker) {
        int count = chunk.activeCount();
        if (rowsAside > 0) {
            putAside(chunk);
            rowsAside -= count;
            return Result.TAKEN;
        }
        AggregateTable current = table;
        if (current == null) {
            current = new AggregateTable(layout, sink.chunkRows(), sink.memory(), sink.spill());
            table = current;
            tables.add(current);
            groupsMax = current.groupsMax(sink.tableBytesMax());
        }
        current.add(chunk, layout.input());
        tableRows += count;
        if (current.groupCount() >= groupsMax
                || layout.hasKeys()
                        && TableSize.exceeded(current, sink.tableBytesMax(), sink.memory(), sink.spillForced())) {
            overflow(current);
        }
        return Result.TAKEN;
    }

    private void overflow(AggregateTable full) {
        if (!layout.splittable()) {
            // Its states have no columns: it stays as it is, and all other rows are grouped later.
            rowsAside = Long.MAX_VALUE;
            return;
        }
        if (tableRows < (long) ROWS_PER_GROUP_MIN * full.groupCount()) {
            rowsAside = ASIDE_FACTOR * tableRows;
        }
        writeStates(full);
        if (TableSize.exceeded(full, sink.tableBytesMax(), sink.memory(), sink.spillForced())) {
            full.close();
            tables.remove(full);
            table = null;
        } else {
            full.clear();
        }
        tableRows = 0;
    }

    private void writeStates(AggregateTable full) {
        if (stateRows.isEmpty()) {
            stateRows.add(sink.newRows(layout.stateRows(), GroupPartitions.COUNT));
            stateHash = new VectorHash(layout.state().keys());
        }
        int[] places = GroupTable.ascending(layout.stateSchema().size());
        for (int from = 0; from < full.groupCount(); from += sink.chunkRows()) {
            int count = Math.min(sink.chunkRows(), full.groupCount() - from);
            append(stateRows.getFirst(), full.states(from, count), places, stateHash);
        }
    }

    private void putAside(Chunk chunk) {
        if (keptRows.isEmpty()) {
            keptRows.add(sink.newRows(layout.keptRows(), GroupPartitions.COUNT));
            keptHash = new VectorHash(layout.input().keys());
        }
        append(keptRows.getFirst(), chunk, layout.keptPlaces(), keptHash);
    }

    private void append(RowCollection rows, Chunk chunk, int[] places, @Nullable VectorHash hash) {
        if (hash == null) {
            throw new IllegalStateException("no hash of the keys");
        }
        int count = chunk.activeCount();
        int[] active = chunk.selection() == null ? ascending(count) : chunk.selection().rows();
        if (partitions.length < chunk.rowCount()) {
            partitions = new int[Math.max(chunk.rowCount(), sink.chunkRows())];
        }
        GroupPartitions.of(hash.hash(chunk, active, count), active, count, partitions);
        rows.append(chunk, places, active, count, partitions);
    }

    private int[] ascending(int count) {
        if (ascending.length < count) {
            ascending = GroupTable.ascending(Math.max(count, sink.chunkRows()));
        }
        return ascending;
    }

    @Override
    public Result finish(Waker waker) {
        keptRows.forEach(RowCollection::parkAll);
        stateRows.forEach(RowCollection::parkAll);
        sink.handOver(tables, keptRows, stateRows);
        forget();
        return Result.TAKEN;
    }

    private void forget() {
        tables.clear();
        keptRows.clear();
        stateRows.clear();
        table = null;
    }

    @Override
    public void close() {
        tables.forEach(AggregateTable::close);
        keptRows.forEach(RowCollection::close);
        stateRows.forEach(RowCollection::close);
        forget();
    }
}
