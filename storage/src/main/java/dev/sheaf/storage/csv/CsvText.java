// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.csv;

import dev.sheaf.core.disk.ReadableFile;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.storage.file.FileInputStreams;
import dev.sheaf.storage.file.FilePlace;
import dev.sheaf.storage.file.NativeBuffer;
import io.airlift.compress.v3.MalformedInputException;
import io.airlift.compress.v3.zstd.ZstdJavaInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.zip.GZIPInputStream;

/// A window over text that moves forward: bytes `[start, end)` of [#bytes] are not consumed yet, and the same bytes
/// stand in native memory, where string views may point to them until the window moves. Not thread-safe.
final class CsvText implements AutoCloseable {
    private static final int WINDOW_BYTES = 1 << 20;
    private static final int ROW_BYTES_MAX = 64 << 20;

    private final InputStream source;
    private final FilePlace place;
    private final MemoryContext memory;
    private final NativeBuffer buffer;
    private byte[] bytes = {};
    private int start;
    private int end;
    private boolean ended;
    private long reservedBytes;

    private CsvText(InputStream source, FilePlace place, MemoryContext memory) {
        this.source = source;
        this.place = place;
        this.memory = memory;
        this.buffer = new NativeBuffer(memory);
    }

    /// Opens bytes `[from, to)` of a file; of a compressed one, all.
    static CsvText open(ReadableFile file, long from, long to, CsvCompression compression, MemoryContext memory) {
        FilePlace place = new FilePlace(file.path(), "");
        InputStream stored = FileInputStreams.range(file, from, to);
        try {
            InputStream text = switch (compression) {
                case NONE -> stored;
                case GZIP -> new GZIPInputStream(stored, 64 << 10);
                case ZSTD -> new ZstdJavaInputStream(stored);
            };
            return new CsvText(text, place, memory);
        } catch (IOException | MalformedInputException broken) {
            throw place.corrupt(compression + " data cannot be decompressed: " + broken.getMessage());
        }
    }

    byte[] bytes() {
        return bytes;
    }

    MemorySegment segment() {
        return buffer.segment();
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /// Whether nothing comes after the window.
    boolean ended() {
        return ended;
    }

    void consume(int upTo) {
        start = upTo;
    }

    /// Moves what is left to the window's front and reads on. Makes the window larger when it is full of one row.
    ///
    /// @return whether there is more than before
    boolean advance() {
        int left = end - start;
        if (left == bytes.length) {
            grow();
        }
        System.arraycopy(bytes, start, bytes, 0, left);
        start = 0;
        end = left;
        try {
            while (end < bytes.length && !ended) {
                int read = source.read(bytes, end, bytes.length - end);
                ended = read < 0;
                end += Math.max(0, read);
            }
        } catch (IOException | MalformedInputException broken) {
            throw place.corrupt("text cannot be decompressed: " + broken.getMessage());
        }
        MemorySegment.copy(bytes, 0, buffer.require(bytes.length), ValueLayout.JAVA_BYTE, 0, end);
        return end > left;
    }

    private void grow() {
        if (bytes.length >= ROW_BYTES_MAX) {
            throw place.malformed("a row is longer than " + ROW_BYTES_MAX + " bytes");
        }
        int larger = Math.max(WINDOW_BYTES, 4 * bytes.length);
        memory.reserve(larger - reservedBytes);
        reservedBytes = larger;
        byte[] grown = new byte[larger];
        System.arraycopy(bytes, start, grown, start, end - start);
        bytes = grown;
    }

    @Override
    public void close() {
        buffer.close();
        memory.unreserve(reservedBytes);
        reservedBytes = 0;
        bytes = new byte[0];
        start = 0;
        end = 0;
    }
}
