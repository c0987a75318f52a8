// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.join;

import dev.sheaf.core.vector.Chunk;
import dev.sheaf.exec.row.RowCollection;
import dev.sheaf.exec.row.RowReader;

/// Reads probe rows that were put aside back into chunks of the probe's schema; columns that the join doesn't need are
/// unset. For one thread.
final class ProbeRowReader {
    private final int[] places;
    private final RowReader reader;
    private final Chunk chunk;

    ProbeRowReader(DeferredRegions deferred, JoinLayout layout, int chunkRows) {
        this.places = deferred.probePlaces();
        this.reader = new RowReader(deferred.probeLayout(), chunkRows);
        this.chunk = new Chunk(layout.probeSchema());
    }

    /// The rows at the first `count` addresses.
    ///
    /// @return a chunk that is valid until the next call and while the rows are kept
    Chunk read(RowCollection rows, long[] addresses, int count) {
        Chunk kept = reader.read(rows, addresses, count);
        chunk.start(count);
        for (int i = 0; i < places.length; i++) {
            chunk.set(places[i], kept.column(i));
        }
        return chunk;
    }
}
