// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.json;

import com.fasterxml.jackson.core.JsonToken;
import dev.sheaf.core.disk.ReadableFile;
import dev.sheaf.core.plan.ScanNode;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.storage.ChunkSource;
import dev.sheaf.core.storage.ScanContext;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.storage.file.CountingFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads the objects of one file. Names that are no column of the scan are moved over.
final class JsonChunkSource implements ChunkSource {
    private final CountingFile file;
    private final JsonText text;
    private final ScanContext context;
    private final List<JsonColumn> columns = new ArrayList<>();
    private final Map<String, JsonColumn> byName = new HashMap<>();
    private final long reservedBytes;
    private long rowsWanted;
    private boolean closed;

    JsonChunkSource(ReadableFile opened, ScanNode scan, ScanContext context) {
        this.file = new CountingFile(opened);
        this.text = JsonText.open(file);
        this.context = context;
        this.rowsWanted = scan.limitRows().orElse(Long.MAX_VALUE);
        long bytes = 0;
        for (Field field : scan.schema().fields()) {
            JsonColumn column = new JsonColumn(field, context.chunkRows(), context.memory());
            columns.add(column);
            byName.put(field.name(), column);
            bytes += column.heapBytes();
        }
        context.memory().reserve(bytes);
        this.reservedBytes = bytes;
    }

    @Override
    public Result next(Chunk target, Waker waker) {
        context.cancellation().check();
        columns.forEach(JsonColumn::start);
        int count = 0;
        long most = Math.min(context.chunkRows(), rowsWanted);
        while (count < most && text.nextObject()) {
            readObject(count++);
        }
        rowsWanted -= count;
        target.start(count);
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).fillUpTo(count);
            target.set(i, columns.get(i).vector());
        }
        return count == 0 ? Result.FINISHED : Result.ROWS;
    }

    private void readObject(int row) {
        while (true) {
            JsonToken token = text.nextToken();
            if (token == JsonToken.END_OBJECT) {
                return;
            }
            if (token != JsonToken.FIELD_NAME) {
                throw text.error("the object does not end");
            }
            JsonColumn column = byName.get(text.text());
            JsonToken value = text.nextToken();
            if (column == null) {
                text.skipValue();
            } else {
                column.put(row, text, value);
            }
        }
    }

    @Override
    public long bytesRead() {
        return file.bytesRead();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            columns.forEach(JsonColumn::close);
            context.memory().unreserve(reservedBytes);
            text.close();
            file.close();
        }
    }
}
