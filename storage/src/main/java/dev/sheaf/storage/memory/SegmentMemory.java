// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.memory;

import dev.sheaf.core.memory.MemoryBlock;
import dev.sheaf.core.memory.MemoryContext;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// The memory of one segment: native pages that encoded blocks and strings are appended to, and the heap that its
/// dictionaries take. Filled by one thread, given back once.
final class SegmentMemory {
    private static final int PAGE_BYTES_MIN = 8 << 10;
    private static final int PAGE_BYTES_MAX = 1 << 20;

    private final MemoryContext memory;
    private final List<MemoryBlock> pages = new ArrayList<>();
    private MemorySegment page = MemorySegment.NULL;
    private long used;
    private long nextPageBytes = PAGE_BYTES_MIN;
    private long heapBytes;

    SegmentMemory(MemoryContext memory) {
        this.memory = memory;
    }

    /// Takes so many bytes, aligned to eight.
    MemorySegment take(long bytes) {
        if (bytes > page.byteSize() - used) {
            page = newPage(bytes);
            used = 0;
        }
        MemorySegment taken = page.asSlice(used, bytes);
        used += (bytes + 7) & -8L;
        return taken;
    }

    /// Takes a page of its own, for strings.
    MemorySegment newPage(long bytesMin) {
        MemoryBlock block = memory.allocate(Math.max(bytesMin, nextPageBytes));
        nextPageBytes = Math.min(PAGE_BYTES_MAX, 2 * nextPageBytes);
        pages.add(block);
        return block.segment();
    }

    /// Charges heap memory that lives as long as the segment.
    void reserveHeap(long bytes) {
        memory.reserve(bytes);
        heapBytes += bytes;
    }

    long byteSize() {
        long bytes = heapBytes;
        for (MemoryBlock block : pages) {
            bytes += block.byteSize();
        }
        return bytes;
    }

    void release() {
        pages.forEach(MemoryBlock::release);
        pages.clear();
        memory.unreserve(heapBytes);
        heapBytes = 0;
        page = MemorySegment.NULL;
    }
}
