// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.exec.row.HeapCharge;
import dev.sheaf.exec.row.RowCollection;
import dev.sheaf.exec.row.RowLayout;
import dev.sheaf.exec.row.RowReader;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The base of aggregates that must see all values of a group at once: keeps the argument columns of all rows in row
/// pages, and hands them out group by group in the end, in the order of arrival.
abstract class CollectingAccumulator extends Accumulator {
    private static final int READ_ROWS = 1024;

    private final HeapCharge charge;
    private final RowLayout layout;
    private final RowCollection collected;
    private final int[] own;
    private long[] addresses = {};
    private int[] groups = {};
    private int count;
    private int capacity;
    private int @Nullable [] order;
    private int[] starts = {};

    /// @param schema the collected columns
    CollectingAccumulator(Schema schema, MemoryContext memory) {
        this.charge = new HeapCharge(memory);
        this.layout = new RowLayout(schema);
        this.collected = new RowCollection(layout, memory);
        this.own = GroupTable.ascending(schema.size());
    }

    /// Which rows are kept; all by default.
    GroupedRows kept(Chunk chunk, int[] arguments, GroupedRows rows) {
        return rows;
    }

    /// Begins to write the results of some groups.
    abstract void start(int resultCount, FlatVector target);

    /// Takes a group's rows: those of a chunk from `from` to `to`, which may be none.
    abstract void finish(Chunk rows, int from, int to, FlatVector target, int targetRow);

    /// Ends writing.
    void complete(int resultCount, FlatVector target) {}

    @Override
    void grow(int groupCapacity) {
        capacity = groupCapacity;
    }

    @Override
    int bytesPerGroup() {
        return 4;
    }

    @Override
    boolean splittable() {
        return false;
    }

    @Override
    void add(Chunk chunk, int[] arguments, GroupedRows rows) {
        GroupedRows taken = kept(chunk, arguments, rows);
        append(chunk, arguments, taken.rows(), taken.count(), taken.groups());
    }

    private void append(Chunk chunk, int[] columns, int[] rows, int rowCount, int[] rowGroups) {
        if (count + rowCount > addresses.length) {
            int length = Math.max(1024, Math.max(count + rowCount, addresses.length + (addresses.length >> 1)));
            charge.resize(12L * length);
            addresses = Arrays.copyOf(addresses, length);
            groups = Arrays.copyOf(groups, length);
        }
        long[] appended = collected.append(chunk, columns, rows, rowCount);
        System.arraycopy(appended, 0, addresses, count, rowCount);
        for (int i = 0; i < rowCount; i++) {
            groups[count + i] = rowGroups[rows[i]];
        }
        count += rowCount;
        order = null;
    }

    @Override
    final void merge(Accumulator other, int[] groupMap) {
        CollectingAccumulator theirs = (CollectingAccumulator) other;
        RowReader reader = new RowReader(layout, READ_ROWS);
        long[] chosen = new long[READ_ROWS];
        int[] rowGroups = new int[READ_ROWS];
        int[] rows = GroupTable.ascending(READ_ROWS);
        int filled = 0;
        for (int i = 0; i < theirs.count; i++) {
            int group = groupMap[theirs.groups[i]];
            if (group >= 0) {
                chosen[filled] = theirs.addresses[i];
                rowGroups[filled++] = group;
            }
            if (filled == READ_ROWS || i == theirs.count - 1 && filled > 0) {
                append(reader.read(theirs.collected, chosen, filled), own, rows, filled, rowGroups);
                filled = 0;
            }
        }
    }

    @Override
    final void addStates(Chunk chunk, int[] columns, GroupedRows rows) {
        throw new IllegalStateException(getClass().getSimpleName() + " has no state columns");
    }

    @Override
    final void states(int[] wanted, int wantedCount, FlatVector[] targets) {
        throw new IllegalStateException(getClass().getSimpleName() + " has no state columns");
    }

    @Override
    final void results(int[] wanted, int wantedCount, FlatVector target) {
        target.ensureCapacity(wantedCount);
        target.clearNulls();
        int[] sorted = order();
        start(wantedCount, target);
        RowReader reader = new RowReader(layout, READ_ROWS);
        long[] read = new long[READ_ROWS];
        int done = 0;
        while (done < wantedCount) {
            // As many groups as fill a read, or one that is larger.
            int end = done;
            int rows = 0;
            while (end < wantedCount && (end == done || rows + size(wanted[end]) <= READ_ROWS)) {
                int size = size(wanted[end]);
                if (rows + size > read.length) {
                    read = Arrays.copyOf(read, rows + size);
                }
                for (int i = 0; i < size; i++) {
                    read[rows + i] = addresses[sorted[starts[wanted[end]] + i]];
                }
                rows += size;
                end++;
            }
            Chunk chunk = reader.read(collected, read, rows);
            int from = 0;
            for (; done < end; done++) {
                int to = from + size(wanted[done]);
                finish(chunk, from, to, target, done);
                from = to;
            }
        }
        complete(wantedCount, target);
    }

    private int size(int group) {
        return starts[group + 1] - starts[group];
    }

    /// The collected rows sorted by group, each group's in the order of arrival.
    private int[] order() {
        int[] sorted = order;
        if (sorted != null && starts.length > capacity) {
            return sorted;
        }
        charge.resize(12L * addresses.length + 4L * count + 4L * (capacity + 1));
        int[] next = new int[capacity + 1];
        for (int i = 0; i < count; i++) {
            next[groups[i] + 1]++;
        }
        for (int group = 0; group < capacity; group++) {
            next[group + 1] += next[group];
        }
        starts = next.clone();
        sorted = new int[count];
        for (int i = 0; i < count; i++) {
            sorted[next[groups[i]]++] = i;
        }
        order = sorted;
        return sorted;
    }

    @Override
    void clear() {
        collected.clear();
        addresses = new long[0];
        groups = new int[0];
        starts = new int[0];
        order = null;
        count = 0;
        charge.close();
    }

    @Override
    public void close() {
        clear();
    }
}
