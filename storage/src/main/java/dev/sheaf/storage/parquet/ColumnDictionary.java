// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import dev.sheaf.storage.file.MalformedDataException;
import dev.sheaf.storage.file.NativeBuffer;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// The decoded and converted dictionary of one column chunk. Strings are views into the dictionary page, which it
/// keeps alive until closed.
final class ColumnDictionary implements AutoCloseable {
    private final ValueTile values;
    private final int size;
    private final NativeBuffer page;
    private final @Nullable NativeBuffer text;

    private ColumnDictionary(ValueTile values, int size, NativeBuffer page, @Nullable NativeBuffer text) {
        this.values = values;
        this.size = size;
        this.page = page;
        this.text = text;
    }

    static ColumnDictionary load(PageReader pages, ParquetColumn column) {
        PageReader.DictionaryPage page = pages.loadDictionary();
        if (page == null) {
            throw new MalformedDataException("data is dictionary-coded, but there is no dictionary page");
        }
        NativeBuffer text = null;
        try {
            int size = page.valueCount();
            checkSize(page, column, size);
            text = pages.newBuffer();
            text.require(column.conversion().heapBytes(size));
            ValueTile values = new ValueTile();
            // A chunk of nulls has an empty dictionary; its rows' codes still need an entry to point to.
            values.require(column.tileKind(), Math.max(1, size));
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
            return new ColumnDictionary(values, size, page.owner(), text);
        } catch (RuntimeException broken) {
            page.owner().close();
            if (text != null) {
                text.close();
            }
            throw broken;
        }
    }

    /// Each entry takes bytes of the page, so the count can't make arrays much larger than the page.
    private static void checkSize(PageReader.DictionaryPage page, ParquetColumn column, int size) {
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

    /// The number of entries that codes may name, at least one.
    int size() {
        return Math.max(1, size);
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
        page.close();
        if (text != null) {
            text.close();
        }
    }
}
