// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import dev.sheaf.core.plan.ScanConstraint;
import dev.sheaf.storage.file.MalformedDataException;
import dev.sheaf.storage.scan.ValueBounds;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.OffsetIndex;
import org.jspecify.annotations.Nullable;

/// Finds the rows of a row group that can satisfy a scan's constraints: first by the chunk's statistics, then by its
/// bloom filter, then page by page with the column index.
final class RowGroupPruner {
    private final ParquetFile file;
    private final List<@Nullable ParquetColumn> columns;
    private final List<ScanConstraint> constraints;

    /// @param columns the scan's columns, which constraints speak of by place; those of constraints are not null
    RowGroupPruner(ParquetFile file, List<@Nullable ParquetColumn> columns, List<ScanConstraint> constraints) {
        this.file = file;
        this.columns = columns;
        this.constraints = constraints;
    }

    private ParquetColumn column(ScanConstraint constraint) {
        return Objects.requireNonNull(columns.get(constraint.column()));
    }

    /// Whether the footer's statistics leave the row group in; reads nothing.
    boolean mayMatch(int rowGroup) {
        long rows = file.rowGroup(rowGroup).num_rows;
        for (ScanConstraint constraint : constraints) {
            ParquetColumn column = column(constraint);
            ColumnChunk chunk = file.chunk(rowGroup, column);
            if (!StatisticsReader.bounds(column, chunk.meta_data.statistics, rows).mayMatch(constraint)) {
                return false;
            }
        }
        return rows > 0;
    }

    /// The rows that may match; reads bloom filters and indexes.
    RowRanges ranges(int rowGroup) {
        long rows = file.rowGroup(rowGroup).num_rows;
        if (!mayMatch(rowGroup)) {
            return RowRanges.all(0);
        }
        RowRanges ranges = RowRanges.all(rows);
        for (ScanConstraint constraint : constraints) {
            ParquetColumn column = column(constraint);
            try {
                if (!BloomFilter.mayMatch(file, rowGroup, column, constraint)) {
                    return RowRanges.all(0);
                }
                RowRanges pages = pages(rowGroup, column, constraint, rows);
                ranges = pages == null ? ranges : ranges.intersect(pages);
            } catch (MalformedDataException | IndexOutOfBoundsException broken) {
                throw file.place(rowGroup, column).corrupt(broken);
            }
        }
        return ranges;
    }

    /// Reads where a column's pages begin, or gives null when the file doesn't tell.
    static @Nullable PageIndex pageIndex(ParquetFile file, int rowGroup, ParquetColumn column) {
        ColumnChunk chunk = file.chunk(rowGroup, column);
        if (!chunk.isSetOffset_index_offset() || !chunk.isSetOffset_index_length()) {
            return null;
        }
        try {
            byte[] bytes = file.metadataBytes(chunk.offset_index_offset, chunk.offset_index_length);
            OffsetIndex index = new OffsetIndex();
            ThriftBytes.read(index, bytes, 0, bytes.length);
            return PageIndex.of(index, file.location(rowGroup, column), file.rowGroup(rowGroup).num_rows);
        } catch (MalformedDataException | IndexOutOfBoundsException broken) {
            throw file.place(rowGroup, column).corrupt(broken);
        }
    }

    /// The rows of the pages that may match, or null where the file doesn't tell.
    private @Nullable RowRanges pages(int rowGroup, ParquetColumn column, ScanConstraint constraint, long rows) {
        ColumnChunk chunk = file.chunk(rowGroup, column);
        PageIndex places = pageIndex(file, rowGroup, column);
        if (places == null || !chunk.isSetColumn_index_offset() || !chunk.isSetColumn_index_length()) {
            return null;
        }
        byte[] bytes = file.metadataBytes(chunk.column_index_offset, chunk.column_index_length);
        ColumnIndex index = new ColumnIndex();
        ThriftBytes.read(index, bytes, 0, bytes.length);
        int pages = places.pageCount();
        if (index.null_pages == null || index.min_values == null || index.max_values == null
                || index.null_pages.size() != pages || index.min_values.size() != pages
                || index.max_values.size() != pages
                || index.isSetNull_counts() && index.null_counts.size() != pages
                || index.isSetNan_counts() && index.nan_counts.size() != pages) {
            throw new MalformedDataException("column index does not describe its " + pages + " pages");
        }
        RowRanges.Builder matching = new RowRanges.Builder();
        for (int page = 0; page < pages; page++) {
            if (bounds(column, index, page).mayMatch(constraint)) {
                matching.add(places.firstRow(page), page + 1 < pages ? places.firstRow(page + 1) : rows);
            }
        }
        return matching.build();
    }

    private static ValueBounds bounds(ParquetColumn column, ColumnIndex index, int page) {
        boolean allNull = index.null_pages.get(page);
        ByteBuffer min = allNull ? null : index.min_values.get(page);
        ByteBuffer max = allNull ? null : index.max_values.get(page);
        boolean noNull = index.isSetNull_counts() && index.null_counts.get(page) == 0;
        boolean noNan = index.isSetNan_counts() && index.nan_counts.get(page) == 0;
        return new ValueBounds(
                StatisticsReader.decode(column, min),
                StatisticsReader.decode(column, max),
                !noNull,
                allNull,
                StatisticsReader.isFloating(column) && !noNan);
    }
}
