// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.disk;

import java.lang.foreign.MemorySegment;

/// An open file to read at any place. Safe for use by many threads.
public interface ReadableFile extends AutoCloseable {
    String path();

    long sizeBytes();

    /// Reads as many bytes as `target` has.
    ///
    /// @param target native or on the heap
    /// @throws dev.sheaf.core.error.SheafException FILE_CORRUPT when the file ends before that
    void readFully(long position, MemorySegment target);

    @Override
    void close();
}
