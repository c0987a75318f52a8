// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.storage.file.MalformedDataException;
import dev.sheaf.storage.file.NativeBuffer;
import java.lang.foreign.MemorySegment;

/// DELTA_BYTE_ARRAY (incremental encoding): each value is a prefix of the one before and a suffix of its own. Values
/// are rebuilt, one batch at a time, in a heap that is this decoder's and is overwritten by the next batch.
final class DeltaStringDecoder implements ValueDecoder {
    private final DeltaDecoder prefixes = new DeltaDecoder();
    private final DeltaDecoder suffixes = new DeltaDecoder();
    private final int fixedBytes;
    private final NativeBuffer last;
    private final MemoryContext memory;
    /// Heaps of the current chunk: one per batch, since a chunk may span pages and so batches.
    private final java.util.ArrayList<NativeBuffer> heaps = new java.util.ArrayList<>();
    private int heapsUsed;
    private MemorySegment page = MemorySegment.NULL;
    private long position;
    private long end;
    private int lastLength;
    private long[] prefixBatch = {};
    private long[] suffixBatch = {};

    /// `fixedBytes` is the length every value must have, or 0 when lengths vary.
    DeltaStringDecoder(int fixedBytes, MemoryContext memory) {
        this.fixedBytes = fixedBytes;
        this.memory = memory;
        this.last = new NativeBuffer(memory);
    }

    @Override
    public void start(MemorySegment page, long position, long end, int valueCount) {
        this.page = page;
        this.end = end;
        prefixes.start(page, position, end);
        suffixes.start(page, prefixes.findEnd(), end);
        this.position = suffixes.findEnd();
        this.lastLength = 0;
    }

    @Override
    public void recycle() {
        heapsUsed = 0;
    }

    @Override
    public void read(ValueTile out, int offset, int count) {
        decode(count, out, offset);
    }

    @Override
    public void skip(int count) {
        for (int done = 0; done < count;) {
            int take = Math.min(1024, count - done);
            decode(take, null, 0);
            done += take;
            heapsUsed--;
        }
    }

    private void decode(int count, @org.jspecify.annotations.Nullable ValueTile out, int offset) {
        long bytes = nextLengths(count);
        if (heapsUsed == heaps.size()) {
            heaps.add(new NativeBuffer(memory));
        }
        MemorySegment heap = heaps.get(heapsUsed++).require(bytes);
        int heapIndex = out == null ? 0 : out.addHeap(heap);
        MemorySegment previous = last.segment();
        long previousAt = 0;
        int previousLength = lastLength;
        long at = 0;
        for (int i = 0; i < count; i++) {
            int prefix = (int) prefixBatch[i];
            int suffix = (int) suffixBatch[i];
            if (prefix > previousLength) {
                throw new MalformedDataException("a shared prefix is longer than the value before");
            }
            MemorySegment.copy(previous, previousAt, heap, at, prefix);
            MemorySegment.copy(page, position, heap, at + prefix, suffix);
            position += suffix;
            previous = heap;
            previousAt = at;
            previousLength = prefix + suffix;
            if (out != null) {
                PageStrings.put(heap, at, previousLength, heapIndex, out.views, offset + i);
            }
            at += previousLength;
        }
        if (count > 0) {
            MemorySegment.copy(heap, previousAt, last.require(previousLength), 0, previousLength);
            lastLength = previousLength;
        }
    }

    private long nextLengths(int count) {
        if (prefixBatch.length < count) {
            prefixBatch = new long[count];
            suffixBatch = new long[count];
        }
        prefixes.read(prefixBatch, 0, count);
        suffixes.read(suffixBatch, 0, count);
        long suffixBytes = 0;
        long bytes = 0;
        for (int i = 0; i < count; i++) {
            int prefix = (int) prefixBatch[i];
            int suffix = (int) suffixBatch[i];
            if (prefix < 0 || suffix < 0 || fixedBytes > 0 && prefix + suffix != fixedBytes) {
                throw new MalformedDataException("a value of " + prefix + " and " + suffix + " bytes");
            }
            suffixBytes += suffix;
            bytes += (long) prefix + suffix;
        }
        if (suffixBytes > end - position) {
            throw new MalformedDataException("suffixes lie past the page");
        }
        if (bytes > Integer.MAX_VALUE - NativeBuffer.PADDING_BYTES) {
            throw new MalformedDataException("one batch of strings takes " + bytes + " bytes");
        }
        return bytes;
    }

    @Override
    public void close() {
        heaps.forEach(NativeBuffer::close);
        heaps.clear();
        last.close();
    }
}
