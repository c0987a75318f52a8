// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.BooleanVector;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.exec.hash.VectorHash;
import dev.sheaf.exec.row.RowCollection;
import dev.sheaf.exec.row.RowLayout;
import dev.sheaf.exec.row.RowReader;
import dev.sheaf.exec.row.RowScan;
import dev.sheaf.exec.spill.Spill;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The pairs of group and arguments of a DISTINCT aggregate that there was no memory for to look for in a table: in
/// partitions by their hash, those first that the aggregate has taken already. One thread puts pairs aside.
final class PutAsidePairs implements AutoCloseable {
    static final int PARTITIONS = GroupPartitions.COUNT;
    private static final int READ_ROWS = 1024;

    private final Schema schema;
    private final int columns;
    private final RowCollection rows;
    private final Chunk chunk;
    private final BooleanVector takenColumn = new BooleanVector(DataType.BOOLEAN, 0);
    private final VectorHash hash;
    private final int[] places;
    private int[] partitions = {};
    private boolean complete;

    /// @param pairs the columns of pairs
    PutAsidePairs(Schema pairs, MemoryContext memory, Spill spill) {
        List<Field> fields = new ArrayList<>(pairs.fields());
        fields.add(new Field("taken", DataType.BOOLEAN, false));
        this.columns = pairs.size();
        this.schema = new Schema(fields);
        this.rows = new RowCollection(new RowLayout(schema), memory, PARTITIONS, spill);
        this.chunk = new Chunk(schema);
        this.hash = new VectorHash(GroupTable.ascending(columns));
        this.places = GroupTable.ascending(schema.size());
        rows.parkFull();
    }

    /// Puts pairs aside.
    ///
    /// @param chosen row numbers, ascending
    /// @param taken whether the aggregate has taken them; no such pairs may come behind others
    void append(Chunk pairs, int[] chosen, int count, boolean taken) {
        int rowCount = pairs.rowCount();
        takenColumn.ensureCapacity(rowCount);
        Arrays.fill(takenColumn.bits(), taken ? -1 : 0);
        if (partitions.length < rowCount) {
            partitions = new int[Math.max(rowCount, Chunk.DEFAULT_ROWS)];
        }
        GroupPartitions.of(hash.hash(pairs, chosen, count), chosen, count, partitions);
        chunk.start(rowCount);
        for (int i = 0; i < columns; i++) {
            chunk.set(i, pairs.column(i));
        }
        chunk.set(columns, takenColumn);
        rows.append(chunk, places, chosen, count, partitions);
    }

    /// No more will come. From now on any number of threads may look at the pairs. May be called by each of them.
    synchronized void complete() {
        if (!complete) {
            complete = true;
            rows.parkAll();
        }
    }

    /// Who looks at pairs.
    interface Visitor {
        /// @param pairs borrowed; more columns than those of pairs may follow
        /// @param taken by row, whether the aggregate has taken it
        void visit(Chunk pairs, BooleanVector taken);
    }

    /// Shows a partition's pairs in the order in which they came.
    void visit(int partition, Visitor visitor) {
        RowReader reader = new RowReader(rows.layout(), READ_ROWS);
        long[] addresses = new long[READ_ROWS];
        try (RowScan scan = rows.scan(partition)) {
            for (int count = scan.next(addresses, READ_ROWS); count > 0; count = scan.next(addresses, READ_ROWS)) {
                Chunk pairs = reader.read(rows, addresses, count);
                visitor.visit(pairs, (BooleanVector) pairs.flat(columns));
            }
        }
    }

    @Override
    public void close() {
        rows.close();
    }
}
