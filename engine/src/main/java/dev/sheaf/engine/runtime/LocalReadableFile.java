// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.runtime;

import dev.sheaf.core.disk.ReadableFile;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// A file of the machine, open for reading.
final class LocalReadableFile implements ReadableFile {
    private static final long READ_BYTES_MAX = 1 << 30;

    private final String path;
    private final SteadyChannel channel;
    private final long sizeBytes;

    LocalReadableFile(String path, SteadyChannel channel) {
        this.path = path;
        this.channel = channel;
        long[] size = new long[1];
        try {
            channel.call(open -> size[0] = open.size());
        } catch (IOException failure) {
            throw DiskErrors.of(path, failure);
        }
        this.sizeBytes = size[0];
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public long sizeBytes() {
        return sizeBytes;
    }

    @Override
    public void readFully(long position, MemorySegment target) {
        try {
            channel.call(open -> readFully(open, position, target));
        } catch (IOException failure) {
            throw DiskErrors.of(path, failure);
        }
    }

    private void readFully(FileChannel open, long position, MemorySegment target) throws IOException {
        long done = 0;
        while (done < target.byteSize()) {
            long bytes = Math.min(READ_BYTES_MAX, target.byteSize() - done);
            MemorySegment part = bytes == target.byteSize() ? target : target.asSlice(done, bytes);
            ByteBuffer buffer = part.asByteBuffer();
            int read = open.read(buffer, position + done);
            if (read < 0) {
                throw new SheafException(
                        ErrorCode.FILE_CORRUPT,
                        path + ": the file ends at byte " + (position + done) + ", " + (target.byteSize() - done)
                                + " bytes too early");
            }
            done += read;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failure) {
            throw DiskErrors.of(path, failure);
        }
    }
}
