// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.file;

import java.lang.foreign.MemorySegment;

/// Where readers and writers get off-heap memory from. Each allocation is reserved before it is taken, so asking can
/// fail with a typed error, and each must be freed by whoever asked.
public interface NativeMemory {
    /// A zeroed or dirty native segment of exactly `bytes` bytes, aligned to eight.
    MemorySegment allocate(long bytes);

    /// Gives back a segment that [#allocate] returned.
    void free(MemorySegment segment);
}
