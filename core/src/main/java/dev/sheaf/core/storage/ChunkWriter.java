// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.storage;

import dev.sheaf.core.expression.ByteString;
import dev.sheaf.core.vector.Chunk;

/// Takes rows for a table or file. For one thread at a time.
public interface ChunkWriter extends AutoCloseable {
    /// Takes the rows in play of a chunk and copies what it keeps.
    void write(Chunk chunk);

    /// Ends writing.
    ///
    /// @return what [Connector#commit] needs to make the rows visible
    ByteString finish();

    /// Gives everything back; drops the rows when [#finish] wasn't called. May be called twice.
    @Override
    void close();
}
