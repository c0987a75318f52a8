// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import dev.sheaf.storage.file.MalformedDataException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageType;
import org.jspecify.annotations.Nullable;

/// What a reader needs of a page's header, read from Thrift's compact protocol without making an object: a row group
/// has a header or two for each column, and Thrift's own reader makes some fifty objects of each. What isn't needed,
/// such as statistics, is passed over. Reused for page after page; for one thread.
final class PageHeader {
    private static final int DEPTH_MAX = 16;
    private static final int VARINT_BYTES_MAX = 10;

    private static final int STOP = 0;
    private static final int TRUE = 1;
    private static final int FALSE = 2;
    private static final int BYTE = 3;
    private static final int I16 = 4;
    private static final int I32 = 5;
    private static final int I64 = 6;
    private static final int DOUBLE = 7;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int SET = 10;
    private static final int MAP = 11;
    private static final int STRUCT = 12;
    private static final int UUID = 13;

    private MemorySegment bytes = MemorySegment.NULL;
    private long position;
    private long end;
    private int fieldId;
    private int fieldType;

    private int presentFields;
    private int type;
    private int expandedBytes;
    private int compressedBytes;
    private int crc;
    /// The field of the struct that describes the page, 0 for none, and which of that struct's fields were there.
    private int details;

    private int presentDetails;
    private int valueCount;
    private int encoding;
    private int levelEncoding;
    private int definitionBytes;
    private int repetitionBytes;
    private boolean compressed;

    /// Reads a header.
    ///
    /// @return how many bytes it takes
    /// @throws MalformedDataException when it is none, or goes on after `length` bytes
    int read(MemorySegment source, long from, long length) {
        bytes = source;
        position = from;
        end = from + length;
        presentFields = 0;
        presentDetails = 0;
        details = 0;
        compressed = true;
        fieldId = 0;
        while (nextField()) {
            readField();
        }
        require(presentFields, 1, 3, "page header");
        bytes = MemorySegment.NULL;
        return (int) (position - from);
    }

    private void readField() {
        int id = fieldId;
        switch (id) {
            case 1 -> type = readInt();
            case 2 -> expandedBytes = readInt();
            case 3 -> compressedBytes = readInt();
            case 4 -> crc = readInt();
            case 5, 7, 8 -> {
                if (fieldType == STRUCT) {
                    details = id;
                    presentDetails = 0;
                    fieldId = 0;
                    while (nextField()) {
                        readDetail(id);
                    }
                    require(presentDetails, 1, id == 7 ? 2 : id == 8 ? 6 : 4, "header of its kind of page");
                    fieldId = id;
                    return;
                }
                skip(fieldType, 1);
            }
            default -> skip(fieldType, 1);
        }
        if (id <= 4) {
            presentFields |= 1 << id;
        }
    }

    /// The structs' fields: 5 is a data page's first form, 8 its second one, 7 a dictionary's.
    private void readDetail(int struct) {
        int id = fieldId;
        if (id == 1) {
            valueCount = readInt();
        } else if (id == (struct == 8 ? 4 : 2)) {
            encoding = readInt();
        } else if (struct == 5 && id == 3) {
            levelEncoding = readInt();
        } else if (struct == 8 && id == 5) {
            definitionBytes = readInt();
        } else if (struct == 8 && id == 6) {
            repetitionBytes = readInt();
        } else if (struct == 8 && id == 7 && (fieldType == TRUE || fieldType == FALSE)) {
            compressed = fieldType == TRUE;
        } else {
            skip(fieldType, 1);
        }
        if (id < Integer.SIZE) {
            presentDetails |= 1 << id;
        }
    }

    private static void require(int present, int first, int last, String where) {
        int wanted = (1 << last + 1) - (1 << first);
        if ((present & wanted) != wanted) {
            throw new MalformedDataException("a required field of the " + where + " is missing");
        }
    }

    private boolean nextField() {
        int head = readByte();
        if (head == STOP) {
            return false;
        }
        int delta = head >>> 4;
        fieldId = delta == 0 ? (short) readZigzag() : fieldId + delta;
        fieldType = head & 0xF;
        if (fieldId <= 0) {
            throw new MalformedDataException("page header has a field of number " + fieldId);
        }
        return true;
    }

