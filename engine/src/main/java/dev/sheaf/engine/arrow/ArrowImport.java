// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.arrow;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.memory.MemoryBlock;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.type.ColumnNames;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.StringVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/// Reads Arrow vectors of any allocator into chunks: what a program registers as a table. Buffers are copied in bulk, a
/// chunk at a time; units of time become microseconds. For one thread.
public final class ArrowImport implements AutoCloseable {
    private final Schema schema;
    private final List<ArrowColumnReader> readers = new ArrayList<>();
    private final Chunk chunk;
    private final FlatVector[] vectors;
    private final MemoryContext memory;
    private final @Nullable MemoryBlock[] heaps;

    /// @param chunkRows the most rows of a chunk
    /// @param memory is charged for the bytes of strings in a chunk
    /// @throws SheafException NOT_SUPPORTED for a column of a type that Sheaf doesn't have
    public ArrowImport(org.apache.arrow.vector.types.pojo.Schema arrow, int chunkRows, MemoryContext memory) {
        this.memory = memory;
        List<Field> fields = new ArrayList<>();
        for (org.apache.arrow.vector.types.pojo.Field field : arrow.getFields()) {
            fields.add(new Field(Objects.requireNonNullElse(field.getName(), ""), type(field), field.isNullable()));
            readers.add(new ArrowColumnReader(field.getType()));
        }
        this.schema = ColumnNames.distinct(new Schema(fields));
        this.chunk = new Chunk(schema);
        this.vectors = new FlatVector[schema.size()];
        this.heaps = new MemoryBlock[schema.size()];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = FlatVector.allocate(schema.type(i), chunkRows);
        }
    }

    /// The columns in Sheaf's terms.
    public Schema schema() {
        return schema;
    }

    /// Reads rows `from` to `from + count - 1`.
    ///
    /// @return valid until the next call
    public Chunk read(VectorSchemaRoot root, int from, int count) {
        chunk.start(count);
        for (int i = 0; i < vectors.length; i++) {
            FieldVector source = root.getVector(i);
            ArrowColumnReader reader = readers.get(i);
            reader.readValidity(source, vectors[i], from, count);
            if (vectors[i] instanceof StringVector strings) {
                readStrings(i, strings, source, from, count);
            } else {
                reader.readValues(source, vectors[i], from, count);
            }
            chunk.set(i, vectors[i]);
        }
        return chunk;
    }

    private void readStrings(int column, StringVector target, FieldVector source, int from, int count) {
        long bytes = readers.get(column).stringBytes(source, from, count);
        MemoryBlock heap = heaps[column];
        if (heap == null || heap.byteSize() < bytes) {
            if (heap != null) {
                heap.release();
            }
            heaps[column] = null;
            heap = memory.allocate(Math.max(1, bytes));
            heaps[column] = heap;
        }
        readers.get(column).readStrings(source, target, heap.segment(), from, count);
    }

    @Override
    public void close() {
        for (int i = 0; i < heaps.length; i++) {
            MemoryBlock heap = heaps[i];
            if (heap != null) {
                heap.release();
                heaps[i] = null;
            }
        }
    }

    private static DataType type(org.apache.arrow.vector.types.pojo.Field field) {
        return switch (field.getType()) {
            case ArrowType.Bool _ -> DataType.BOOLEAN;
            case ArrowType.Int integer when integer.getIsSigned() -> new DataType.IntegerType(integer.getBitWidth());
            case ArrowType.Int integer when integer.getBitWidth() < 64 -> new DataType.IntegerType(
                    2 * integer.getBitWidth());
            case ArrowType.FloatingPoint floating when floating.getPrecision() == FloatingPointPrecision.SINGLE ->
                    DataType.REAL;
            case ArrowType.FloatingPoint floating when floating.getPrecision() == FloatingPointPrecision.DOUBLE ->
                    DataType.DOUBLE;
            case ArrowType.Decimal decimal when decimal.getBitWidth() == 128 && decimal.getScale() >= 0 ->
                    DataType.decimal(decimal.getPrecision(), decimal.getScale());
            case ArrowType.Utf8 _, ArrowType.LargeUtf8 _ -> DataType.VARCHAR;
            case ArrowType.Binary _, ArrowType.LargeBinary _ -> DataType.VARBINARY;
            case ArrowType.Date _ -> DataType.DATE;
            case ArrowType.Time _ -> DataType.TIME;
            case ArrowType.Timestamp timestamp -> timestamp.getTimezone() == null
                    ? DataType.TIMESTAMP
                    : DataType.TIMESTAMP_LTZ;
            case ArrowType.Duration _ -> DataType.INTERVAL_DAY_TIME;
            case ArrowType.Interval interval when interval.getUnit() == IntervalUnit.YEAR_MONTH ->
                    DataType.INTERVAL_YEAR_MONTH;
            default -> throw new SheafException(
                    ErrorCode.NOT_SUPPORTED,
                    "column \"" + field.getName() + "\" of Arrow type " + field.getType());
        };
    }

    /// Whether a date is counted in milliseconds instead of days.
    static boolean millisDate(ArrowType type) {
        return type instanceof ArrowType.Date date && date.getUnit() == DateUnit.MILLISECOND;
    }
}
