// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.data;

import dev.sheaf.core.batch.Batch;
import dev.sheaf.core.batch.BatchBuilder;
import dev.sheaf.core.batch.BatchReader;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.Selection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows of Java values under a schema: what tests put in and expect to come out.
public record RowSet(Schema schema, List<List<@Nullable Object>> rows) {
    public RowSet {
        List<List<@Nullable Object>> copied = new ArrayList<>();
        rows.forEach(row -> copied.add(Collections.unmodifiableList(new ArrayList<>(row))));
        rows = Collections.unmodifiableList(copied);
    }

    public static RowSet of(Schema schema, @Nullable Object[]... rows) {
        List<List<@Nullable Object>> list = new ArrayList<>();
        for (@Nullable Object[] row : rows) {
            list.add(Arrays.asList(row));
        }
        return new RowSet(schema, list);
    }

    public int size() {
        return rows.size();
    }

    /// A flat chunk of some of the rows.
    public Chunk chunk(int from, int count) {
        Chunk chunk = new Chunk(schema);
        chunk.start(count);
        for (int column = 0; column < schema.size(); column++) {
            FlatVector vector = FlatVector.allocate(schema.type(column), count);
            for (int row = 0; row < count; row++) {
                VectorValues.set(vector, row, rows.get(from + row).get(column));
            }
            chunk.set(column, vector);
        }
        return chunk;
    }

    /// Some of the rows as a batch that the caller owns.
    public Batch batch(int from, int count, MemoryContext memory) {
        try (BatchBuilder builder = new BatchBuilder(schema, memory)) {
            builder.append(chunk(from, count));
            return builder.finish();
        }
    }

    /// Adds the rows in play of a chunk to a list.
    public static void read(Chunk chunk, List<List<@Nullable Object>> into) {
        Selection selection = chunk.selection();
        for (int i = 0; i < chunk.activeCount(); i++) {
            int row = selection == null ? i : selection.rows()[i];
            List<@Nullable Object> values = new ArrayList<>();
            for (int column = 0; column < chunk.columnCount(); column++) {
                values.add(VectorValues.get(chunk.flat(column), row));
            }
            into.add(values);
        }
    }

    /// Adds the rows of a batch, which stays the caller's, to a list.
    public static void read(Batch batch, List<List<@Nullable Object>> into) {
        int rows = batch.rowCount();
        read(new BatchReader(batch.schema(), Math.max(1, rows)).read(batch, 0, rows), into);
    }
}
