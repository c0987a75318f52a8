// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.memory;

import dev.sheaf.core.catalog.ColumnStatistics;
import dev.sheaf.core.catalog.TableStatistics;
import dev.sheaf.core.catalog.log.SegmentReference;
import dev.sheaf.core.catalog.log.TableDefinition;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.PhysicalType;
import dev.sheaf.storage.scan.DistinctEstimator;
import dev.sheaf.storage.scan.ValueBounds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Sums up the bounds of a table's blocks, and samples a few blocks for the number of different values; once for each
/// version of a table, when they are first asked for. Safe for use by many threads.
final class MemoryStatistics implements Supplier<TableStatistics> {
    private static final int SAMPLED_BLOCKS = 6;

    private final SegmentStore store;
    private final TableDefinition table;
    private @Nullable TableStatistics known;

    MemoryStatistics(SegmentStore store, TableDefinition table) {
        this.store = store;
        this.table = table;
    }

    @Override
    public synchronized TableStatistics get() {
        TableStatistics statistics = known;
        if (statistics == null) {
            statistics = compute();
            known = statistics;
        }
        return statistics;
    }

    private TableStatistics compute() {
        List<TableSegment> segments = new ArrayList<>();
        try {
            for (SegmentReference reference : table.segments()) {
                segments.add(store.retain(reference.id()));
            }
            List<ColumnStatistics> columns = new ArrayList<>();
            for (int i = 0; i < table.schema().size(); i++) {
                columns.add(column(segments, i));
            }
            return new TableStatistics(OptionalDouble.of((double) table.rowCount()), columns, true);
        } finally {
            segments.forEach(TableSegment::release);
        }
    }

    private ColumnStatistics column(List<TableSegment> segments, int index) {
        DataType type = table.schema().type(index);
        double nulls = 0;
        Object min = null;
        Object max = null;
        // Bounds of strings are cut and so are no values of the column.
        boolean known = type.physical() != PhysicalType.STRING;
        for (TableSegment segment : segments) {
            SegmentColumn column = segment.column(index);
            for (int block = 0; block < column.blockCount(); block++) {
                ValueBounds bounds = column.block(block).bounds();
                nulls += column.block(block).nullCount();
                known &= bounds.allNull() || bounds.min() != null;
                min = pick(min, bounds.min(), -1);
                max = pick(max, bounds.max(), 1);
            }
        }
        DistinctEstimator sample = sample(segments, index);
        double rows = (double) table.rowCount();
        double distinct = sample.distinctCount(rows);
        if (known && min instanceof Long low && max instanceof Long high) {
            distinct = Math.min(distinct, (double) high - (double) low + 1);
        }
        return new ColumnStatistics(
                OptionalDouble.of(distinct),
                OptionalDouble.of(rows == 0 ? 0 : nulls / rows),
                OptionalDouble.of(averageBytes(type, sample)),
                known && min != null ? Optional.of(new Literal(min, type)) : Optional.empty(),
                known && max != null ? Optional.of(new Literal(max, type)) : Optional.empty());
    }

    private static @Nullable Object pick(@Nullable Object known, @Nullable Object added, int sign) {
        if (known == null || added == null) {
            return known == null ? added : known;
        }
        return ValueBounds.compare(added, known) * sign > 0 ? added : known;
    }

    private static double averageBytes(DataType type, DistinctEstimator sample) {
        return switch (type.physical()) {
            case BOOLEAN -> 1;
            case INT -> 4;
            case LONG, DOUBLE, DECIMAL -> 8;
            case STRING -> sample.averageStringBytes();
        };
    }

    private static DistinctEstimator sample(List<TableSegment> segments, int index) {
        int blocks = 0;
        for (TableSegment segment : segments) {
            blocks += segment.blockCount();
        }
        DistinctEstimator estimator = new DistinctEstimator();
        int samples = Math.min(SAMPLED_BLOCKS, blocks);
        for (int i = 0; i < samples; i++) {
            int wanted = samples == 1 ? 0 : (int) ((long) i * (blocks - 1) / (samples - 1));
            for (TableSegment segment : segments) {
                if (wanted < segment.blockCount()) {
                    int rows = segment.blockRows(wanted);
                    SegmentColumn column = segment.column(index);
                    BlockDecoder decoder = new BlockDecoder(column.type(), rows);
                    estimator.add(decoder.decode(column, wanted, 0, rows).flatten(rows), rows);
                    break;
                }
                wanted -= segment.blockCount();
            }
        }
        return estimator;
    }
}
