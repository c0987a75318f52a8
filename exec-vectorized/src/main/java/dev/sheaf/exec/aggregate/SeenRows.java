// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.schedule.CancellationToken;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.Selection;
import dev.sheaf.exec.pipeline.DriverContext;
import dev.sheaf.exec.pipeline.Operator;
import dev.sheaf.exec.pipeline.OperatorFactory;
import org.jspecify.annotations.Nullable;

/// All rows that have come by, each once: what a recursive query with UNION must know to end. Nulls are equal to each
/// other. Its operators let through what is new, in any number of pipelines at once and one after the other.
public final class SeenRows implements AutoCloseable {
    private final MemoryContext memory;
    private final GroupTable rows;
    private final int[] columns;
    private int[] groups = {};

    /// @param parent gets a child that is charged for the rows
    public SeenRows(int node, Schema schema, MemoryContext parent) {
        this.memory = parent.child("seen rows " + node);
        this.rows = GroupTable.create(schema, memory);
        this.columns = GroupTable.ascending(schema.size());
    }

    /// An operator that takes out the rows that have been seen. Its end leaves the rows here.
    public OperatorFactory operator() {
        return context -> new NewRowsOperator(this, context);
    }

    /// @param chosen row numbers
    /// @param fresh receives the rows that are new
    private synchronized void add(Chunk chunk, int[] chosen, int count, Selection fresh) {
        if (groups.length < chunk.rowCount()) {
            groups = new int[Math.max(chunk.rowCount(), Chunk.DEFAULT_ROWS)];
        }
        rows.assign(chunk, columns, chosen, count, groups);
        long[] bits = fresh.start(chunk.rowCount());
        Bits.clearAll(bits, chunk.rowCount());
        Bits.setRows(bits, rows.newRows(), rows.newCount());
        fresh.complete();
    }

    @Override
    public synchronized void close() {
        rows.close();
        memory.close();
    }

    private static final class NewRowsOperator implements Operator {
        private final SeenRows seen;
        private final CancellationToken cancellation;
        private final Selection fresh;
        private int[] ascending = {};
        private @Nullable Chunk output;

        NewRowsOperator(SeenRows seen, DriverContext context) {
            this.seen = seen;
            this.cancellation = context.cancellation();
            this.fresh = new Selection(context.chunkRows());
        }

        @Override
        public void addInput(Chunk input) {
            cancellation.check();
            int count = input.activeCount();
            int[] chosen = input.selection() == null ? ascending(count) : input.selection().rows();
            seen.add(input, chosen, count, fresh);
            if (fresh.count() > 0) {
                input.select(fresh);
                output = input;
            }
        }

        private int[] ascending(int count) {
            if (ascending.length < count) {
                ascending = GroupTable.ascending(Math.max(count, Chunk.DEFAULT_ROWS));
            }
            return ascending;
        }

        @Override
        public @Nullable Chunk next() {
            Chunk result = output;
            output = null;
            return result;
        }

        @Override
        public void close() {
            output = null;
        }
    }
}
