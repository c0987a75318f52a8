// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.expression.ByteString;
import dev.sheaf.core.storage.ChunkWriter;
import dev.sheaf.core.storage.ScanContext;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.storage.file.DiskOutput;
import dev.sheaf.storage.file.PartFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/// Writes rows to one part file with parquet-java's low level: dictionaries, statistics, page indexes and checksums.
/// A row group is held in memory, which is charged, and written when it has enough rows or bytes.
final class ParquetChunkWriter implements ChunkWriter {
    private static final int PAGE_BYTES = 1 << 20;
    private static final int PAGE_ROWS = 20_000;
    private static final long ROW_GROUP_BYTES = 64 << 20;
    private static final long ROW_GROUP_TARGET_BYTES = 128 << 20;
    private static final int INDEX_VALUE_BYTES = 64;

    private final Schema schema;
    private final MessageType message;
    private final ParquetWriteOptions options;
    private final ParquetProperties properties;
    private final int writer;
    private final ScanContext context;
    private final DiskOutput file;
    private final ParquetFileWriter output;
    private final PageCompressor compressor;
    private @Nullable ColumnChunkPageWriteStore pages;
    private List<ColumnFeeder> columns = List.of();
    private long groupRows;
    private long rowCount;
    private long reservedBytes;
    private boolean ended;

    ParquetChunkWriter(Schema schema, ParquetWriteOptions options, PartFiles parts, int writer, ScanContext context) {
        this.schema = schema;
        this.message = WriteSchema.of(schema);
        this.options = options;
        this.writer = writer;
        this.context = context;
        this.compressor = new PageCompressor(options.codec());
        this.properties = ParquetProperties.builder()
                .withPageSize(PAGE_BYTES)
                .withDictionaryPageSize(PAGE_BYTES)
                .withPageRowCountLimit(PAGE_ROWS)
                .withPageWriteChecksumEnabled(true)
                .withAllocator(new HeapByteBufferAllocator())
                .build();
        this.file = new DiskOutput(parts.create(writer));
        try {
            this.output = new ParquetFileWriter(
                    new ParquetOutput(file), message, ParquetFileWriter.Mode.CREATE, ROW_GROUP_TARGET_BYTES, 0,
                    INDEX_VALUE_BYTES, ParquetProperties.DEFAULT_STATISTICS_TRUNCATE_LENGTH, true);
            output.start();
        } catch (IOException failure) {
            file.discard();
            throw ioError(failure);
        }
    }

    @Override
    public void write(Chunk chunk) {
        context.cancellation().check();
        int count = chunk.activeCount();
        int[] rows = chunk.selection() == null ? null : chunk.selection().rows();
        int done = 0;
        while (done < count) {
            if (pages == null) {
                startGroup();
            }
            int take = (int) Math.min(count - done, options.rowGroupRows() - groupRows);
            for (int i = 0; i < columns.size(); i++) {
                columns.get(i).write(chunk.flat(i), rows, done, take);
            }
            done += take;
            groupRows += take;
            if (groupRows == options.rowGroupRows() || chargeBuffers() > ROW_GROUP_BYTES) {
                endGroup();
            }
        }
        rowCount += count;
    }

    private void startGroup() {
        ColumnChunkPageWriteStore store = new ColumnChunkPageWriteStore(
                compressor, message, properties.getAllocator(), INDEX_VALUE_BYTES, true);
        pages = store;
        List<ColumnFeeder> feeders = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            ColumnDescriptor column = message.getColumns().get(i);
            MessageType alone = new MessageType(message.getName(), message.getType(i));
            ColumnWriteStore values = properties.newColumnWriteStore(alone, store, store);
            feeders.add(new ColumnFeeder(
                    schema.field(i),
                    values,
                    values.getColumnWriter(column),
                    column.getPrimitiveType().getPrimitiveTypeName()));
        }
        columns = feeders;
        groupRows = 0;
    }

    /// Charges what the row group takes by now and returns it.
    private long chargeBuffers() {
        long bytes = 0;
        for (ColumnFeeder column : columns) {
            bytes += column.bufferedBytes();
        }
        if (bytes > reservedBytes) {
            context.memory().reserve(bytes - reservedBytes);
            reservedBytes = bytes;
        }
        return bytes;
    }

    private void endGroup() {
        ColumnChunkPageWriteStore store = pages;
        if (store == null) {
            return;
        }
        try {
            output.startBlock(groupRows);
            for (ColumnFeeder column : columns) {
                column.flush();
            }
            store.flushToFileWriter(output);
            output.endBlock();
        } catch (IOException failure) {
            throw ioError(failure);
        } finally {
            releaseGroup();
        }
    }

    private void releaseGroup() {
        columns.forEach(ColumnFeeder::close);
        columns = List.of();
        if (pages != null) {
            pages.close();
            pages = null;
        }
        context.memory().unreserve(reservedBytes);
        reservedBytes = 0;
    }

    @Override
    public ByteString finish() {
        if (groupRows > 0) {
            endGroup();
        }
        try {
            output.end(Map.of());
        } catch (IOException failure) {
            throw ioError(failure);
        }
        file.close();
        ended = true;
        return PartFiles.commitOf(writer, rowCount);
    }

    private static SheafException ioError(IOException failure) {
        return new SheafException(ErrorCode.IO_ERROR, String.valueOf(failure.getMessage()), failure);
    }

    @Override
    public void close() {
        if (!ended) {
            ended = true;
            releaseGroup();
        }
        compressor.release();
        file.discard();
    }
}
