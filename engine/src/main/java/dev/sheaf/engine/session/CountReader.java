// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.session;

import dev.sheaf.core.batch.Batch;
import dev.sheaf.core.batch.BatchReader;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.LongVector;

/// Reads the one number of a count.
final class CountReader {
    private CountReader() {}

    static long read(RowStream rows) {
        long count = 0;
        BatchReader reader = new BatchReader(rows.schema(), Chunk.DEFAULT_ROWS);
        for (Batch batch = rows.next(); batch != null; batch = rows.next()) {
            try {
                Chunk chunk = reader.read(batch, 0, 1);
                count += ((LongVector) chunk.flat(0)).values()[0];
            } finally {
                batch.release();
            }
        }
        return count;
    }
}
