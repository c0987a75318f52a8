// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.jdbc;

import dev.sheaf.core.batch.Batch;
import dev.sheaf.core.batch.BatchReader;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.engine.session.RowStream;
import org.jspecify.annotations.Nullable;

/// Steps through the rows of a stream, holding one batch at a time.
final class RowCursor implements AutoCloseable {
    private static final int ROWS_AT_ONCE = Chunk.DEFAULT_ROWS;

    private final RowStream rows;
    private final BatchReader reader;
    private @Nullable Batch batch;
    private @Nullable Chunk chunk;
    private int batchRow;
    private int chunkRow = -1;
    private long rowNumber;
    private volatile boolean ended;
    private boolean closed;

    RowCursor(RowStream rows) {
        this.rows = rows;
        this.reader = new BatchReader(rows.schema(), ROWS_AT_ONCE);
    }

    Schema schema() {
        return rows.schema();
    }

    RowStream rows() {
        return rows;
    }

    /// Moves to the next row; false when there is none.
    boolean next() {
        if (ended) {
            return false;
        }
        chunkRow++;
        while (chunk == null || chunkRow >= chunk.rowCount()) {
            if (!nextChunk()) {
                ended = true;
                chunk = null;
                return false;
            }
            chunkRow = 0;
        }
        rowNumber++;
        return true;
    }

    /// From 1; 0 before the first row and after the last.
    long rowNumber() {
        return ended ? 0 : rowNumber;
    }

    boolean onRow() {
        return chunk != null && chunkRow >= 0;
    }

    boolean ended() {
        return ended;
    }

    FlatVector column(int index) {
        if (chunk == null) {
            throw new IllegalStateException("not on a row");
        }
        return chunk.flat(index);
    }

    /// The row's place in the column vectors.
    int row() {
        return chunkRow;
    }

    /// Ends the statement if it still runs. Any thread may call it, also while another one waits for rows.
    @Override
    public void close() {
        ended = true;
        // First, so that a thread that waits for rows leaves.
        try {
            rows.close();
        } finally {
            release();
        }
    }

    private synchronized void release() {
        closed = true;
        chunk = null;
        releaseBatch();
    }

    private synchronized boolean nextChunk() {
        if (closed) {
            return false;
        }
        while (batch == null || batchRow >= batch.rowCount()) {
            releaseBatch();
            chunk = null;
            batch = rows.next();
            batchRow = 0;
            if (batch == null) {
                return false;
            }
        }
        int count = Math.min(ROWS_AT_ONCE, batch.rowCount() - batchRow);
        chunk = reader.read(batch, batchRow, count);
        batchRow += count;
        return true;
    }

    private void releaseBatch() {
        if (batch != null) {
            batch.release();
            batch = null;
        }
    }
}
