// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.session;

import dev.sheaf.core.batch.Batch;
import dev.sheaf.core.batch.BatchBuilder;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.BooleanVector;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.core.vector.StringVector;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A few rows that the session itself answers with: SHOW, DESCRIBE, EXPLAIN, and the metadata calls of JDBC.
public final class FixedRows implements RowStream {
    private final Schema schema;
    private @Nullable Batch batch;

    private FixedRows(Schema schema, Batch batch) {
        this.schema = schema;
        this.batch = batch;
    }

    /// @param rows values by the classes `Boolean`, `Number` and `String`, or null
    public static FixedRows of(Schema schema, List<? extends List<? extends @Nullable Object>> rows,
            MemoryContext memory) {
        try (BatchBuilder builder = new BatchBuilder(schema, memory);
                Arena arena = Arena.ofConfined()) {
            Chunk chunk = new Chunk(schema).start(rows.size());
            for (int column = 0; column < schema.size(); column++) {
                FlatVector vector = FlatVector.allocate(schema.type(column), Math.max(1, rows.size()));
                for (int row = 0; row < rows.size(); row++) {
                    set(vector, row, rows.get(row).get(column), arena);
                }
                chunk.set(column, vector);
            }
            builder.append(chunk);
            return new FixedRows(schema, builder.finish());
        }
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public @Nullable Batch next() {
        Batch next = batch;
        batch = null;
        return next;
    }

    @Override
    public void cancel(SheafException reason) {
        // The rows are there already.
    }

    @Override
    public void close() {
        if (batch != null) {
            batch.release();
            batch = null;
        }
    }

    private static void set(FlatVector vector, int row, @Nullable Object value, Arena arena) {
        if (value == null) {
            vector.setNull(row);
            return;
        }
        switch (vector) {
            case BooleanVector booleans -> Bits.set(booleans.bits(), row, (Boolean) value);
            case IntVector ints -> ints.values()[row] = ((Number) value).intValue();
            case LongVector longs -> longs.values()[row] = ((Number) value).longValue();
            case DoubleVector doubles -> doubles.values()[row] = ((Number) value).doubleValue();
            case StringVector strings -> {
                byte[] bytes = value.toString().getBytes(StandardCharsets.UTF_8);
                MemorySegment heap = arena.allocate(Math.max(1, bytes.length));
                MemorySegment.copy(MemorySegment.ofArray(bytes), 0, heap, 0, bytes.length);
                strings.set(row, strings.addHeap(heap), 0, bytes.length);
            }
            case DecimalVector _ -> throw new IllegalArgumentException("a fixed " + DataType.DecimalType.class);
        }
    }
}
