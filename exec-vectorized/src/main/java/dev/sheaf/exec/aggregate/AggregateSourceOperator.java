// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import dev.sheaf.core.plan.AggregateNode;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.exec.pipeline.DriverContext;
import dev.sheaf.exec.pipeline.SourceOperator;
import dev.sheaf.exec.row.RowCollection;
import dev.sheaf.exec.row.RowReader;
import dev.sheaf.exec.row.RowScan;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A driver's side of [AggregateSource]: takes a partition, groups its rows and states in a table, gives the groups,
/// and goes on to the next.
final class AggregateSourceOperator implements SourceOperator {
    private final AggregateSink sink;
    private final AtomicInteger nextPartition;
    private final DriverContext context;
    private final long[] addresses;
    private @Nullable AggregateTable own;
    private @Nullable AggregateTable current;
    private @Nullable RowReader keptReader;
    private @Nullable RowReader stateReader;
    private @Nullable Chunk chunk;
    private int nextGroup;

    AggregateSourceOperator(AggregateSink sink, AtomicInteger nextPartition, DriverContext context) {
        this.sink = sink;
        this.nextPartition = nextPartition;
        this.context = context;
        this.addresses = new long[sink.chunkRows()];
    }

    @Override
    public Result next(Waker waker) {
        while (current == null || nextGroup >= current.groupCount()) {
            int partition = nextPartition.getAndIncrement();
            if (partition >= (sink.partitioned() ? GroupPartitions.COUNT : 1)) {
                return Result.FINISHED;
            }
            current = sink.partitioned() ? group(partition) : sink.singleTable();
            nextGroup = 0;
        }
        int count = Math.min(sink.chunkRows(), current.groupCount() - nextGroup);
        chunk = sink.layout().node().step() == AggregateNode.Step.PARTIAL
                ? current.states(nextGroup, count)
                : current.results(nextGroup, count);
        nextGroup += count;
        return Result.ROWS;
    }

    private AggregateTable group(int partition) {
        AggregateTable table = own;
        if (table == null) {
            table = new AggregateTable(sink.layout(), sink.chunkRows(), sink.memory());
            own = table;
            keptReader = reader(sink.keptRows());
            stateReader = reader(sink.stateRows());
        }
        table.clear();
        for (GroupPartitions other : sink.tablePartitions()) {
            int[] groups = other.groups(partition);
            table.merge(other.table(), groups, groups.length);
        }
        for (RowCollection rows : sink.stateRows()) {
            add(table, rows, partition, stateReader, sink.layout().state());
        }
        for (RowCollection rows : sink.keptRows()) {
            add(table, rows, partition, keptReader, sink.layout().kept());
        }
        return table;
    }

    private @Nullable RowReader reader(List<RowCollection> rows) {
        return rows.isEmpty() ? null : new RowReader(rows.getFirst().layout(), sink.chunkRows());
    }

    private void add(
            AggregateTable table,
            RowCollection rows,
            int partition,
            @Nullable RowReader reader,
            AggregateLayout.Columns columns) {
        if (reader == null) {
            return;
        }
        try (RowScan scan = rows.drain(partition)) {
            for (int count = scan.next(addresses, addresses.length);
                    count > 0;
                    count = scan.next(addresses, addresses.length)) {
                context.cancellation().check();
                table.add(reader.read(rows, addresses, count), columns);
            }
        }
    }

    @Override
    public Chunk chunk() {
        if (chunk == null) {
            throw new IllegalStateException("no rows have been given");
        }
        return chunk;
    }

    @Override
    public void close() {
        if (own != null) {
            own.close();
            own = null;
        }
        current = null;
        chunk = null;
    }
}
