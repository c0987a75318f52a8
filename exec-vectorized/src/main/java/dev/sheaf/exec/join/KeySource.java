// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.join;

import dev.sheaf.core.schedule.Waker;
import org.jspecify.annotations.Nullable;

/// Where [KeyFilterOperator] learns which values of a column are needed.
public interface KeySource extends AutoCloseable {
    /// Whether it is still worth waiting for; if so, the waker is woken when it isn't any more.
    boolean blocked(Waker waker);

    /// Whether [#check] has said its last word.
    boolean settled();

    /// What tells which values are needed; null for all of them, and while it isn't known.
    @Nullable KeyCheck check();

    /// Says that nobody will ask again. May be called twice.
    @Override
    default void close() {}
}
