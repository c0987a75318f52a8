// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.plan.AggregateNode;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.exec.pipeline.DriverContext;
import dev.sheaf.exec.pipeline.SourceOperator;
import dev.sheaf.exec.row.RowReader;
import dev.sheaf.exec.row.RowScan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A driver's side of [AggregateSource]: takes a partition, groups its rows and states in a table, gives the groups,
/// and goes on to the next. A partition whose table becomes too large for the memory is split, and its parts are
/// grouped one after the other.
final class AggregateSourceOperator implements SourceOperator {
    private final AggregateSink sink;
    private final GroupParts parts;
    private final DriverContext context;
    private final long[] addresses;
    private @Nullable AggregateTable own;
    private @Nullable AggregateTable current;
    private @Nullable RowReader keptReader;
    private @Nullable RowReader stateReader;
    private @Nullable Chunk chunk;
    private int nextGroup;
    private boolean started;
    private boolean ended;

    AggregateSourceOperator(AggregateSink sink, GroupParts parts, DriverContext context) {
        this.sink = sink;
        this.parts = parts;
        this.context = context;
        this.addresses = new long[sink.chunkRows()];
    }

    @Override
    public Result next(Waker waker) {
        while (current == null || nextGroup >= current.groupCount()) {
            if (!(sink.partitioned() ? nextPart() : nextTable())) {
                return Result.FINISHED;
            }
            nextGroup = 0;
        }
        int count = Math.min(sink.chunkRows(), current.groupCount() - nextGroup);
        chunk = sink.layout().node().step() == AggregateNode.Step.PARTIAL
                ? current.states(nextGroup, count)
                : current.results(nextGroup, count);
        nextGroup += count;
        return Result.ROWS;
    }

    private boolean nextTable() {
        if (started) {
            return false;
        }
        started = true;
        current = sink.singleTable();
        return true;
    }

    /// Goes on to the next part.
    ///
    /// @return whether there was one; it may have been split, and then there is no current table
    private boolean nextPart() {
        if (!started) {
            started = true;
            parts.driverStarted();
        }
        current = null;
        GroupPart part = parts.poll();
        if (part == null) {
            end();
            return false;
        }
        AggregateTable table = emptyTable();
        if (group(part, table)) {
            part.release();
            current = table;
        } else {
            closeTable();
            parts.add(new GroupSplitter(sink, context.cancellation()).split(part));
        }
        return true;
    }

    /// Groups a part.
    ///
    /// @return whether there was memory enough; if not, the part is as before, and the table of no use
    private boolean group(GroupPart part, AggregateTable table) {
        long bytesMax = parts.bytesMax(part, table.usedBytes());
        try {
            for (GroupPart.TableGroups other : part.tables()) {
                table.merge(other.table(), other.groups(), other.groups().length);
            }
            if (keptReader == null || stateReader == null) {
                keptReader = new RowReader(sink.layout().keptRows(), sink.chunkRows());
                stateReader = new RowReader(sink.layout().stateRows(), sink.chunkRows());
            }
            return table.usedBytes() <= bytesMax
                    && add(table, part.states(), stateReader, sink.layout().state(), bytesMax)
                    && add(table, part.kept(), keptReader, sink.layout().kept(), bytesMax);
        } catch (SheafException failure) {
            if (failure.code() != ErrorCode.OUT_OF_MEMORY || !part.splits()) {
                throw failure;
            }
            return false;
        }
    }

    private boolean add(
            AggregateTable table,
            List<GroupPart.Rows> rows,
            RowReader reader,
            AggregateLayout.Columns columns,
            long bytesMax) {
        for (GroupPart.Rows part : rows) {
            try (RowScan scan = part.rows().scan(part.partition())) {
                for (int count = scan.next(addresses, addresses.length);
                        count > 0;
                        count = scan.next(addresses, addresses.length)) {
                    context.cancellation().check();
                    table.add(reader.read(part.rows(), addresses, count), columns);
                    if (table.usedBytes() > bytesMax) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    /// The driver's table without groups; a new one if the old one has become too large to be kept.
    private AggregateTable emptyTable() {
        AggregateTable table = own;
        if (table != null) {
            table.clear();
            if (TableSize.exceeded(table, sink.tableBytesMax(), sink.memory(), false)) {
                closeTable();
                table = null;
            }
        }
        if (table == null) {
            table = new AggregateTable(sink.layout(), sink.chunkRows(), sink.memory(), sink.spill());
            own = table;
        }
        return table;
    }

    private void closeTable() {
        if (own != null) {
            own.close();
            own = null;
        }
        current = null;
    }

    @Override
    public Chunk chunk() {
        if (chunk == null) {
            throw new IllegalStateException("no rows have been given");
        }
        return chunk;
    }

    private void end() {
        if (started && !ended && sink.partitioned()) {
            ended = true;
            parts.driverEnded();
        }
        closeTable();
    }

    @Override
    public void close() {
        end();
        chunk = null;
    }
}
