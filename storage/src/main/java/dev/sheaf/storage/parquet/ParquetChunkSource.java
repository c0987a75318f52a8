// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import dev.sheaf.core.disk.ReadableFile;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.plan.ScanNode;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.storage.ChunkSource;
import dev.sheaf.core.storage.ScanContext;
import dev.sheaf.core.storage.Split;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.ConstantVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.LazyVector;
import dev.sheaf.core.vector.Selection;
import dev.sheaf.core.vector.Vector;
import dev.sheaf.storage.file.CountingFile;
import dev.sheaf.storage.file.PinnedFile;
import dev.sheaf.storage.file.PropertyReader;
import dev.sheaf.storage.scan.VectorCast;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a run of rows of one row group. Columns are lazy: one that nobody asks for is not even opened, and rows that
/// a filter on other columns has dropped with their whole chunk are skipped, page by page where possible.
final class ParquetChunkSource implements ChunkSource {
    private final PinnedFile pinned;
    private final ParquetFile file;
    private final CountingFile input;
    private int rowGroup;
    private long from;
    private long to;
    private final FileColumns fileColumns;
    private final RowGroupPruner pruner;
    private final ScanContext context;
    private final List<Vector> vectors = new ArrayList<>();
    private final List<Column> columns = new ArrayList<>();
    private long rowsWanted;
    private @Nullable RowRanges ranges;
    private int range;
    private long row;

    /// @param pinned the file
    ParquetChunkSource(
            PinnedFile pinned,
            ParquetFile footer,
            ReadableFile input,
            Split split,
            ScanNode scan,
            ScanContext context) {
        this.pinned = pinned;
        this.input = new CountingFile(input);
        this.file = footer.withInput(this.input);
        start(split);
        this.context = context;
        this.fileColumns = FileColumns.of(scan, footer);
        this.pruner = new RowGroupPruner(file, fileColumns.columns(), fileColumns.constraints());
        this.rowsWanted = scan.limitRows().orElse(Long.MAX_VALUE);
        for (int i = 0; i < scan.schema().size(); i++) {
            vectors.add(vector(fileColumns.columns().get(i), scan.schema().type(i)));
        }
    }

    private void start(Split split) {
        rowGroup = (int) PropertyReader.number(split.properties(), ParquetSplits.GROUP);
        from = PropertyReader.number(split.properties(), ParquetSplits.FROM);
        to = PropertyReader.number(split.properties(), ParquetSplits.TO);
        ranges = null;
        range = 0;
        row = 0;
    }

    /// Goes on in the same file only: another one may have other columns.
    @Override
    public boolean moveTo(Split split) {
        if (!PinnedFile.from(split.properties()).equals(pinned)) {
            return false;
        }
        start(split);
        for (Column column : columns) {
            column.open = false;
        }
        return true;
    }

    private Vector vector(@Nullable ParquetColumn column, DataType type) {
        if (column == null) {
            FlatVector missing = FlatVector.allocate(type, 1);
            missing.setNull(0);
            return new ConstantVector(missing);
        }
        Column lazy = new Column(column, type);
        columns.add(lazy);
        return lazy;
    }

    @Override
    public Result next(Chunk target, Waker waker) {
        context.cancellation().check();
        RowRanges wanted = ranges();
        while (range < wanted.ranges().size() && row >= wanted.ranges().get(range).end()) {
            range++;
        }
        if (range == wanted.ranges().size() || rowsWanted <= 0) {
            return Result.FINISHED;
        }
        RowRanges.Range current = wanted.ranges().get(range);
        row = Math.max(row, current.start());
        int count = (int) Math.min(context.chunkRows(), current.end() - row);
        target.start(count);
        for (Column column : columns) {
            column.chunkStart = row;
        }
        for (int i = 0; i < vectors.size(); i++) {
            target.set(i, vectors.get(i));
        }
        row += count;
        rowsWanted -= count;
        return Result.ROWS;
    }

    private RowRanges ranges() {
        if (ranges == null) {
            checkRun();
            RowRanges some = pruner.ranges(rowGroup);
            if (from > 0 || to < file.rowGroup(rowGroup).num_rows) {
                RowRanges.Builder run = new RowRanges.Builder();
                run.add(from, to);
                some = some.intersect(run.build());
            }
            ranges = some;
        }
        return ranges;
    }

    private void checkRun() {
        if (rowGroup < 0 || rowGroup >= file.rowGroupCount() || from < 0 || from > to
                || to > file.rowGroup(rowGroup).num_rows) {
            throw new SheafException(ErrorCode.PROTOCOL_VIOLATION, "a split names rows that its file does not have");
        }
    }

    /// Whether some rows of the group are left out, so that knowing where pages begin pays.
    private boolean partial() {
        return ranges().rowCount() < file.rowGroup(rowGroup).num_rows;
    }

    @Override
    public long bytesRead() {
        return input.bytesRead();
    }

    @Override
    public void close() {
        for (Column column : columns) {
            column.close();
        }
        input.close();
    }

    private final class Column extends LazyVector {
        private final ParquetColumn column;
        private final @Nullable VectorCast cast;
        private @Nullable ColumnReader reader;
        /// Whether the reader is at this split's row group.
        private boolean open;

        private long position;
        private long chunkStart;

        Column(ParquetColumn column, DataType type) {
            super(type);
            this.column = column;
            DataType stored = column.field().type();
            this.cast = stored.equals(type) ? null : new VectorCast(stored, type);
        }

        @Override
        public Vector load(int rowCount, @Nullable Selection selection) {
            ColumnReader current = reader;
            if (current == null || !open) {
                current = open(current);
            }
            if (chunkStart > position) {
                current.skip(chunkStart - position);
            }
            Vector vector = current.read(rowCount);
            position = chunkStart + rowCount;
            return cast == null ? vector : cast.apply(vector.flatten(rowCount), rowCount);
        }

        private ColumnReader open(@Nullable ColumnReader used) {
            PageIndex index = partial() ? RowGroupPruner.pageIndex(file, rowGroup, column) : null;
            ColumnReader opened = used;
            if (opened == null) {
                opened = file.openColumn(rowGroup, column, index, context.memory());
                reader = opened;
            } else {
                file.reopenColumn(opened, rowGroup, column, index);
            }
            open = true;
            position = 0;
            return opened;
        }

        private void close() {
            if (reader != null) {
                reader.close();
                reader = null;
            }
        }
    }
}
