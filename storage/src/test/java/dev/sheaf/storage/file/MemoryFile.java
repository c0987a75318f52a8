// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.file;

import dev.sheaf.core.disk.ReadableFile;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// A file that is an array.
public final class MemoryFile implements ReadableFile {
    private final String path;
    private final byte[] bytes;

    public MemoryFile(String path, byte[] bytes) {
        this.path = path;
        this.bytes = bytes;
    }

    public byte[] bytes() {
        return bytes;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public long sizeBytes() {
        return bytes.length;
    }

    @Override
    public void readFully(long position, MemorySegment target) {
        if (position < 0 || target.byteSize() > bytes.length - position) {
            throw new SheafException(ErrorCode.FILE_CORRUPT, path + " ends before byte " + position);
        }
        MemorySegment.copy(bytes, Math.toIntExact(position), target, ValueLayout.JAVA_BYTE, 0, (int) target.byteSize());
    }

    @Override
    public void close() {}
}
