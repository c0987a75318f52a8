// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.type.PhysicalType;
import dev.sheaf.core.vector.DictionaryVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.Vector;
import dev.sheaf.storage.file.FilePlace;
import dev.sheaf.storage.file.MalformedDataException;
import dev.sheaf.storage.file.NativeBuffer;
import dev.sheaf.storage.scan.ValueRanges;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads one column of one row group, a chunk of rows at a time and from front to back. Rows can be skipped cheaply:
/// whole pages are not decompressed, and with an offset index not even read.
///
/// Fixed-width values come as flat vectors; strings as a dictionary vector when all pages that a chunk touches are
/// dictionary-coded. What [#read] gives stays valid until the next call. Not thread-safe.
final class ColumnReader implements AutoCloseable {
    /// Heap bytes of all arrays of a row, at most: a view, a code, and a view once more before conversion.
    private static final int ROW_BYTES = 40;

    private final ParquetColumn column;
    private final ParquetFile file;
    private int rowGroup;
    private final PageReader pages;
    private final PageDecoders decoders;
    private @Nullable PageIndex index;
    private long rowCount;
    private final PhysicalType kind;
    private final MemoryContext memory;
    private long reservedBytes;

    private final FlatVector flat;
    private final DictionaryVector dictionaryVector;
    private final ValueTile values = new ValueTile();
    private long[] validity = {};
    private boolean hasNulls;
    private int[] codes = {};
    /// Whether the chunk so far stands in `codes` and not in `values`.
    private boolean coded;

    private final ValueTile stored = new ValueTile();
    private final NativeBuffer textHeap;
    private final LevelDecoder levels = new LevelDecoder();
    private @Nullable ColumnDictionary dictionary;
    /// The dictionary of the row group before, whose memory the next one takes over.
    private @Nullable ColumnDictionary spent;

    private long row;
    private int pageRemaining;
    private boolean pageLoaded;
    private @Nullable ValueDecoder decoder;
    private boolean pageCoded;

    ColumnReader(
            ParquetFile file,
            int rowGroup,
            ParquetColumn column,
            ChunkLocation location,
            PageCodec codec,
            long rowCount,
            @Nullable PageIndex index,
            MemoryContext memory) {
        this.column = column;
        this.file = file;
        this.rowGroup = rowGroup;
        this.index = index;
        this.rowCount = rowCount;
        this.kind = column.tileKind();
        this.pages = new PageReader(file.input(), location, codec, memory);
        this.decoders = new PageDecoders(column, memory);
        this.textHeap = new NativeBuffer(memory);
        this.memory = memory;
        this.flat = FlatVector.allocate(column.field().type(), 0);
        this.dictionaryVector = new DictionaryVector(column.field().type());
    }

    /// Goes on with the same column of another row group of the file, in the same memory. The vector that was read
    /// last may no longer be in use.
    void restart(
            int nextGroup, ChunkLocation location, PageCodec codec, long groupRows, @Nullable PageIndex pageIndex) {
        rowGroup = nextGroup;
        index = pageIndex;
        rowCount = groupRows;
        if (dictionary != null) {
            spent = dictionary;
            dictionary = null;
        }
        pages.restart(location, codec);
        row = 0;
        pageRemaining = 0;
        pageLoaded = false;
        decoder = null;
        pageCoded = false;
    }

    /// The row group that is being read.
    int rowGroup() {
        return rowGroup;
    }

    /// What decompresses the pages.
    PageCodec codec() {
        return pages.codec();
    }

    /// Decodes the next `count` rows into a vector of this reader's own.
    Vector read(int count) {
        try {
            readRows(count);
            return finishChunk(count);
        } catch (MalformedDataException | IndexOutOfBoundsException broken) {
            throw corrupt(broken);
        }
    }

    /// Moves over the next `count` rows.
    void skip(long count) {
        try {
            skipRows(count);
        } catch (MalformedDataException | IndexOutOfBoundsException broken) {
            throw corrupt(broken);
        }
    }

    private ColumnDictionary dictionary() {
        if (dictionary == null) {
            throw new IllegalStateException("column has no dictionary");
        }
        return dictionary;
    }

    private SheafException corrupt(RuntimeException broken) {
        FilePlace place = file.place(rowGroup, column);
        return new FilePlace(place.file(), place.place() + ", page at byte " + pages.bodyPosition()).corrupt(broken);
    }

    private void readRows(int count) {
        beginChunk(count);
        int filled = 0;
        while (filled < count) {
            if (!pageLoaded) {
                openPage();
            }
            int take = Math.min(count - filled, pageRemaining);
            int valid = take;
            if (column.optional()) {
                valid = levels.read(validity, filled, take);
                hasNulls |= valid < take;
            }
            decode(filled, take, valid);
            filled += take;
            advance(take);
        }
    }

    private void beginChunk(int count) {
        if (count > rowCount - row) {
            throw new IllegalArgumentException(count + " rows asked of " + (rowCount - row));
        }
        pages.recycle();
        decoders.recycle();
        if (flat.capacity() < count) {
            // Vectors are heap memory of the scan: charged once, for the largest chunk.
            long bytes = (long) count * ROW_BYTES;
            memory.reserve(bytes - reservedBytes);
            reservedBytes = bytes;
        }
        values.bind(flat, count);
        if (column.optional()) {
            validity = flat.startUndefinedValidity(count);
        }
        hasNulls = false;
        coded = kind == PhysicalType.STRING;
        textHeap.require(column.conversion().heapBytes(count));
    }

