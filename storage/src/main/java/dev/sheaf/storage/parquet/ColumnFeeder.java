// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.vector.BooleanVector;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.core.vector.StringVector;
import java.nio.ByteBuffer;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

/// Hands the values of one column to parquet-java. Each column has a store of its own, which counts the rows of its
/// pages, so that columns can be written one after the other.
final class ColumnFeeder implements AutoCloseable {
    private final ColumnWriteStore store;
    private final ColumnWriter writer;
    private final PrimitiveTypeName stored;
    private final int valueLevel;

    ColumnFeeder(Field field, ColumnWriteStore store, ColumnWriter writer, PrimitiveTypeName stored) {
        this.store = store;
        this.writer = writer;
        this.stored = stored;
        this.valueLevel = field.nullable() || field.type() instanceof DataType.NullType ? 1 : 0;
    }

    void write(FlatVector vector, int @Nullable [] chosen, int from, int count) {
        for (int i = 0; i < count; i++) {
            int row = chosen == null ? from + i : chosen[from + i];
            if (vector.isNull(row)) {
                writer.writeNull(0, 0);
            } else {
                writeValue(vector, row);
            }
            store.endRecord();
        }
    }

    private void writeValue(FlatVector vector, int row) {
        switch (vector) {
            case IntVector ints -> writer.write(ints.values()[row], 0, valueLevel);
            case LongVector longs -> writer.write(longs.values()[row], 0, valueLevel);
            case DoubleVector doubles -> {
                if (stored == PrimitiveTypeName.FLOAT) {
                    writer.write((float) doubles.values()[row], 0, valueLevel);
                } else {
                    writer.write(doubles.values()[row], 0, valueLevel);
                }
            }
            case BooleanVector booleans -> writer.write(booleans.value(row), 0, valueLevel);
            case StringVector strings ->
                    writer.write(Binary.fromConstantByteArray(strings.bytes(row)), 0, valueLevel);
            case DecimalVector decimals -> {
                long low = decimals.values()[row];
                switch (stored) {
                    case INT32 -> writer.write((int) low, 0, valueLevel);
                    case INT64 -> writer.write(low, 0, valueLevel);
                    default -> writer.write(wide(decimals.highWord(row), low), 0, valueLevel);
                }
            }
        }
    }

    private static Binary wide(long high, long low) {
        return Binary.fromConstantByteArray(
                ByteBuffer.allocate(WriteSchema.WIDE_DECIMAL_BYTES).putLong(high).putLong(low).array());
    }

    long bufferedBytes() {
        return store.getAllocatedSize();
    }

    void flush() {
        store.flush();
    }

    /// Gives back buffers. The store isn't closed: that would encode and compress what it holds, which nobody wants any
    /// more.
    @Override
    public void close() {
        writer.close();
    }
}
