// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.csv;

import dev.sheaf.core.disk.ReadableFile;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.plan.ScanNode;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.storage.ChunkSource;
import dev.sheaf.core.storage.ScanContext;
import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.Selection;
import dev.sheaf.storage.file.CountingFile;
import dev.sheaf.storage.file.FilePlace;
import java.util.ArrayList;
import java.util.List;

/// Reads the rows of a range of a text file. Columns are parsed when they are asked for, except when rows with errors
/// are to be left out, which needs all of them.
final class CsvChunkSource implements ChunkSource {
    private final CountingFile file;
    private final CsvOptions options;
    private final CsvText text;
    private final CsvRows rows;
    private final List<CsvColumn> columns = new ArrayList<>();
    private final ScanContext context;
    private final Selection selection;
    private final MemoryContext memory;
    private final long reservedBytes;
    private boolean atFileStart;
    private long rowsWanted;
    private boolean closed;

    CsvChunkSource(ReadableFile input, CsvRange range, CsvOptions options, ScanNode scan, ScanContext context) {
        this.file = new CountingFile(input);
        this.options = options;
        this.context = context;
        this.memory = context.memory();
        this.atFileStart = range.from() == 0;
        this.rowsWanted = scan.limitRows().orElse(Long.MAX_VALUE);
        this.selection = new Selection(context.chunkRows());
        this.text = CsvText.open(file, range.from(), range.to(), options.compression(), memory);
        FilePlace place = new FilePlace(file.path(), "");
        long firstLine = atFileStart ? 1L + options.skipRows() : range.line();
        this.rows = new CsvRows(options, place, firstLine, context.chunkRows());
        long bytes = rows.heapBytes();
        for (int i = 0; i < scan.schema().size(); i++) {
            CsvColumn column = new CsvColumn(
                    scan.schema().field(i), scan.columns().get(i), text, rows, options, place, context.chunkRows(),
                    memory);
            columns.add(column);
            bytes += column.heapBytes();
        }
        memory.reserve(bytes);
        this.reservedBytes = bytes;
    }

    @Override
    public Result next(Chunk target, Waker waker) {
        context.cancellation().check();
        if (atFileStart) {
            start();
        }
        while (rowsWanted > 0) {
            rows.split(text, context.chunkRows());
            if (rows.rowCount() > 0) {
                fill(target);
                return Result.ROWS;
            }
            if (!text.advance() && text.ended() && text.start() == text.end()) {
                return Result.FINISHED;
            }
            context.cancellation().check();
        }
        return Result.FINISHED;
    }

    private void start() {
        atFileStart = false;
        text.advance();
        text.consume(CsvTable.bomBytes(text.bytes(), text.end()));
        CsvTable.skipLines(text, options.skipRows());
        if (options.header()) {
            boolean more = true;
            while (more && !rows.skipRow(text)) {
                more = text.advance();
            }
        }
    }

    private void fill(Chunk target) {
        int count = rows.rowCount();
        target.start(count);
        rowsWanted -= count;
        if (!options.ignoreErrors()) {
            for (int i = 0; i < columns.size(); i++) {
                target.set(i, columns.get(i));
            }
            return;
        }
        long[] good = selection.start(count);
        Bits.setAll(good, count);
        for (int i = 0; i < columns.size(); i++) {
            target.set(i, columns.get(i).parse(count, good));
        }
        selection.complete();
        if (selection.count() < count) {
            target.select(selection);
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
            memory.unreserve(reservedBytes);
            columns.forEach(CsvColumn::close);
            text.close();
            file.close();
        }
    }
}
