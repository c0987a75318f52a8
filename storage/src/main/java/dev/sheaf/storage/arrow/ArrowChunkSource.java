// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.arrow;

import dev.sheaf.core.disk.ReadableFile;
import dev.sheaf.core.plan.ScanNode;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.storage.ChunkSource;
import dev.sheaf.core.storage.ScanContext;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.ConstantVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.LazyVector;
import dev.sheaf.core.vector.Selection;
import dev.sheaf.core.vector.Vector;
import dev.sheaf.storage.file.CountingFile;
import dev.sheaf.storage.scan.VectorCast;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a run of rows of one record batch. Columns are found by name, and widened where the table's type is wider.
final class ArrowChunkSource implements ChunkSource {
    /// Heap bytes of a row of a column: a value, a view or a code.
    private static final int ROW_BYTES = 24;

    private final CountingFile input;
    private final ScanContext context;
    private final List<ArrowColumn> columns = new ArrayList<>();
    private final List<Vector> vectors = new ArrayList<>();
    private final long to;
    private final long reservedBytes;
    private long row;
    private long rowsWanted;
    private boolean closed;

    ArrowChunkSource(
            ArrowFile file, ReadableFile opened, int batch, long from, long to, ScanNode scan, ScanContext context) {
        this.input = new CountingFile(opened);
        this.context = context;
        this.row = from;
        this.to = to;
        this.rowsWanted = scan.limitRows().orElse(Long.MAX_VALUE);
        this.reservedBytes = (long) ROW_BYTES * context.chunkRows() * scan.schema().size();
        context.memory().reserve(reservedBytes);
        Schema stored = file.schema();
        for (Field field : scan.schema().fields()) {
            vectors.add(vector(file, stored, batch, from, field));
        }
    }

    private Vector vector(ArrowFile file, Schema schema, int batch, long from, Field field) {
        int index = schema.indexOf(field.name());
        if (index < 0) {
            FlatVector missing = FlatVector.allocate(field.type(), 1);
            missing.setNull(0);
            return new ConstantVector(missing);
        }
        DataType stored = schema.type(index);
        ArrowColumn column = new ArrowColumn(
                file, input, batch, index, stored, from, to, context.chunkRows(), context.memory());
        columns.add(column);
        return stored.equals(field.type()) ? column : new Widened(column, field.type());
    }

    /// A column whose type is narrower than the table's.
    private static final class Widened extends LazyVector {
        private final ArrowColumn column;
        private final VectorCast cast;

        Widened(ArrowColumn column, DataType type) {
            super(type);
            this.column = column;
            this.cast = new VectorCast(column.type(), type);
        }

        @Override
        public Vector load(int rowCount, @Nullable Selection selection) {
            return cast.apply(column.load(rowCount, selection).flatten(rowCount), rowCount);
        }
    }

    @Override
    public Result next(Chunk target, Waker waker) {
        context.cancellation().check();
        int count = (int) Math.min(context.chunkRows(), to - row);
        if (count == 0 || rowsWanted <= 0) {
            return Result.FINISHED;
        }
        target.start(count);
        for (ArrowColumn column : columns) {
            column.moveTo(row);
        }
        for (int i = 0; i < vectors.size(); i++) {
            target.set(i, vectors.get(i));
        }
        row += count;
        rowsWanted -= count;
        return Result.ROWS;
    }

    @Override
    public long bytesRead() {
        return input.bytesRead();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            columns.forEach(ArrowColumn::close);
            context.memory().unreserve(reservedBytes);
            input.close();
        }
    }
}
