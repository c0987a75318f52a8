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
    private final SteadyChannel channel;
    private long position;

    LocalWritableFile(String path, SteadyChannel channel) {
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
            channel.call(open -> write(open, source));
            position += source.byteSize();
        } catch (IOException failure) {
            throw DiskErrors.of(path, failure);
        }
    }

    private void write(FileChannel open, MemorySegment source) throws IOException {
        long done = 0;
        while (done < source.byteSize()) {
            ByteBuffer buffer = source.asSlice(done, Math.min(WRITE_BYTES_MAX, source.byteSize() - done))
                    .asByteBuffer();
            done += open.write(buffer, position + done);
        }
    }

    @Override
    public void force() {
        try {
            channel.call(open -> open.force(true));
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
