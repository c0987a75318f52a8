// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.exec.pipeline.Operator;
import org.jspecify.annotations.Nullable;

/// A driver's side of [PartialAggregateFactory].
final class PartialAggregateOperator implements Operator {
    /// When a table has met fewer rows per group than this, the next rows pass through.
    private static final int ROWS_PER_GROUP_MIN = 2;
    /// For how many times the rows of the table's last filling.
    private static final int PASS_FACTOR = 16;

    private final AggregateLayout layout;
    private final int chunkRows;
    private final long tableBytesMax;
    private final MemoryContext memory;
    private final boolean forced;
    private @Nullable AggregateTable table;
    private @Nullable AggregateTable passing;
    private @Nullable Chunk passed;
    private int groupsMax;
    private long tableRows;
    private long rowsToPass;
    private boolean flushing;
    private int nextGroup;

    PartialAggregateOperator(AggregateLayout layout, int chunkRows, long tableBytesMax, MemoryContext memory,
            boolean forced) {
        this.layout = layout;
        this.chunkRows = chunkRows;
        this.tableBytesMax = tableBytesMax;
        this.memory = memory;
        this.forced = forced;
    }

    @Override
    public void addInput(Chunk input) {
        int count = input.activeCount();
        if (count == 0) {
            return;
        }
        if (rowsToPass > 0) {
            rowsToPass -= count;
            if (passing == null) {
                passing = new AggregateTable(layout, chunkRows, memory);
            }
            passed = passing.passThrough(input);
            return;
        }
        if (table == null) {
            table = new AggregateTable(layout, chunkRows, memory);
            groupsMax = table.groupsMax(tableBytesMax);
        }
        table.add(input, layout.input());
        tableRows += count;
        if (table.groupCount() >= groupsMax || TableSize.exceeded(table, tableBytesMax, memory, forced)) {
            if (tableRows < (long) ROWS_PER_GROUP_MIN * table.groupCount()) {
                rowsToPass = PASS_FACTOR * tableRows;
            }
            flushing = true;
        }
    }

    @Override
    public @Nullable Chunk next() {
        if (passed != null) {
            Chunk chunk = passed;
            passed = null;
            return chunk;
        }
        AggregateTable full = table;
        if (!flushing || full == null) {
            return null;
        }
        if (nextGroup < full.groupCount()) {
            int count = Math.min(chunkRows, full.groupCount() - nextGroup);
            Chunk chunk = full.states(nextGroup, count);
            nextGroup += count;
            return chunk;
        }
        full.clear();
        if (TableSize.exceeded(full, tableBytesMax, memory, forced)) {
            full.close();
            table = null;
        }
        flushing = false;
        nextGroup = 0;
        tableRows = 0;
        return null;
    }

    @Override
    public boolean endInput() {
        flushing = table != null && tableRows > 0;
        return flushing;
    }

    @Override
    public void close() {
        if (table != null) {
            table.close();
            table = null;
        }
        if (passing != null) {
            passing.close();
            passing = null;
        }
        passed = null;
        flushing = false;
    }
}
