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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// What is known of files: rows, nulls, sizes and bounds from footers. Distinct values are guessed from a few blocks of
/// rows, which are read for those columns that somebody asks about.
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
        List<ColumnStatistics> columns = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            columns.add(column(schema.field(i), rows));
        }
        return new TableStatistics(OptionalDouble.of(rows), columns);
    }

    private ColumnStatistics column(Field field, double rows) {
        ColumnSummary summary = new ColumnSummary();
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
        return new ColumnStatistics(
                () -> distinct(summary, field, rows),
                () -> nullFraction(summary, field, rows),
                summary.averageBytes(field.type().physical()),
                literal(summary.min(), field.type()),
                literal(summary.max(), field.type()));
    }

    private OptionalDouble distinct(ColumnSummary summary, Field field, double rows) {
        Optional<DistinctEstimator> sample = connector.sample(files, field.name());
        if (sample.isEmpty()) {
            return OptionalDouble.empty();
        }
        double estimate = sample.get().distinctCount(rows);
        if (summary.min() instanceof Long min && summary.max() instanceof Long max) {
            estimate = Math.min(estimate, (double) max - (double) min + 1);
        }
        return OptionalDouble.of(estimate);
    }

    private OptionalDouble nullFraction(ColumnSummary summary, Field field, double rows) {
        if (!field.nullable() || rows == 0) {
            return OptionalDouble.of(0);
        }
        if (summary.nullCount().isPresent()) {
            return OptionalDouble.of(summary.nullCount().getAsDouble() / rows);
        }
        Optional<DistinctEstimator> sample = connector.sample(files, field.name());
        return sample.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(sample.get().nullFraction());
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
}
