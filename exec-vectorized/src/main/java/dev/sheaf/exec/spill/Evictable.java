// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.spill;

/// A page that nobody touches at the moment, and that can be written out. Offered to a [SpillSpace], which evicts it
/// when memory is asked for, in whatever thread asks.
public interface Evictable {
    /// Writes the page out, unless it is in use again or gone, and gives its memory back. Calls of several threads at
    /// once end when the first has.
    ///
    /// @return how much memory was given back
    /// @throws dev.sheaf.core.error.SheafException when it can't be written; it stays in memory then
    long evict();

    /// The memory that the page takes.
    long memoryBytes();
}
