// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.file;

import dev.sheaf.core.disk.ReadableFile;
import java.lang.foreign.MemorySegment;

/// Counts the bytes that one reader takes from a file, and closes it with itself.
public final class CountingFile implements ReadableFile {
    private final ReadableFile file;
    private long bytesRead;

    public CountingFile(ReadableFile file) {
        this.file = file;
    }

    @Override
    public String path() {
        return file.path();
    }

    @Override
    public long sizeBytes() {
        return file.sizeBytes();
    }

    @Override
    public void readFully(long position, MemorySegment target) {
        file.readFully(position, target);
        bytesRead += target.byteSize();
    }

    public long bytesRead() {
        return bytesRead;
    }

    @Override
    public void close() {
        file.close();
    }
}
