// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.join;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.schedule.WaitList;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.ConstantVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.exec.row.RowCollection;
import dev.sheaf.exec.row.RowHeaders;
import org.jspecify.annotations.Nullable;

/// What a join's build side hands to its probe side: the rows, and what is known of them. Filled by the build sink's drivers, read-only
/// once it is complete, but for the flags of matched rows, which any thread may set.
final class JoinBuild implements AutoCloseable {
    /// Rows that can find a match.
    static final int JOINABLE = 0;
    /// Rows with a null in a key where nulls match nothing; kept only if unmatched rows come out.
    static final int UNJOINABLE = 1;
    /// How many partitions the rows have.
    static final int PARTITIONS = 2;

    private final JoinLayout layout;
    private final MemoryContext memory;
    private final RowCollection rows;
    private final WaitList waiting = new WaitList();
    private @Nullable JoinTable table;
    private long rowCount;
    private boolean nullKeys;
    private long nullRow = -1;
    private volatile boolean complete;

    JoinBuild(JoinLayout layout, MemoryContext memory) {
        this.layout = layout;
        this.memory = memory;
        this.rows = new RowCollection(layout.rows(), memory, PARTITIONS);
    }

    JoinLayout layout() {
        return layout;
    }

    MemoryContext memory() {
        return memory;
    }

    RowCollection rows() {
        return rows;
    }

    /// Takes over a driver's rows.
    ///
    /// @param taken how many rows the driver has met, kept or not
    synchronized void absorb(RowCollection driverRows, long taken, boolean metNullKeys) {
        rows.absorb(driverRows);
        rowCount += taken;
        nullKeys |= metNullKeys;
    }

    /// Makes the table, still empty.
    JoinTable createTable() {
        JoinTable created = new JoinTable(rows, rows.rowCount(JOINABLE), layout.keyCount(), memory);
        table = created;
        created.clear();
        return created;
    }

    /// Lets the probe side begin.
    void complete() {
        if (layout.type().keepsProbeRows()) {
            nullRow = appendNullRow();
        }
        complete = true;
        waiting.wakeAll();
    }

    /// A row of nulls, marked as matched so that it never comes out by itself.
    private long appendNullRow() {
        Chunk chunk = new Chunk(layout.buildSchema()).start(1);
        for (int place : layout.buildPlaces()) {
            FlatVector vector = FlatVector.allocate(layout.buildSchema().type(place), 1);
            vector.setNull(0);
            chunk.set(place, new ConstantVector(vector));
        }
        int[] unjoinable = {UNJOINABLE};
        long address = rows.append(chunk, layout.buildPlaces(), null, 1, unjoinable)[0];
        RowHeaders.putByte(rows.pages(), address, JoinLayout.MATCHED_OFFSET, (byte) 1);
        return address;
    }

    /// Whether the probe side must wait; if so, the waker is woken when it needn't any more.
    boolean blocked(Waker waker) {
        if (complete) {
            return false;
        }
        waiting.add(waker);
        return !complete;
    }

    /// Whether the probe side may begin.
    boolean isComplete() {
        return complete;
    }

    JoinTable table() {
        if (table == null) {
            throw new IllegalStateException("the build side is not complete");
        }
        return table;
    }

    /// How many rows the build side gave, kept or not.
    long rowCount() {
        return rowCount;
    }

    /// Whether some build row has a null key.
    boolean nullKeys() {
        return nullKeys;
    }

    /// Whether no probe row can find a match.
    boolean empty() {
        return rows.rowCount(JOINABLE) == 0;
    }

    /// The address of a row of nulls, if unmatched probe rows come out.
    long nullRow() {
        return nullRow;
    }

    @Override
    public void close() {
        if (table != null) {
            table.close();
        }
        rows.close();
    }
}
