// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import java.lang.foreign.MemorySegment;

/// Decodes the values of data pages in one encoding of one physical type, without nulls, in batches. Reused from page
/// to page; the caller keeps the page alive.
interface ValueDecoder extends AutoCloseable {
    /// Begins a page whose values are `[position, end)`; `valueCount` counts nulls too when the page doesn't tell them
    /// apart, so it is an upper bound.
    void start(MemorySegment page, long position, long end, int valueCount);

    /// Decodes the next `count` values to rows from `offset` on.
    void read(ValueTile out, int offset, int count);

    void skip(int count);

    /// Tells that views of earlier batches are no longer in use, for decoders that make strings in memory of their own.
    default void recycle() {}

    /// Gives back such memory.
    @Override
    default void close() {}
}
