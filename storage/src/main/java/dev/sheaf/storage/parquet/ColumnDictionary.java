// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.storage.file.MalformedDataException;
import dev.sheaf.storage.file.NativeBuffer;
import dev.sheaf.storage.scan.DistinctStrings;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// The decoded and converted dictionary of one column chunk. Strings are views into the dictionary page, which it
/// keeps alive until closed.
final class ColumnDictionary implements AutoCloseable {
    /// The most heap that an entry takes: two words here, two more while it is converted.
    private static final long ENTRY_BYTES = 32;

    private final MemoryContext memory;
    private final FlatVector vector;
    private final ValueTile values;
    private final int size;
    private final NativeBuffer page;
    private final NativeBuffer text;
    private final long reservedBytes;
    private final boolean unique;

    private ColumnDictionary(
            MemoryContext memory,
            FlatVector vector,
            ValueTile values,
            int size,
            NativeBuffer page,
            NativeBuffer text,
            long reservedBytes) {
        this.memory = memory;
        this.vector = vector;
        this.values = values;
        this.size = size;
        this.page = page;
        this.text = text;
        this.reservedBytes = reservedBytes;
        this.unique = vector instanceof StringVector strings && DistinctStrings.allDistinct(strings, size);
    }

    /// Reads the dictionary of a column chunk.
    ///
    /// @param spent one of the same column that isn't needed any more, for its memory; closed here
    static ColumnDictionary load(
            PageReader pages, ParquetColumn column, MemoryContext memory, @Nullable ColumnDictionary spent) {
        NativeBuffer text = spent == null ? new NativeBuffer(memory) : spent.text;
        long reservedBytes = spent == null ? 0 : spent.reservedBytes;
        if (spent != null) {
            pages.reuse(spent.page);
        }
        PageReader.DictionaryPage page;
        try {
            page = loadPage(pages);
        } catch (RuntimeException broken) {
            memory.unreserve(reservedBytes);
            text.close();
            throw broken;
        }
        try {
            checkSize(page, column);
            // A chunk of nulls has an empty dictionary; its rows' codes still need an entry to point to.
            int size = Math.max(1, page.valueCount());
            long bytes = Math.max(reservedBytes, ENTRY_BYTES * size);
            memory.reserve(bytes - reservedBytes);
            reservedBytes = bytes;
            text.require(column.conversion().heapBytes(size));
            // Who has seen the other dictionary knows it by its vector, so this one must be another.
            FlatVector vector = spent == null || page.valueCount() == 0
                    ? FlatVector.allocate(column.field().type(), size)
                    : spent.vector.successor();
            ValueTile values = decode(page, column, vector, text);
            // What was there before must not be taken for entries: views of it lead nowhere.
            for (int entry = size; entry < vector.capacity(); entry++) {
                vector.copyRow(entry, vector, 0);
            }
            return new ColumnDictionary(memory, vector, values, size, page.owner(), text, reservedBytes);
        } catch (RuntimeException broken) {
            memory.unreserve(reservedBytes);
            page.owner().close();
            text.close();
            throw broken;
        }
    }

    private static PageReader.DictionaryPage loadPage(PageReader pages) {
        PageReader.DictionaryPage page = pages.loadDictionary();
        if (page == null) {
            throw new MalformedDataException("data is dictionary-coded, but there is no dictionary page");
        }
        return page;
    }

    private static ValueTile decode(
            PageReader.DictionaryPage page, ParquetColumn column, FlatVector vector, NativeBuffer text) {
        int size = page.valueCount();
        ValueTile values = new ValueTile();
        values.bind(vector, Math.max(1, size));
        PlainDecoder plain = new PlainDecoder(column.stored(), column.fixedBytes());
        plain.start(page.bytes(), 0, page.length(), size);
        if (column.conversion() == Conversion.NONE) {
            plain.read(values, 0, size);
        } else {
            ValueTile stored = new ValueTile();
            stored.require(column.stored().kind, size);
            plain.read(stored, 0, size);
            column.conversion().apply(stored, size, values, 0, text);
        }
        values.complete(vector);
        return values;
    }

    /// Each entry takes bytes of the page, so the count can't make arrays much larger than the page.
    private static void checkSize(PageReader.DictionaryPage page, ParquetColumn column) {
        int size = page.valueCount();
        if (column.stored() == ParquetType.BOOLEAN) {
            throw new MalformedDataException("booleans have no dictionary");
        }
        int least = switch (column.stored()) {
            case INT64, DOUBLE -> 8;
            case FIXED -> column.fixedBytes();
            case INT32, FLOAT, BYTE_ARRAY, BOOLEAN -> 4;
        };
        if ((long) size * least > page.length()) {
            throw new MalformedDataException(
                    "dictionary of " + size + " values does not fit its page of " + page.length() + " bytes");
        }
    }

    ValueTile values() {
        return values;
    }

    /// The entries as the base of dictionary vectors.
    FlatVector vector() {
        return vector;
    }

    /// Whether every string occurs once, as it should; some writers repeat entries.
    boolean unique() {
        return unique;
    }

    /// The bytes that string views of this dictionary point into, as heap 0.
    @Nullable MemorySegment heap() {
        return values.heapCount == 0 ? null : values.heaps[0];
    }

    /// Checks that codes name entries.
    void check(int[] codes, int offset, int count) {
        int bad = 0;
        for (int i = offset; i < offset + count; i++) {
            // Negative when the code is negative or not smaller than the size.
            bad |= codes[i] | size - 1 - codes[i];
        }
        if (bad < 0) {
            throw new MalformedDataException("a code lies outside of the dictionary of " + size + " values");
        }
    }

    @Override
    public void close() {
        memory.unreserve(reservedBytes);
        page.close();
        text.close();
    }
}
