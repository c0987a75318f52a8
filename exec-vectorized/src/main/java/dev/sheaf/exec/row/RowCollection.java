// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.row;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.exec.spill.Spill;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Rows in row pages, in one or several partitions, each of which has pages of its own. Rows are appended by the batch,
/// and found again by their addresses ([RowAddress]) or by scanning a partition.
///
/// Memory is charged page by page, with growing pages: a few rows take a few kilobytes, a partition's later pages have
/// 256 KiB. One thread appends; when it has ended, any number may read. Rows that nobody touches for a while are
/// parked: they may be written to a temporary file when memory is needed, see [#park].
public final class RowCollection implements AutoCloseable {
    /// The largest page, but for that of an oversized row.
    public static final long PAGE_BYTES_MAX = RowPages.PAGE_BYTES;
    /// The pages that are being filled take at most so many-th of the memory that there is.
    private static final int OPEN_PAGES_SHARE = 32;

    private final RowLayout layout;
    private final RowPages pages;
    private final long pageBytesMax;
    private final PageCursor[] cursors;
    private boolean parksFull;
    private boolean parksOnRequest;
    private final FlatVector[] columns;
    /// By column, whether there may be a null.
    private final boolean[] nulls;
    private long[] addresses = {};
    private int[] heapBytes = {};

    public RowCollection(RowLayout layout, MemoryContext memory) {
        this(layout, memory, 1);
    }

    public RowCollection(RowLayout layout, MemoryContext memory, int partitionCount) {
        this(layout, memory, partitionCount, Spill.NONE);
    }

    /// @param spill where parked pages go when memory is needed
    public RowCollection(RowLayout layout, MemoryContext memory, int partitionCount, Spill spill) {
        this.layout = layout;
        this.pages = new RowPages(memory, spill);
        this.pageBytesMax = memory.tightestLimitBytes() / OPEN_PAGES_SHARE / partitionCount;
        this.cursors = new PageCursor[partitionCount];
        for (int i = 0; i < partitionCount; i++) {
            cursors[i] = newCursor(pages);
        }
        this.columns = new FlatVector[layout.columnCount()];
        this.nulls = new boolean[layout.columnCount()];
    }

    private PageCursor newCursor(RowPages target) {
        PageCursor cursor = new PageCursor(target, layout.rowBytes(), pageBytesMax);
        if (parksFull) {
            cursor.parkFull();
        }
        return cursor;
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

    /// The native memory that the pages take now, in bytes.
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
            nulls[i] |= columns[i].hasNulls();
            RowScatter.nulls(layout, i, columns[i], rows, count, segments, addresses);
            RowScatter.values(layout, i, columns[i], rows, count, segments, addresses, heapBytes);
        }
        if (!parksOnRequest) {
            pages.parkFull(layout.rowBytes());
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
        target.clearNulls();
        if (nulls[column]) {
            RowGather.nulls(layout, column, pages.segments(), rowAddresses, rows, count, target);
        }
    }

    /// Takes over all rows of another collection with the same layout and partitions, charged to the same memory. It is
    /// left empty.
    ///
    /// @return what is to be added to the addresses of its rows
    public long absorb(RowCollection other) {
        for (PageCursor cursor : other.cursors) {
            cursor.finish();
        }
        int base = pages.absorb(other.pages);
        for (int i = 0; i < cursors.length; i++) {
            cursors[i].absorb(other.cursors[i], base);
            other.cursors[i] = other.newCursor(other.pages);
        }
        for (int i = 0; i < nulls.length; i++) {
            nulls[i] |= other.nulls[i];
        }
        return RowAddress.of(base, 0);
    }

    /// From now on, each page is parked when it is full. Rows of full pages must not be touched by their addresses
    /// then, until [#pin].
    public void parkFull() {
        parksFull = true;
        for (PageCursor cursor : cursors) {
            cursor.parkFull();
        }
    }

    /// Like [#parkFull], but full pages wait for [#parkFilled], so that what was appended last can still be written to:
    /// for rows whose headers are set after they have got their addresses.
    public void parkFullOnRequest() {
        parksOnRequest = true;
        parkFull();
    }

    /// Parks the pages that have become full.
    public void parkFilled() {
        pages.parkFull(layout.rowBytes());
    }

    /// Says that a partition's rows aren't touched for now: their pages, the last as well, may be written to the disk
    /// whenever the query needs memory. More rows may be appended. Rows may be walked over; for anything else they are
    /// to be pinned. Partitions may be parked and pinned by several threads at once, each by one.
    public void park(int partition) {
        cursors[partition].park();
    }

    /// Parks all partitions.
    public void parkAll() {
        for (PageCursor cursor : cursors) {
            cursor.park();
        }
    }

    /// Brings all rows of a partition into memory, to stay and to be written to, until it is parked again.
    ///
    /// @throws dev.sheaf.core.error.SheafException OUT_OF_MEMORY when there is no room for them; what the disk throws.
    ///     The partition is parked as before then
    public void pin(int partition) {
        cursors[partition].hold();
    }

    /// How much memory [#pin] would have to find for a partition now; 0 if it is in memory.
    public long absentBytes(int partition) {
        return cursors[partition].absentBytes();
    }

    /// The memory that a partition's rows take when they are all there.
    public long memoryBytes(int partition) {
        return cursors[partition].memoryBytes();
    }

    /// Walks over a partition's rows in the order in which they were appended. Nothing may be appended meanwhile.
    /// Parked pages are in memory only while the walk is in them.
    public RowScan scan(int partition) {
        return scan(partition, false);
    }

    /// Walks over a partition's rows for the last time: each page is released when the walk has left it.
    public RowScan drain(int partition) {
        return scan(partition, true);
    }

    private RowScan scan(int partition, boolean drains) {
        PageCursor cursor = cursors[partition];
        return new RowScan(pages, cursor.pageNumbers(), layout.rowBytes(), 0, cursor.pageCount(), drains);
    }

    /// The numbers of a partition's pages, in the order in which they were filled.
    public int[] pageNumbers(int partition) {
        PageCursor cursor = cursors[partition];
        return Arrays.copyOf(cursor.pageNumbers(), cursor.pageCount());
    }

    /// Walks over the rows of one page, whatever its partition.
    ///
    /// @param page a number below [#pageCount()]
    public RowScan scanPage(int page) {
        return new RowScan(pages, new int[] {page}, layout.rowBytes(), 0, 1, false);
    }

    /// Walks over the rows of some pages for the last time, see [#drain].
    public RowScan drainPages(int[] numbers) {
        return new RowScan(pages, numbers, layout.rowBytes(), 0, numbers.length, true);
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
            cursors[i] = newCursor(pages);
        }
    }

    /// Gives everything back. May be called twice.
    @Override
    public void close() {
        clear();
    }
}
