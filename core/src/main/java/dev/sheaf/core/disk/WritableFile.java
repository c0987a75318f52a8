// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.disk;

import java.lang.foreign.MemorySegment;

/// A file being written from its beginning. For one thread.
public interface WritableFile extends AutoCloseable {
    String path();

    /// How many bytes were written.
    long position();

    void write(MemorySegment source);

    /// Returns when what was written survives a crash of the machine.
    void force();

    @Override
    void close();
}
