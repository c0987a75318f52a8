// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.file;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// A file that is an array.
public record MemoryFile(String name, byte[] bytes) implements FileInput {
    @Override
    public long sizeBytes() {
        return bytes.length;
    }

    @Override
    public void read(long position, MemorySegment target) {
        MemorySegment.copy(bytes, Math.toIntExact(position), target, ValueLayout.JAVA_BYTE, 0, (int) target.byteSize());
    }
}
