// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.storage;

import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.vector.Chunk;

/// Gives the rows of a split, chunk by chunk. For one thread at a time.
public interface ChunkSource extends AutoCloseable {
    /// What a call of [#next] brought.
    enum Result {
        /// The chunk has rows.
        ROWS,
        /// There are no more rows.
        FINISHED,
        /// There are none right now; the waker was kept and will be woken.
        BLOCKED
    }

    /// Fills a chunk with the next rows. Its vectors are the source's own, mostly lazy, and stay valid until the next
    /// call.
    Result next(Chunk target, Waker waker);

    /// Goes on with another split of the same scan, once this one has no more rows: the buffers are kept.
    ///
    /// @return false when this source can't, and another one is to be opened
    default boolean moveTo(Split split) {
        return false;
    }

    /// How many bytes have been read so far, for metrics.
    long bytesRead();

    /// Gives everything back. May be called twice.
    @Override
    void close();
}
