// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.sort;

import dev.sheaf.core.batch.Batch;
import dev.sheaf.core.exchange.BatchReceiver;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.exec.operator.BatchChunks;
import org.jspecify.annotations.Nullable;

/// One ordered stream that takes part in a merge: its current chunk with normalised keys, and where it stands in it.
final class MergeInput implements AutoCloseable {
    /// What a call of [#fill] brought.
    enum Fill {
        ROWS,
        FINISHED,
        BLOCKED
    }

    private final BatchReceiver receiver;
    private final BatchChunks chunks;
    private final KeyEncoder encoder;
    private final long[][] words;
    private @Nullable Chunk chunk;
    private int row;
    private long bytes;

    MergeInput(BatchReceiver receiver, BatchChunks chunks, KeyEncoder encoder, int chunkRows) {
        this.receiver = receiver;
        this.chunks = chunks;
        this.encoder = encoder;
        this.words = new long[encoder.wordCount()][chunkRows];
    }

    /// Makes sure that there is a current row.
    Fill fill(Waker waker) {
        while (exhausted()) {
            Chunk next = chunks.next();
            if (next != null) {
                encoder.encode(next, null, next.rowCount(), words);
                chunk = next;
                row = 0;
                return Fill.ROWS;
            }
            chunk = null;
            Batch batch = receiver.poll();
            if (batch == null && !receiver.finished()) {
                receiver.waitForBatch(waker);
                batch = receiver.poll();
                if (batch == null && !receiver.finished()) {
                    return Fill.BLOCKED;
                }
            }
            if (batch == null) {
                return Fill.FINISHED;
            }
            bytes += batch.byteSize();
            chunks.start(batch);
        }
        return Fill.ROWS;
    }

    /// Whether there is no chunk, and none will come.
    boolean ended() {
        return chunk == null;
    }

    boolean exhausted() {
        return chunk == null || row >= chunk.rowCount();
    }

    Chunk chunk() {
        if (chunk == null) {
            throw new IllegalStateException("the input has no rows");
        }
        return chunk;
    }

    int row() {
        return row;
    }

    void advance() {
        row++;
    }

    long bytes() {
        return bytes;
    }

    /// Orders the current rows of two inputs.
    int compareTo(MergeInput other, VectorComparator ties) {
        for (int i = 0; i < words.length; i++) {
            int order = Long.compareUnsigned(words[i][row], other.words[i][other.row]);
            if (order != 0) {
                return order;
            }
        }
        return ties.compare(chunk(), row, other.chunk(), other.row);
    }

    @Override
    public void close() {
        chunks.close();
        chunk = null;
        receiver.close();
    }
}
