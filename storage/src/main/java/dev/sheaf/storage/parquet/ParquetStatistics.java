// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import dev.sheaf.core.catalog.ColumnStatistics;
import dev.sheaf.core.catalog.TableStatistics;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.storage.file.PinnedFile;
import dev.sheaf.storage.scan.DistinctEstimator;
import dev.sheaf.storage.scan.ValueBounds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.parquet.format.RowGroup;
import org.jspecify.annotations.Nullable;

/// What is known of files: rows, nulls and bounds from footers, distinct values guessed from a few blocks of rows.
final class ParquetStatistics {
    private final ParquetConnector connector;
    private final List<PinnedFile> files;
    private final Schema schema;

    ParquetStatistics(ParquetConnector connector, List<PinnedFile> files, Schema schema) {
        this.connector = connector;
        this.files = files;
        this.schema = schema;
    }

    TableStatistics get() {
        double rows = 0;
        for (PinnedFile file : files) {
            rows += (double) connector.footer(file).rowCount();
        }
        List<@Nullable DistinctEstimator> samples = connector.samples(files, schema);
        List<ColumnStatistics> columns = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            columns.add(column(schema.field(i), samples.get(i), rows));
        }
        return new TableStatistics(OptionalDouble.of(rows), columns);
    }

    private ColumnStatistics column(Field field, @Nullable DistinctEstimator sample, double rows) {
        Summary summary = new Summary();
        for (PinnedFile pinned : files) {
            ParquetFile file = connector.footer(pinned);
            ParquetColumn column = file.column(field.name());
            if (column == null || column.unsupported() != null) {
                return ColumnStatistics.UNKNOWN;
            }
            for (int group = 0; group < file.rowGroupCount(); group++) {
                summary.add(file, group, column);
            }
        }
        OptionalDouble distinct = sample == null ? OptionalDouble.empty() : distinct(summary, sample, rows);
        return new ColumnStatistics(
                distinct,
                summary.nullFraction(field, sample, rows),
                averageBytes(field, sample),
                literal(summary.min, field.type()),
                literal(summary.max, field.type()));
    }

    private static OptionalDouble distinct(Summary summary, DistinctEstimator sample, double rows) {
        double estimate = sample.distinctCount(rows);
        if (summary.min instanceof Long min && summary.max instanceof Long max) {
            estimate = Math.min(estimate, (double) max - (double) min + 1);
        }
        return OptionalDouble.of(estimate);
    }

    private static OptionalDouble averageBytes(Field field, @Nullable DistinctEstimator sample) {
        return switch (field.type().physical()) {
            case BOOLEAN -> OptionalDouble.of(1);
            case INT -> OptionalDouble.of(4);
            case LONG, DOUBLE, DECIMAL -> OptionalDouble.of(8);
            case STRING -> sample == null ? OptionalDouble.empty() : OptionalDouble.of(sample.averageStringBytes());
        };
    }

    /// A bound as a literal; not for strings, whose bounds may be cut anywhere.
    private static Optional<Literal> literal(@Nullable Object bound, DataType type) {
        return switch (bound) {
            case null -> Optional.empty();
            case byte[] _ -> Optional.empty();
            case java.math.BigDecimal value when type instanceof DataType.DecimalType decimal ->
                    Optional.of(new Literal(value.setScale(decimal.scale()), type));
            case Long value when type instanceof DataType.IntegerType || type instanceof DataType.DateType
                    || type instanceof DataType.TimestampType || type instanceof DataType.TimeType ->
                    Optional.of(new Literal(value, type));
            case Double value when type instanceof DataType.FloatingType -> Optional.of(new Literal(value, type));
            case Boolean value when type instanceof DataType.BooleanType -> Optional.of(new Literal(value, type));
            default -> Optional.empty();
        };
    }

    private static final class Summary {
        private @Nullable Object min;
        private @Nullable Object max;
        private boolean minKnown = true;
        private boolean maxKnown = true;
        private boolean nullsKnown = true;
        private double nulls;

        void add(ParquetFile file, int group, ParquetColumn column) {
            RowGroup rows = file.rowGroup(group);
            if (rows.num_rows == 0) {
                return;
            }
            var statistics = file.chunk(group, column).meta_data.statistics;
            ValueBounds bounds = StatisticsReader.bounds(column, statistics, rows.num_rows);
            if (statistics != null && statistics.isSetNull_count()) {
                nulls += (double) statistics.null_count;
            } else {
                nullsKnown &= !column.optional();
            }
            if (bounds.allNull()) {
                return;
            }
            minKnown &= bounds.min() != null;
            maxKnown &= bounds.max() != null;
            min = !minKnown ? null : pick(min, bounds.min(), -1);
            max = !maxKnown ? null : pick(max, bounds.max(), 1);
        }

        private static @Nullable Object pick(@Nullable Object known, @Nullable Object added, int sign) {
            if (known == null || added == null) {
                return added;
            }
            return ValueBounds.compare(added, known) * sign > 0 ? added : known;
        }

        OptionalDouble nullFraction(Field field, @Nullable DistinctEstimator sample, double rows) {
            if (!field.nullable() || rows == 0) {
                return OptionalDouble.of(0);
            }
            if (nullsKnown) {
                return OptionalDouble.of(nulls / rows);
            }
            return sample == null ? OptionalDouble.empty() : OptionalDouble.of(sample.nullFraction());
        }
    }
}
