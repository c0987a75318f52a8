// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.storage.file.MalformedDataException;
import dev.sheaf.storage.file.NativeBuffer;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// BYTE_STREAM_SPLIT: the first bytes of all values, then the second bytes, and so on. A batch is woven back into
/// PLAIN form in scratch memory and decoded from there.
final class StreamSplitDecoder implements ValueDecoder {
    private final int valueBytes;
    private final PlainDecoder plain;
    private final MemoryContext memory;
    private final java.util.ArrayList<NativeBuffer> heaps = new java.util.ArrayList<>();
    private int heapsUsed;
    private MemorySegment page = MemorySegment.NULL;
    private long position;
    private long streamBytes;
    private long next;

    StreamSplitDecoder(ParquetType type, int fixedBytes, MemoryContext memory) {
        this.valueBytes = switch (type) {
            case INT32, FLOAT -> 4;
            case INT64, DOUBLE -> 8;
            case FIXED -> fixedBytes;
            case BOOLEAN, BYTE_ARRAY ->
                    throw new MalformedDataException("BYTE_STREAM_SPLIT does not encode " + type);
        };
        this.plain = new PlainDecoder(type, fixedBytes);
        this.memory = memory;
    }

    @Override
    public void start(MemorySegment page, long position, long end, int valueCount) {
        this.page = page;
        this.position = position;
        this.streamBytes = (end - position) / valueBytes;
        this.next = 0;
    }

    @Override
    public void recycle() {
        heapsUsed = 0;
    }

    @Override
    public void read(ValueTile out, int offset, int count) {
        check(count);
        if (heapsUsed == heaps.size()) {
            heaps.add(new NativeBuffer(memory));
        }
        long bytes = (long) count * valueBytes;
        MemorySegment woven = heaps.get(heapsUsed++).require(bytes);
        for (int stream = 0; stream < valueBytes; stream++) {
            long from = position + stream * streamBytes + next;
            for (int i = 0; i < count; i++) {
                woven.set(ValueLayout.JAVA_BYTE, (long) i * valueBytes + stream,
                        page.get(ValueLayout.JAVA_BYTE, from + i));
            }
        }
        plain.start(woven, 0, bytes, count);
        plain.read(out, offset, count);
        next += count;
    }

    @Override
    public void skip(int count) {
        check(count);
        next += count;
    }

    private void check(int count) {
        if (count > streamBytes - next) {
            throw new MalformedDataException("values lie past the page");
        }
    }

    @Override
    public void close() {
        heaps.forEach(NativeBuffer::close);
        heaps.clear();
    }
}
