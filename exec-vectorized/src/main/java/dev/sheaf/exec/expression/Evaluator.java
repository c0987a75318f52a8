// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.expression;

import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.Selection;
import dev.sheaf.core.vector.Vector;
import org.jspecify.annotations.Nullable;

/// A compiled expression of one driver, with the vectors it needs. For one thread.
public interface Evaluator extends AutoCloseable {
    /// Computes the expression for the rows of a chunk.
    ///
    /// @param active the rows for which the value is needed, or null for all; within the chunk's own selection, which
    ///     is not looked at.
    ///     Values of other rows are undefined and raise no error, but may be computed
    /// @return a vector of the expression's type in any form but lazy, valid until the next call or until the chunk
    ///     changes
    /// @throws dev.sheaf.core.error.SheafException when the value of an active row can't be computed
    Vector evaluate(Chunk input, @Nullable Selection active);

    /// Gives back the native memory in which strings were built. May be called twice.
    @Override
    default void close() {}
}
