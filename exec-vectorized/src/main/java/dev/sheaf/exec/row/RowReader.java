// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.row;

import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.FlatVector;

/// Copies rows into a chunk of its own, column by column. Strings stay in the pages, which must be kept while the chunk
/// is read. For one thread.
public final class RowReader {
    private final Chunk chunk;
    private final FlatVector[] vectors;
    private final RowColumn[] lazy;

    /// @param chunkRows the most rows that [#read] is usually asked for
    public RowReader(RowLayout layout, int chunkRows) {
        chunk = new Chunk(layout.schema());
        vectors = new FlatVector[layout.columnCount()];
        lazy = new RowColumn[vectors.length];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = FlatVector.allocate(layout.schema().type(i), chunkRows);
            lazy[i] = new RowColumn(i, vectors[i]);
        }
    }

    /// Fills the chunk with the rows at the first `count` addresses.
    ///
    /// @return the chunk, valid until the next call and while the rows are kept
    public Chunk read(RowCollection rows, long[] addresses, int count) {
        chunk.start(count);
        for (int i = 0; i < vectors.length; i++) {
            rows.gather(i, addresses, null, count, vectors[i]);
            chunk.set(i, vectors[i]);
        }
        return chunk;
    }

    /// As [#read], but copies each column only when it is asked for.
    ///
    /// @param addresses borrowed as long as the chunk is
    public Chunk readLazily(RowCollection rows, long[] addresses, int count) {
        chunk.start(count);
        for (int i = 0; i < lazy.length; i++) {
            chunk.set(i, lazy[i].reset(rows, addresses));
        }
        return chunk;
    }

    /// The heap that the reader's vectors take, in bytes.
    public long heapBytes() {
        long bytes = 0;
        for (FlatVector vector : vectors) {
            bytes += vector.heapBytes();
        }
        return bytes;
    }
}
