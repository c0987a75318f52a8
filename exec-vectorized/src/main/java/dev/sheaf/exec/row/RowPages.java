// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.row;

import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.memory.MemoryBlock;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.exec.spill.Spill;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The numbered pages of a collection of rows. A page is a block of native memory that is charged, partitioned and
/// given back as a whole. Fixed parts fill it from the front, heap parts from the back; nothing in it refers to another
/// page, so it may be moved.
///
/// Filled by one thread; complete pages may be read by many. Pages are parked, pinned and evicted by any thread at any
/// time, see [RowPage].
final class RowPages implements AutoCloseable {
    /// The size of a page, but for the first ones of a collection, which are smaller, and one for an oversized row.
    static final int PAGE_BYTES = 1 << RowAddress.OFFSET_BITS;

    private final MemoryContext memory;
    private final Spill spill;
    private @Nullable RowPage[] pages = new RowPage[4];
    private MemorySegment[] segments = new MemorySegment[4];
    private int[] rowCounts = new int[4];
    private int count;
    private int[] full = {};
    private int fullCount;

    RowPages(MemoryContext memory, Spill spill) {
        this.memory = memory;
        this.spill = spill;
    }

    /// Adds a page of at least so many bytes and gives its number.
    int add(long bytes) {
        MemoryBlock block = memory.allocate(bytes);
        if (count == pages.length) {
            ensureCapacity(2 * count);
        }
        rowCounts[count] = 0;
        put(count, new RowPage(this, count, block, memory, spill), block.segment());
        return count++;
    }

    private synchronized void ensureCapacity(int capacity) {
        if (capacity > pages.length) {
            pages = Arrays.copyOf(pages, capacity);
            segments = Arrays.copyOf(segments, capacity);
            rowCounts = Arrays.copyOf(rowCounts, capacity);
        }
    }

    /// Sets a page and where it is. Pages come and go in other threads than the one that adds new ones, and to the
    /// array that is there then.
    synchronized void put(int number, RowPage page, MemorySegment segment) {
        pages[number] = page;
        segments[number] = segment;
    }

    int count() {
        return count;
    }

    /// By page number; pages that are released or written out are empty segments.
    MemorySegment[] segments() {
        return segments;
    }

    RowPage page(int number) {
        RowPage page = pages[number];
        if (page == null) {
            throw new IllegalArgumentException("there is no page " + number);
        }
        return page;
    }

    int rowCount(int page) {
        return rowCounts[page];
    }

    void addRows(int page, int rows) {
        rowCounts[page] += rows;
    }

    /// Notes a page to be parked by [#parkFull]: its last rows may have got their places, but not yet their values.
    void addFull(int page) {
        if (fullCount == full.length) {
            full = Arrays.copyOf(full, Math.max(4, 2 * fullCount));
        }
        full[fullCount++] = page;
    }

    /// Parks the pages that have been noted.
    void parkFull(int rowBytes) {
        while (fullCount > 0) {
            int page = full[--fullCount];
            page(page).park(rowCounts[page] * rowBytes);
        }
    }

    /// Takes over all pages of another collection, which is left empty.
    ///
    /// @return by how much their numbers grow
    int absorb(RowPages other) {
        int base = count;
        int total = count + other.count;
        ensureCapacity(total > pages.length ? Math.max(total, 2 * pages.length) : 0);
        System.arraycopy(other.rowCounts, 0, rowCounts, base, other.count);
        for (int i = 0; i < other.count; i++) {
            other.page(i).moveTo(this, base + i);
        }
        count = total;
        other.pages = new RowPage[4];
        other.segments = new MemorySegment[4];
        other.count = 0;
        other.fullCount = 0;
        return base;
    }

    void release(int page) {
        page(page).release();
    }

    /// The memory that the pages take now.
    long byteSize() {
        long bytes = 0;
        for (int i = 0; i < count; i++) {
            bytes += page(i).residentBytes();
        }
        return bytes;
    }

    @Override
    public void close() {
        SheafException failure = null;
        for (int i = 0; i < count; i++) {
            try {
                release(i);
            } catch (SheafException failed) {
                // Its file can't be deleted; the memory of the others has to be given back all the same.
                failure = failure == null ? failed : failure;
            }
        }
        count = 0;
        fullCount = 0;
        if (failure != null) {
            throw failure;
        }
    }
}
