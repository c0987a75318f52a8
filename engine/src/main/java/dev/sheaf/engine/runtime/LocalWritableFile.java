// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.runtime;

import dev.sheaf.core.disk.WritableFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// A file of the machine, being written.
final class LocalWritableFile implements WritableFile {
    private static final long WRITE_BYTES_MAX = 1 << 30;

    private final String path;
    private final FileChannel channel;
    private long position;

    LocalWritableFile(String path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public void write(MemorySegment source) {
        try {
            for (long done = 0; done < source.byteSize(); done += WRITE_BYTES_MAX) {
                ByteBuffer buffer = source.asSlice(done, Math.min(WRITE_BYTES_MAX, source.byteSize() - done))
                        .asByteBuffer();
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
            }
            position += source.byteSize();
        } catch (IOException failure) {
            throw DiskErrors.of(path, failure);
        }
    }

    @Override
    public void force() {
        try {
            channel.force(true);
        } catch (IOException failure) {
            throw DiskErrors.of(path, failure);
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
