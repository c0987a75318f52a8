// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import dev.sheaf.core.type.PhysicalType;
import dev.sheaf.storage.scan.ValueBounds;
import java.util.OptionalDouble;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Statistics;
import org.jspecify.annotations.Nullable;

/// What the footers say about one column of several row groups.
final class ColumnSummary {
    private static final int LENGTH_BYTES = 4;

    private @Nullable Object min;
    private @Nullable Object max;
    private boolean minKnown = true;
    private boolean maxKnown = true;
    private boolean nullsKnown = true;
    private boolean bytesKnown = true;
    private double nulls;
    private double values;
    private double bytes;

    void add(ParquetFile file, int group, ParquetColumn column) {
        RowGroup rows = file.rowGroup(group);
        if (rows.num_rows == 0) {
            return;
        }
        ColumnMetaData data = file.chunk(group, column).meta_data;
        Statistics statistics = data.statistics;
        ValueBounds bounds = StatisticsReader.bounds(column, statistics, rows.num_rows);
        double groupNulls = 0;
        if (statistics != null && statistics.isSetNull_count()) {
            groupNulls = (double) statistics.null_count;
        } else {
            nullsKnown &= !column.optional();
        }
        nulls += groupNulls;
        addBytes(column, data, bounds, (double) rows.num_rows - groupNulls);
        if (bounds.allNull()) {
            return;
        }
        minKnown &= bounds.min() != null;
        maxKnown &= bounds.max() != null;
        min = !minKnown ? null : pick(min, bounds.min(), -1);
        max = !maxKnown ? null : pick(max, bounds.max(), 1);
    }

    /// The size of strings: as the writer counted it, or that of pages where each value stands for itself. Pages of a
    /// dictionary's codes say nothing; there the smallest and the largest value are taken for the others.
    private void addBytes(ParquetColumn column, ColumnMetaData data, ValueBounds bounds, double groupValues) {
        if (groupValues <= 0 || column.tileKind() != PhysicalType.STRING) {
            return;
        }
        values += groupValues;
        if (column.stored() == ParquetType.FIXED) {
            bytes += groupValues * column.fixedBytes();
        } else if (data.size_statistics != null && data.size_statistics.isSetUnencoded_byte_array_data_bytes()) {
            bytes += (double) data.size_statistics.unencoded_byte_array_data_bytes;
        } else if (data.encodings != null
                && !data.encodings.contains(Encoding.PLAIN_DICTIONARY)
                && !data.encodings.contains(Encoding.RLE_DICTIONARY)) {
                    bytes += Math.max(0, (double) data.total_uncompressed_size - groupValues * LENGTH_BYTES);
                } else
            if (bounds.min() instanceof byte[] low && bounds.max() instanceof byte[] high) {
                bytes += groupValues * (low.length + high.length) / 2;
            } else {
                bytesKnown = false;
            }
    }

    private static @Nullable Object pick(@Nullable Object known, @Nullable Object added, int sign) {
        if (known == null || added == null) {
            return added;
        }
        return ValueBounds.compare(added, known) * sign > 0 ? added : known;
    }

    @Nullable Object min() {
        return min;
    }

    @Nullable Object max() {
        return max;
    }

    /// How many nulls there are, if all writers said so.
    OptionalDouble nullCount() {
        return nullsKnown ? OptionalDouble.of(nulls) : OptionalDouble.empty();
    }

    /// The mean size of a value in memory, if it is known.
    OptionalDouble averageBytes(PhysicalType type) {
        return switch (type) {
            case BOOLEAN -> OptionalDouble.of(1);
            case INT -> OptionalDouble.of(4);
            case LONG, DOUBLE, DECIMAL -> OptionalDouble.of(8);
            case STRING -> !bytesKnown || values == 0
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(bytes / values);
        };
    }
}
