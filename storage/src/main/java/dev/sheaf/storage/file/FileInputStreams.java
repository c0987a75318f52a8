// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.file;

import dev.sheaf.core.disk.ReadableFile;
import io.airlift.compress.v3.zstd.ZstdJavaInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/// Files as streams of bytes, decompressed where their names say that they are compressed.
public final class FileInputStreams {
    private static final int BUFFER_BYTES = 64 << 10;

    private FileInputStreams() {}

    /// The text of a whole file.
    ///
    /// @param name tells by its ending whether it is compressed: `.gz` or `.zst`
    public static InputStream open(ReadableFile file, String name) throws IOException {
        InputStream stored = range(file, 0, file.sizeBytes());
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".gz")) {
            return new GZIPInputStream(stored, BUFFER_BYTES);
        }
        return lower.endsWith(".zst") ? new ZstdJavaInputStream(stored) : stored;
    }

    /// Bytes `[from, to)` of a file as they are.
    public static InputStream range(ReadableFile file, long from, long to) {
        return new FileRange(file, from, to);
    }

    private static final class FileRange extends InputStream {
        private final ReadableFile file;
        private final long end;
        private long position;

        FileRange(ReadableFile file, long from, long to) {
            this.file = file;
            this.position = from;
            this.end = Math.min(to, file.sizeBytes());
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (length == 0) {
                return 0;
            }
            int count = (int) Math.min(length, end - position);
            if (count <= 0) {
                return -1;
            }
            file.readFully(position, MemorySegment.ofArray(target).asSlice(offset, count));
            position += count;
            return count;
        }

        @Override
        public int available() {
            return (int) Math.min(Integer.MAX_VALUE, end - position);
        }
    }
}
