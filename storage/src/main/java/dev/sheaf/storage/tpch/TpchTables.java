// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.tpch;

import dev.sheaf.core.catalog.Relation;
import dev.sheaf.core.catalog.TableHandle;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import io.trino.tpch.TpchColumn;
import io.trino.tpch.TpchTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The schema family `tpch.sf1`, `tpch.sf0.01`, `tpch.tiny` and its eight tables. Keys are BIGINT, other whole numbers
/// INTEGER, money DECIMAL(15, 2); nothing is null.
public final class TpchTables {
    static final String CONNECTOR = "tpch";
    private static final String FAMILY = "tpch.";
    private static final double SCALE_MAX = 100_000;

    private TpchTables() {}

    /// The schemas that are listed; any other scale can be named too.
    public static List<String> schemas() {
        return List.of("tpch.tiny", "tpch.sf0.01", "tpch.sf0.1", "tpch.sf1", "tpch.sf10", "tpch.sf100");
    }

    /// The scale that a schema's name means, or nothing for a schema of another family.
    public static Optional<Double> scale(String schema) {
        String name = schema.toLowerCase(java.util.Locale.ROOT);
        if (!name.startsWith(FAMILY)) {
            return Optional.empty();
        }
        String scale = name.substring(FAMILY.length());
        if (scale.equals("tiny")) {
            return Optional.of(0.01);
        }
        if (!scale.matches("sf[0-9]{1,6}([._][0-9]{1,6})?")) {
            return Optional.empty();
        }
        double factor = Double.parseDouble(scale.substring(2).replace('_', '.'));
        return factor > 0 && factor <= SCALE_MAX ? Optional.of(factor) : Optional.empty();
    }

    /// The names of the tables, in order.
    public static List<String> names() {
        return TpchTable.getTables().stream().map(TpchTable::getTableName).sorted().toList();
    }

    /// Finds a table.
    ///
    /// @param schema such as `tpch.sf1`
    public static Optional<Relation.Table> table(String schema, String name) {
        return scale(schema).flatMap(scale -> TpchTable.getTables().stream()
                .filter(table -> table.getTableName().equalsIgnoreCase(name))
                .findFirst()
                .map(table -> relation(table, scale, schema)));
    }

    private static Relation.Table relation(TpchTable<?> table, double scale, String schemaName) {
        Schema schema = schema(table);
        TableHandle handle = TableHandle.of(
                CONNECTOR,
                schemaName + "." + table.getTableName(),
                Map.of("table", table.getTableName(), "scale", Double.toString(scale)));
        return new Relation.Table(
                handle, schema, uniqueKeys(table), () -> TpchStatistics.of(table, schema, scale));
    }

    static Schema schema(TpchTable<?> table) {
        return new Schema(table.getColumns().stream()
                .map(column -> new Field(column.getColumnName(), type(column), false))
                .toList());
    }

    private static DataType type(TpchColumn<?> column) {
        return switch (column.getType().getBase()) {
            case IDENTIFIER -> DataType.BIGINT;
            case INTEGER -> DataType.INTEGER;
            case DATE -> DataType.DATE;
            case DOUBLE -> DataType.decimal(15, 2);
            case VARCHAR -> DataType.VARCHAR;
        };
    }

    private static List<List<Integer>> uniqueKeys(TpchTable<?> table) {
        return switch (table.getTableName()) {
            case "lineitem" -> List.of(List.of(0, 3));
            case "partsupp" -> List.of(List.of(0, 1));
            default -> List.of(List.of(0));
        };
    }

    /// The number of rows, exact but for `lineitem` at scales other than those of the benchmark.
    static long rowCount(TpchTable<?> table, double scale) {
        return switch (table.getTableName()) {
            case "region" -> 5;
            case "nation" -> 25;
            case "supplier" -> (long) (10_000 * scale);
            case "customer" -> (long) (150_000 * scale);
            case "part" -> (long) (200_000 * scale);
            case "partsupp" -> 4 * (long) (200_000 * scale);
            case "orders" -> (long) (1_500_000 * scale);
            case "lineitem" -> lineItemCount(scale);
            default -> throw new IllegalArgumentException(table.getTableName());
        };
    }

    private static long lineItemCount(double scale) {
        if (scale == 0.01) {
            return 60_175;
        }
        if (scale == 0.1) {
            return 600_572;
        }
        if (scale == 10) {
            return 59_986_052;
        }
        if (scale == 100) {
            return 600_037_902;
        }
        return (long) (6_001_215 * scale);
    }

    /// The number of units that splits divide: orders for `lineitem`, parts for `partsupp`, else rows.
    static long unitCount(TpchTable<?> table, double scale) {
        return switch (table.getTableName()) {
            case "lineitem" -> (long) (1_500_000 * scale);
            case "partsupp" -> (long) (200_000 * scale);
            default -> rowCount(table, scale);
        };
    }
}