    private int readInt() {
        if (fieldType != I32) {
            throw new MalformedDataException("field " + fieldId + " of a page header is no number");
        }
        return (int) readZigzag();
    }

    private long readZigzag() {
        long raw = readVarint();
        return raw >>> 1 ^ -(raw & 1);
    }

    private long readVarint() {
        long value = 0;
        for (int i = 0; i < VARINT_BYTES_MAX; i++) {
            int next = readByte();
            value |= (next & 0x7FL) << 7 * i;
            if (next < 0x80) {
                return value;
            }
        }
        throw new MalformedDataException("page header has a number of more than 64 bits");
    }

    private int readByte() {
        if (position >= end) {
            throw new MalformedDataException("page header ends early");
        }
        return bytes.get(ValueLayout.JAVA_BYTE, position++) & 0xFF;
    }

    private void skipBytes(long count) {
        if (count < 0 || count > end - position) {
            throw new MalformedDataException("page header ends early");
        }
        position += count;
    }

    private void skip(int wireType, int depth) {
        if (depth > DEPTH_MAX) {
            throw new MalformedDataException("page header nests deeper than " + DEPTH_MAX);
        }
        switch (wireType) {
            case TRUE, FALSE -> {}
            case BYTE -> skipBytes(1);
            case I16, I32, I64 -> readVarint();
            case DOUBLE -> skipBytes(8);
            case BINARY -> skipBytes(readVarint());
            case LIST, SET -> {
                int head = readByte();
                long size = head >>> 4 == 15 ? readVarint() : head >>> 4;
                skipElements(size, head & 0xF, depth);
            }
            case MAP -> {
                long size = readVarint();
                int types = size == 0 ? 0 : readByte();
                for (long i = 0; i < size; i++) {
                    skipElements(1, types >>> 4, depth);
                    skipElements(1, types & 0xF, depth);
                }
            }
            case STRUCT -> {
                int outer = fieldId;
                fieldId = 0;
                while (nextField()) {
                    skip(fieldType, depth + 1);
                }
                fieldId = outer;
            }
            case UUID -> skipBytes(16);
            default -> throw new MalformedDataException("page header has a field of unknown type " + wireType);
        }
    }

    /// Outside of structs a truth value takes a byte. Each element takes one at least, so a wrong size ends soon.
    private void skipElements(long size, int wireType, int depth) {
        for (long i = 0; i < size; i++) {
            if (wireType == TRUE || wireType == FALSE) {
                skipBytes(1);
            } else {
                skip(wireType, depth + 1);
            }
        }
    }

    /// What kind of page it is, null for one that isn't known.
    @Nullable PageType type() {
        return PageType.findByValue(type);
    }

    /// How many bytes the page has when it is decompressed.
    int expandedBytes() {
        return expandedBytes;
    }

    /// How many bytes follow the header.
    int compressedBytes() {
        return compressedBytes;
    }

    boolean hasCrc() {
        return (presentFields & 1 << 4) != 0;
    }

    int crc() {
        return crc;
    }

    /// Whether what is said of the kind of page is there.
    boolean hasDetails() {
        return details == switch (PageType.findByValue(type)) {
            case DATA_PAGE -> 5;
            case DICTIONARY_PAGE -> 7;
            case DATA_PAGE_V2 -> 8;
            case INDEX_PAGE -> 0;
            case null -> -1;
        };
    }

    int valueCount() {
        return valueCount;
    }

    /// How values are encoded, null for a way that isn't known.
    @Nullable Encoding encoding() {
        return Encoding.findByValue(encoding);
    }

    /// How definition levels are encoded; of a [PageType#DATA_PAGE].
    @Nullable Encoding levelEncoding() {
        return Encoding.findByValue(levelEncoding);
    }

    /// The bytes of definition and repetition levels; of a [PageType#DATA_PAGE_V2].
    int definitionBytes() {
        return definitionBytes;
    }

    int repetitionBytes() {
        return repetitionBytes;
    }

    /// Whether the values are compressed; of a [PageType#DATA_PAGE_V2].
    boolean compressed() {
        return compressed;
    }
}
