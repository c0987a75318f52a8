// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.file;

import dev.sheaf.core.disk.WritableFile;
import dev.sheaf.core.schedule.CancellationScope;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;

/// A file being written, as a stream with a small buffer. Closing flushes, makes what was written durable and closes
/// the file; [#discard] only closes it.
public final class DiskOutput extends OutputStream {
    private static final int BUFFER_BYTES = 64 << 10;

    private final WritableFile file;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int buffered;
    private boolean closed;

    public DiskOutput(WritableFile file) {
        this.file = file;
    }

    /// How many bytes have been written, buffered ones included.
    public long position() {
        return file.position() + buffered;
    }

    @Override
    public void write(int value) {
        if (buffered == BUFFER_BYTES) {
            flush();
        }
        buffer[buffered++] = (byte) value;
    }

    /// @throws dev.sheaf.core.error.SheafException also when the statement that writes was cancelled: writers hand over
    /// all that they hold at once
    @Override
    public void write(byte[] bytes, int offset, int length) {
        CancellationScope.check();
        if (length > BUFFER_BYTES - buffered) {
            flush();
            if (length >= BUFFER_BYTES) {
                file.write(MemorySegment.ofArray(bytes).asSlice(offset, length));
                return;
            }
        }
        System.arraycopy(bytes, offset, buffer, buffered, length);
        buffered += length;
    }

    @Override
    public void flush() {
        if (buffered > 0) {
            file.write(MemorySegment.ofArray(buffer).asSlice(0, buffered));
            buffered = 0;
        }
    }

    @Override
    public void close() {
        if (!closed) {
            flush();
            file.force();
            discard();
        }
    }

    /// Closes the file without writing what is still buffered.
    public void discard() {
        if (!closed) {
            closed = true;
            file.close();
        }
    }
}
