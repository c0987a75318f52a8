// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.row;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.DecimalType;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.FlatVector;

/// Where the columns of a row stand within its fixed part: a header that belongs to the owner of the rows (a chain
/// link, a flag), a bit per nullable column that is set for nulls, then a slot per column, unaligned and without gaps.
///
/// | physical type | slot |
/// |---|---|
/// | BOOLEAN | 1 byte, 0 or 1 |
/// | INT | 4 bytes |
/// | LONG, DOUBLE | 8 bytes |
/// | DECIMAL of up to 18 digits | 8 bytes, however wide the vector is; a value that doesn't fit is an error |
/// | DECIMAL of more digits | 16 bytes, low word first |
/// | STRING | a 16-byte view; a long string lies in the heap part of the same page, at the view's offset |
///
/// All numbers are little-endian. Immutable.
public final class RowLayout {
    private final Schema schema;
    private final int headerBytes;
    private final int[] offsets;
    private final int[] nullBits;
    private final int nullBytes;
    private final int rowBytes;
    private final int[] stringColumns;

    /// @param schema the columns; those that aren't nullable must never be null
    public RowLayout(Schema schema) {
        this(schema, 0);
    }

    /// @param headerBytes bytes at the start of each row whose contents the caller looks after; they begin undefined
    public RowLayout(Schema schema, int headerBytes) {
        this.schema = schema;
        this.headerBytes = headerBytes;
        this.offsets = new int[schema.size()];
        this.nullBits = new int[schema.size()];
        int nullable = 0;
        int strings = 0;
        for (int i = 0; i < schema.size(); i++) {
            nullBits[i] = schema.field(i).nullable() ? nullable++ : -1;
            strings += isString(schema.type(i)) ? 1 : 0;
        }
        this.nullBytes = (nullable + 7) >> 3;
        this.stringColumns = new int[strings];
        int offset = headerBytes + nullBytes;
        int string = 0;
        for (int i = 0; i < schema.size(); i++) {
            offsets[i] = offset;
            offset += slotBytes(schema.type(i));
            if (isString(schema.type(i))) {
                stringColumns[string++] = i;
            }
        }
        // An empty row still needs an address of its own.
        this.rowBytes = Math.max(1, offset);
        if (rowBytes > RowPages.PAGE_BYTES) {
            throw new IllegalArgumentException("a row of " + schema.size() + " columns is larger than a page");
        }
    }

    public Schema schema() {
        return schema;
    }

    public int columnCount() {
        return offsets.length;
    }

    public int headerBytes() {
        return headerBytes;
    }

    /// The bytes of a row's fixed part.
    public int rowBytes() {
        return rowBytes;
    }

    /// Where a column's slot begins within the row.
    public int offset(int column) {
        return offsets[column];
    }

    /// A vector per column.
    public FlatVector[] vectors(int capacity) {
        FlatVector[] vectors = new FlatVector[columnCount()];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = FlatVector.allocate(schema.type(i), capacity);
        }
        return vectors;
    }

    /// Whether the column has a bit for nulls.
    public boolean nullable(int column) {
        return nullBits[column] >= 0;
    }

    /// The byte within the row that holds a nullable column's bit.
    public int nullByteOffset(int column) {
        return headerBytes + (nullBits[column] >> 3);
    }

    /// The column's bit within that byte.
    public int nullMask(int column) {
        return 1 << (nullBits[column] & 7);
    }

    /// Whether a DECIMAL column's slot has a high word.
    public boolean wideDecimal(int column) {
        return isWideDecimal(schema.type(column));
    }

    /// Whether rows may have a heap part.
    public boolean hasStrings() {
        return stringColumns.length > 0;
    }

    int nullBytes() {
        return nullBytes;
    }

    int[] stringColumns() {
        return stringColumns;
    }

    private static boolean isString(DataType type) {
        return switch (type.physical()) {
            case STRING -> true;
            case BOOLEAN, INT, LONG, DOUBLE, DECIMAL -> false;
        };
    }

    private static boolean isWideDecimal(DataType type) {
        return type instanceof DecimalType decimal && decimal.precision() > DecimalType.MAX_NARROW_PRECISION;
    }

    private static int slotBytes(DataType type) {
        return switch (type.physical()) {
            case BOOLEAN -> 1;
            case INT -> 4;
            case LONG, DOUBLE -> 8;
            case DECIMAL -> isWideDecimal(type) ? 16 : 8;
            case STRING -> 16;
        };
    }
}
