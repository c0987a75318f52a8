// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import dev.sheaf.core.plan.ScanConstraint;
import dev.sheaf.core.plan.ScanNode;
import dev.sheaf.core.type.DataType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The columns of a scan as one of its files has them.
///
/// @param columns per column of the scan; null where the file lacks it
/// @param constraints those that the file's statistics can be asked about
/// @param mayMatch false when a constraint fails on a column that the file lacks
record FileColumns(List<@Nullable ParquetColumn> columns, List<ScanConstraint> constraints, boolean mayMatch) {
    static FileColumns of(ScanNode scan, ParquetFile file) {
        List<@Nullable ParquetColumn> columns = new ArrayList<>();
        for (var field : scan.schema().fields()) {
            columns.add(file.column(field.name()));
        }
        List<ScanConstraint> constraints = new ArrayList<>();
        boolean mayMatch = true;
        for (ScanConstraint constraint : scan.constraints()) {
            ParquetColumn column = columns.get(constraint.column());
            if (column == null) {
                mayMatch &= constraint.comparison() == ScanConstraint.Comparison.IS_NULL;
            } else if (column.unsupported() == null && comparable(column, scan.schema().type(constraint.column()))) {
                constraints.add(constraint);
            }
        }
        return new FileColumns(columns, constraints, mayMatch);
    }

    /// Whether the table's literals compare with the file's bounds: where the type was widened they may not.
    private static boolean comparable(ParquetColumn column, DataType type) {
        DataType stored = column.field().type();
        return stored.equals(type) || stored instanceof DataType.IntegerType && type instanceof DataType.IntegerType;
    }
}
