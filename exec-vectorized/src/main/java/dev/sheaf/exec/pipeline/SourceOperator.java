// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.pipeline;

import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.vector.Chunk;

/// The beginning of a driver: gives chunks until there are no more. For one thread at a time.
public interface SourceOperator extends AutoCloseable {
    /// What a call of [#next] brought.
    enum Result {
        /// [#chunk] has rows, valid until the next call.
        ROWS,
        /// There are no more rows.
        FINISHED,
        /// There are none right now; the waker is kept and will be woken.
        BLOCKED
    }

    Result next(Waker waker);

    /// The chunk that the last call of [#next] filled.
    Chunk chunk();

    /// How many bytes this source has read from storage or an exchange so far, for metrics.
    default long bytes() {
        return 0;
    }

    /// Gives everything back. May be called twice.
    @Override
    void close();
}
