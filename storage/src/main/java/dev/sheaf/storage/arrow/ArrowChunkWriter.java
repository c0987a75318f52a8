// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.arrow;

import dev.sheaf.core.expression.ByteString;
import dev.sheaf.core.storage.ChunkWriter;
import dev.sheaf.core.storage.ScanContext;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.storage.file.PartFiles;
import java.util.ArrayList;
import java.util.List;

/// Writes rows to one part file, a record batch at a time. The batch being collected is charged.
final class ArrowChunkWriter implements ChunkWriter {
    private static final int BATCH_ROWS = 64 << 10;
    private static final long BATCH_BYTES = 16 << 20;

    private final ArrowOutput output;
    private final int writer;
    private final ScanContext context;
    private final List<ColumnEncoder> columns = new ArrayList<>();
    private int batchRows;
    private long rowCount;
    private long reservedBytes;

    ArrowChunkWriter(Schema schema, ArrowWriteOptions options, PartFiles parts, int writer, ScanContext context) {
        org.apache.arrow.vector.types.pojo.Schema written = ArrowWriteSchema.of(schema);
        this.writer = writer;
        this.context = context;
        for (Field field : schema.fields()) {
            columns.add(new ColumnEncoder(field.type()));
        }
        this.output = new ArrowOutput(parts.create(writer), options, written);
        output.start();
    }

    @Override
    public void write(Chunk chunk) {
        context.cancellation().check();
        int count = chunk.activeCount();
        int[] rows = chunk.selection() == null ? null : chunk.selection().rows();
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).append(chunk.flat(i), rows, 0, count);
        }
        batchRows += count;
        rowCount += count;
        if (batchRows >= BATCH_ROWS || chargeAndMeasure() >= BATCH_BYTES) {
            endBatch();
        }
    }

    private long chargeAndMeasure() {
        long heapBytes = 0;
        long bytes = 0;
        for (ColumnEncoder column : columns) {
            heapBytes += column.heapBytes();
            bytes += column.byteSize();
        }
        if (heapBytes > reservedBytes) {
            context.memory().reserve(heapBytes - reservedBytes);
            reservedBytes = heapBytes;
        }
        return bytes;
    }

    private void endBatch() {
        if (batchRows > 0) {
            output.writeBatch(columns, batchRows);
            columns.forEach(ColumnEncoder::clear);
            batchRows = 0;
        }
    }

    @Override
    public ByteString finish() {
        endBatch();
        output.finish();
        return PartFiles.commitOf(writer, rowCount);
    }

    @Override
    public void close() {
        context.memory().unreserve(reservedBytes);
        reservedBytes = 0;
        output.discard();
    }
}
