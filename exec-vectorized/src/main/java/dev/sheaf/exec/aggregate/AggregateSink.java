// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.plan.AggregateNode;
import dev.sheaf.exec.pipeline.DriverContext;
import dev.sheaf.exec.pipeline.SinkFactory;
import dev.sheaf.exec.pipeline.SinkOperator;
import dev.sheaf.exec.row.RowCollection;
import dev.sheaf.exec.row.RowLayout;
import dev.sheaf.exec.spill.Spill;
import java.util.ArrayList;
import java.util.List;

/// The shared side of a hash aggregation: takes all rows (the drivers' side is [AggregateSinkOperator]) and holds what
/// came of them until an [AggregateSource] made from it gives the groups.
///
/// Each driver groups its rows in a table of its own as long as that stays cache-sized. A table that grows beyond is
/// written out as rows of states, partitioned by hash; where rows hardly meet equal keys, they are partitioned as they
/// come and grouped later. In the end either all drivers' few groups are merged here, or the source's drivers take the
/// partitions one by one, each with a table that is small again (Leis et al., SIGMOD 2014; Kuiper et al., ICDE 2024).
///
/// All steps of [AggregateNode] are taken; for a PARTIAL one with keys [PartialAggregateFactory] needs less memory.
public final class AggregateSink implements SinkFactory {
    /// Up to so many groups of all drivers are merged at once instead of by partitions.
    private static final int MERGED_GROUPS_MAX = 16 << 10;
    /// A driver's table may fill its share of a third-level cache.
    static final long TABLE_BYTES_MAX = 8 << 20;

    private final AggregateLayout layout;
    private final MemoryContext memory;
    private final Spill spill;
    private final int chunkRows;
    private final long tableBytesMax;
    private final List<AggregateTable> tables = new ArrayList<>();
    private final List<GroupPartitions> tablePartitions = new ArrayList<>();
    private final List<RowCollection> keptRows = new ArrayList<>();
    private final List<RowCollection> stateRows = new ArrayList<>();
    private final List<RowCollection> owned = new ArrayList<>();
    private boolean partitioned;
    private boolean closed;

    /// @param task the task's memory; the aggregation has a child of it
    /// @param spill where rows go when there is no more
    /// @param chunkRows the most rows of a chunk that comes out
    public AggregateSink(AggregateNode node, MemoryContext task, Spill spill, int chunkRows) {
        this(node, task, spill, chunkRows, TABLE_BYTES_MAX);
    }

    /// @param tableBytesMax beyond which size a driver's table is written out
    AggregateSink(AggregateNode node, MemoryContext task, Spill spill, int chunkRows, long tableBytesMax) {
        this.layout = new AggregateLayout(node);
        this.memory = task.child("aggregate " + node.id());
        this.spill = spill;
        this.chunkRows = chunkRows;
        this.tableBytesMax = TableSize.bytesMax(tableBytesMax, memory, spill);
    }

    @Override
    public SinkOperator create(DriverContext context) {
        return new AggregateSinkOperator(this);
    }

    AggregateLayout layout() {
        return layout;
    }

    MemoryContext memory() {
        return memory;
    }

    /// Rows by partition that are put aside and not looked at before the source's drivers do.
    RowCollection newRows(RowLayout rowLayout, int partitionCount) {
        RowCollection rows = new RowCollection(rowLayout, memory, partitionCount, spill);
        rows.parkFull();
        return rows;
    }

    /// Takes rows over that are to be closed with the sink. Called by many threads.
    synchronized void own(RowCollection rows) {
        owned.add(rows);
    }

    Spill spill() {
        return spill;
    }

    /// Whether all that can be is to be written out.
    boolean spillForced() {
        return spill.forced();
    }

    int chunkRows() {
        return chunkRows;
    }

    long tableBytesMax() {
        return tableBytesMax;
    }

    /// Takes over what a driver has collected. Called by many threads.
    synchronized void handOver(
            List<AggregateTable> driverTables, List<RowCollection> driverKept, List<RowCollection> driverStates) {
        tables.addAll(driverTables);
        keptRows.addAll(driverKept);
        stateRows.addAll(driverStates);
    }

    /// Decides whether the groups come out by partitions; if so, the pieces of the finalise step sort each table's
    /// groups by partition.
    @Override
    public int finalizeTaskCount() {
        long groups = 0;
        for (AggregateTable table : tables) {
            groups += table.groupCount();
        }
        boolean few = tables.size() <= 1 || groups <= MERGED_GROUPS_MAX;
        partitioned = layout.hasKeys() && !(keptRows.isEmpty() && stateRows.isEmpty() && few);
        if (!partitioned) {
            return 0;
        }
        for (AggregateTable table : tables) {
            tablePartitions.add(new GroupPartitions(table, layout, chunkRows));
        }
        return tablePartitions.size();
    }

    @Override
    public void finalizeTask(int index, DriverContext context) {
        tablePartitions.get(index).sort();
    }

    @Override
    public void completed() {
        if (partitioned) {
            return;
        }
        if (tables.isEmpty()) {
            tables.add(new AggregateTable(layout, chunkRows, memory, spill));
        }
        AggregateTable first = tables.getFirst();
        while (tables.size() > 1) {
            AggregateTable next = tables.getLast();
            first.merge(next, GroupTable.ascending(next.groupCount()), next.groupCount());
            tables.removeLast();
            next.close();
        }
    }

    /// Whether groups come out by partitions, and not all from [#singleTable()]. Known when the sink is complete.
    boolean partitioned() {
        return partitioned;
    }

    AggregateTable singleTable() {
        return tables.getFirst();
    }

    /// All that there is of a partition's groups.
    GroupPart part(int partition) {
        GroupPart part = GroupPart.partition();
        for (GroupPartitions table : tablePartitions) {
            part.tables().add(new GroupPart.TableGroups(table.table(), table.groups(partition)));
        }
        stateRows.forEach(rows -> part.states().add(new GroupPart.Rows(rows, partition)));
        keptRows.forEach(rows -> part.kept().add(new GroupPart.Rows(rows, partition)));
        return part;
    }

    @Override
    public long peakBytes() {
        return memory.peakBytes();
    }

    @Override
    public long spilledBytes() {
        return spill.writtenBytes();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        tables.forEach(AggregateTable::close);
        keptRows.forEach(RowCollection::close);
        stateRows.forEach(RowCollection::close);
        owned.forEach(RowCollection::close);
        memory.close();
    }
}
