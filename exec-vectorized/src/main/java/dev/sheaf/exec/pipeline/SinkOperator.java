// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.pipeline;

import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.vector.Chunk;

/// The end of a driver: takes chunks and copies what it keeps. For one thread at a time.
public interface SinkOperator extends AutoCloseable {
    /// What became of a chunk, or of the end.
    enum Result {
        /// Taken: more may come.
        TAKEN,
        /// Not taken, or only in part: call again with the same argument after the waker was woken. The sink keeps
        /// track of its part.
        BLOCKED,
        /// No more is needed, from any driver of any pipeline of the sink's group: they stop early. Each still calls
        /// [#finish].
        FINISHED
    }

    /// Takes the rows in play.
    Result take(Chunk chunk, Waker waker);

    /// Says that no more chunks come from this driver, and hands its state over to the shared side (the combine step).
    ///
    /// @return TAKEN when done; BLOCKED to be called again
    Result finish(Waker waker);

    /// How many bytes this sink has sent or written so far, for metrics.
    default long bytes() {
        return 0;
    }

    /// Gives back what wasn't handed over. May be called twice.
    @Override
    void close();
}