    private Vector finishChunk(int count) {
        if (!hasNulls) {
            flat.clearNulls();
        }
        if (coded) {
            ColumnDictionary entries = dictionary();
            dictionaryVector.reset(entries.vector(), codes, flat.validity(), entries.unique());
            return dictionaryVector;
        }
        values.complete(flat);
        ValueRanges.check(flat, count);
        return flat;
    }

    private void decode(int filled, int take, int valid) {
        if (coded && !pageCoded) {
            flatten(filled);
        }
        if (pageCoded) {
            decodeCodes(filled, take, valid);
            return;
        }
        ValueDecoder by = Objects.requireNonNull(decoder);
        if (column.conversion() == Conversion.NONE) {
            by.read(values, filled, valid);
        } else {
            stored.require(column.stored().kind, valid);
            stored.clearHeaps();
            by.read(stored, 0, valid);
            column.conversion().apply(stored, valid, values, filled, textHeap);
        }
        if (valid < take) {
            values.spread(kind, validity, filled, take, valid);
        }
    }

    private void decodeCodes(int filled, int take, int valid) {
        codes = codes.length < flat.capacity() ? Arrays.copyOf(codes, flat.capacity()) : codes;
        ColumnDictionary entries = dictionary();
        decoders.codes().read(codes, filled, valid);
        entries.check(codes, filled, valid);
        if (coded) {
            if (valid < take) {
                ValueTile.spreadInts(codes, validity, filled, take, valid);
            }
            return;
        }
        gather(codes, filled, filled, valid);
        if (valid < take) {
            values.spread(kind, validity, filled, take, valid);
        }
    }

    private void gather(int[] from, int codesAt, int offset, int count) {
        ColumnDictionary entries = dictionary();
        int heap = kind == PhysicalType.STRING && entries.heap() != null ? values.addHeap(entries.heap()) : 0;
        values.gather(kind, entries.values(), from, codesAt, offset, count, heap);
    }

    /// Turns the codes read so far into values, when a page without a dictionary joins the chunk. Rows without a value
    /// hold a code too, and so become defined.
    private void flatten(int filled) {
        coded = false;
        if (filled > 0) {
            gather(codes, 0, 0, filled);
        }
    }

    private void skipRows(long count) {
        if (count > rowCount - row) {
            throw new IllegalArgumentException(count + " rows asked of " + (rowCount - row));
        }
        long left = count;
        while (left > 0) {
            if (pageRemaining == 0) {
                if (index != null && jump(left)) {
                    left = jumped(left);
                    continue;
                }
                announcePage();
            }
            int take = (int) Math.min(left, pageRemaining);
            if (take < pageRemaining || pageLoaded) {
                skipInPage(take);
            }
            left -= take;
            advance(take);
        }
    }

    /// Moves to the page that holds the target row, if that is a later one.
    private boolean jump(long left) {
        PageIndex places = Objects.requireNonNull(index);
        int page = places.pageOf(row + left);
        if (page <= places.pageOf(row)) {
            return false;
        }
        pages.jumpTo(places.offset(page));
        return true;
    }

    private long jumped(long left) {
        PageIndex places = Objects.requireNonNull(index);
        long target = row + left;
        row = places.firstRow(places.pageOf(target));
        return target - row;
    }

    private void skipInPage(int count) {
        if (!pageLoaded) {
            loadPage();
        }
        int valid = column.optional() ? levels.skip(count) : count;
        if (pageCoded) {
            decoders.codes().skip(valid);
        } else {
            Objects.requireNonNull(decoder).skip(valid);
        }
    }

    private void openPage() {
        if (pageRemaining == 0) {
            announcePage();
        }
        loadPage();
    }

    /// Goes to the next page that has rows.
    private void announcePage() {
        do {
            pageRemaining = pages.nextDataPage();
        } while (pageRemaining == 0);
        if (pageRemaining > rowCount - row) {
            throw new MalformedDataException(
                    "page of " + pageRemaining + " rows where " + (rowCount - row) + " are left");
        }
    }

    private void loadPage() {
        DataPage page = pages.load();
        long valuesAt =
                column.optional() ? levels.start(page) : page.levels() == DataPage.Levels.BARE ? page.levelBytes() : 0;
        pageCoded = PageDecoders.isDictionary(page.encoding());
        if (pageCoded) {
            if (dictionary == null) {
                ColumnDictionary before = spent;
                spent = null;
                dictionary = ColumnDictionary.load(pages, column, memory, before);
            }
            decoders.startCodes(page, valuesAt);
        } else {
            decoder = decoders.start(page, valuesAt);
        }
        pageLoaded = true;
    }

    private void advance(int rows) {
        row += rows;
        pageRemaining -= rows;
        if (pageRemaining == 0) {
            pageLoaded = false;
        }
    }

    @Override
    public void close() {
        if (dictionary != null) {
            dictionary.close();
            dictionary = null;
        }
        if (spent != null) {
            spent.close();
            spent = null;
        }
        memory.unreserve(reservedBytes);
        reservedBytes = 0;
        decoders.close();
        textHeap.close();
        pages.close();
    }
}
