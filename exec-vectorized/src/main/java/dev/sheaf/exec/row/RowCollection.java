// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.row;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.StringVector;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Rows in row pages, in one or several partitions, each of which has pages of its own. Rows are appended by the batch,
/// and found again by their addresses ([RowAddress]) or by scanning a partition.
///
/// Memory is charged page by page, with growing pages: a few rows take a few kilobytes, a partition's later pages have
/// 256 KiB. One thread appends; when it has ended, any number may read.
public final class RowCollection implements AutoCloseable {
    private final RowLayout layout;
    private final RowPages pages;
    private final PageCursor[] cursors;
    private final FlatVector[] columns;
    private long[] addresses = {};
    private int[] heapBytes = {};

    public RowCollection(RowLayout layout, MemoryContext memory) {
        this(layout, memory, 1);
    }

    public RowCollection(RowLayout layout, MemoryContext memory, int partitionCount) {
        this.layout = layout;
        this.pages = new RowPages(memory);
        this.cursors = new PageCursor[partitionCount];
        for (int i = 0; i < partitionCount; i++) {
            cursors[i] = new PageCursor(pages, layout.rowBytes());
        }
        this.columns = new FlatVector[layout.columnCount()];
    }

    public RowLayout layout() {
        return layout;
    }

    public int partitionCount() {
        return cursors.length;
    }

    /// How many rows have been appended to a partition.
    public long rowCount(int partition) {
        return cursors[partition].rowCount();
    }

    public long rowCount() {
        long rows = 0;
        for (PageCursor cursor : cursors) {
            rows += cursor.rowCount();
        }
        return rows;
    }

    /// The native memory that the pages take, in bytes.
    public long byteSize() {
        return pages.byteSize();
    }

    /// The pages by number, for kernels that follow addresses. The array changes when rows are appended; entries past
    /// [#pageCount()] are undefined.
    public MemorySegment[] pages() {
        return pages.segments();
    }

    public int pageCount() {
        return pages.count();
    }

    /// Appends rows of a chunk to the only partition.
    ///
    /// @param places per column of the layout, its place in the chunk
    /// @param rows their numbers in the chunk, or null for the first `count`
    /// @return their addresses, in an array that the next call reuses
    public long[] append(Chunk chunk, int[] places, int @Nullable [] rows, int count) {
        return append(chunk, places, rows, count, null);
    }

    /// Appends rows of a chunk to their partitions.
    ///
    /// @param partitions by row of the chunk, its partition; null when there is only one
    /// @return their addresses, in an array that the next call reuses
    public long[] append(Chunk chunk, int[] places, int @Nullable [] rows, int count, int @Nullable [] partitions) {
        for (int i = 0; i < columns.length; i++) {
            columns[i] = chunk.flat(places[i]);
        }
        if (addresses.length < count) {
            addresses = new long[Math.max(count, Chunk.DEFAULT_ROWS)];
            heapBytes = new int[addresses.length];
        }
        place(rows, count, partitions);
        MemorySegment[] segments = pages.segments();
        RowScatter.clearNulls(layout, segments, addresses, count);
        for (int i = 0; i < columns.length; i++) {
            RowScatter.nulls(layout, i, columns[i], rows, count, segments, addresses);
            RowScatter.values(layout, i, columns[i], rows, count, segments, addresses, heapBytes);
        }
        return addresses;
    }

    /// Gives each row an address, and where there are strings turns `heapBytes` into where their bytes go.
    private void place(int @Nullable [] rows, int count, int @Nullable [] partitions) {
        if (!layout.hasStrings()) {
            if (partitions == null) {
                cursors[0].next(count, addresses);
                return;
            }
            for (int i = 0; i < count; i++) {
                addresses[i] = cursors[partitions[rows == null ? i : rows[i]]].next(0);
            }
            return;
        }
        Arrays.fill(heapBytes, 0, count, 0);
        for (int column : layout.stringColumns()) {
            RowScatter.addHeapBytes((StringVector) columns[column], rows, count, heapBytes);
        }
        for (int i = 0; i < count; i++) {
            PageCursor cursor = partitions == null ? cursors[0] : cursors[partitions[rows == null ? i : rows[i]]];
            addresses[i] = cursor.next(heapBytes[i]);
            heapBytes[i] = cursor.heapStart();
        }
    }

    /// Copies a column of rows into a vector. Long strings are viewed in the pages, which must be kept as long as the
    /// vector is read.
    ///
    /// @param rows null to fill `target[i]` from `addresses[i]` for all `i` below `count`; else ascending numbers, and
    ///     `target[rows[i]]` is filled from `addresses[rows[i]]`
    public void gather(int column, long[] rowAddresses, int @Nullable [] rows, int count, FlatVector target) {
        RowGather.gather(layout, column, pages.segments(), pages.count(), rowAddresses, rows, count, target);
    }

    /// Takes over all rows of another collection with the same layout and partitions, charged to the same memory. It is
    /// left empty.
    ///
    /// @return what is to be added to the addresses of its rows
    public long absorb(RowCollection other) {
        int base = pages.absorb(other.pages);
        for (int i = 0; i < cursors.length; i++) {
            cursors[i].absorb(other.cursors[i], base);
            other.cursors[i] = new PageCursor(other.pages, layout.rowBytes());
        }
        return RowAddress.of(base, 0);
    }

    /// Walks over a partition's rows in the order in which they were appended. Nothing may be appended meanwhile.
    public RowScan scan(int partition) {
        PageCursor cursor = cursors[partition];
        return new RowScan(pages, cursor.pageNumbers(), layout.rowBytes(), 0, cursor.pageCount());
    }

    /// Walks over the rows of one page, whatever its partition.
    ///
    /// @param page a number below [#pageCount()]
    public RowScan scanPage(int page) {
        return new RowScan(pages, new int[] {page}, layout.rowBytes(), 0, 1);
    }

    /// Gives back a partition's memory. Nothing may be appended to it afterwards. Partitions may be released by several
    /// threads at once.
    public void releasePartition(int partition) {
        PageCursor cursor = cursors[partition];
        for (int i = 0; i < cursor.pageCount(); i++) {
            pages.release(cursor.page(i));
        }
    }

    /// Drops all rows and gives their memory back; more may be appended.
    public void clear() {
        pages.close();
        for (int i = 0; i < cursors.length; i++) {
            cursors[i] = new PageCursor(pages, layout.rowBytes());
        }
    }

    /// Gives everything back. May be called twice.
    @Override
    public void close() {
        clear();
    }
}
