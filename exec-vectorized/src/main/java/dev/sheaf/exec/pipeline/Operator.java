// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.pipeline;

import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.vector.Chunk;
import org.jspecify.annotations.Nullable;

/// A step in the middle of a driver: turns each input chunk into any number of output chunks. The driver calls
/// [#addInput] only after [#next] has given null, and calls [#next] until it does. For one thread at a time.
public interface Operator extends AutoCloseable {
    /// Hands over the next input, which has at least one row in play. It stays valid until [#next] gives null. The
    /// operator may narrow its selection, and should when it drops rows: columns that are still lazy are then decoded
    /// for fewer of them.
    void addInput(Chunk input);

    /// The next output for the input handed over, or null when it is used up. Valid until the next call. Never empty.
    @Nullable Chunk next();

    /// Says that no further input comes. Most operators keep no rows between inputs and have nothing to do.
    ///
    /// @return whether [#next] may have more to give
    default boolean endInput() {
        return false;
    }

    /// Whether no further input would give any output, so that the driver may stop early.
    default boolean finished() {
        return false;
    }

    /// Whether the operator can't take input yet (a join waits for its build side). The waker is kept and will be
    /// woken.
    default boolean blocked(Waker waker) {
        return false;
    }

    /// Gives everything back. May be called twice.
    @Override
    void close();
}
