// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.tpch;

import dev.sheaf.core.catalog.ColumnStatistics;
import dev.sheaf.core.catalog.TableStatistics;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Schema;
import io.trino.tpch.TpchTable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalDouble;

/// What TPC-H's specification (section 4.2.3) says of its columns' values.
final class TpchStatistics {
    private static final double FIRST_DATE = (double) LocalDate.of(1992, 1, 1).toEpochDay();

    private TpchStatistics() {}

    /// @param distinct how many different values
    /// @param min smallest value in whole units, cents for money, days for dates; NaN when unknown
    private record Shape(double distinct, double averageBytes, double min, double max) {
        static Shape text(double distinct, double averageBytes) {
            return new Shape(distinct, averageBytes, Double.NaN, Double.NaN);
        }

        static Shape range(double distinct, double min, double max) {
            return new Shape(distinct, 8, min, max);
        }
    }

    static TableStatistics of(TpchTable<?> table, Schema schema, double scale) {
        double rows = TpchTables.rowCount(table, scale);
        return new TableStatistics(
                OptionalDouble.of(rows),
                schema.fields().stream()
                        .map(field -> column(shape(field.name(), scale, rows), field.type(), rows))
                        .toList());
    }

    private static ColumnStatistics column(Shape shape, DataType type, double rows) {
        boolean bounded = !Double.isNaN(shape.min);
        return new ColumnStatistics(
                OptionalDouble.of(Math.min(rows, shape.distinct)),
                OptionalDouble.of(0),
                OptionalDouble.of(shape.averageBytes),
                bounded ? Optional.of(literal(shape.min, type)) : Optional.empty(),
                bounded ? Optional.of(literal(shape.max, type)) : Optional.empty());
    }

    private static Literal literal(double value, DataType type) {
        return type instanceof DataType.DecimalType
                ? new Literal(BigDecimal.valueOf((long) value, 2), type)
                : new Literal((long) value, type);
    }

    private static Shape shape(String column, double scale, double rows) {
        double orders = 1_500_000 * scale;
        double parts = 200_000 * scale;
        double suppliers = 10_000 * scale;
        double customers = 150_000 * scale;
        return switch (column) {
            case "r_regionkey", "n_regionkey" -> Shape.range(5, 0, 4);
            case "n_nationkey", "s_nationkey", "c_nationkey" -> Shape.range(25, 0, 24);
            case "r_name" -> Shape.text(5, 7);
            case "n_name" -> Shape.text(25, 8);
            case "s_suppkey", "l_suppkey", "ps_suppkey" -> Shape.range(suppliers, 1, suppliers);
            case "p_partkey", "l_partkey", "ps_partkey" -> Shape.range(parts, 1, parts);
            case "c_custkey" -> Shape.range(customers, 1, customers);
            // A third of the customers never order.
            case "o_custkey" -> Shape.range(customers * 2 / 3, 1, customers);
            // Only the first 8 of each 32 keys are used.
            case "o_orderkey", "l_orderkey" -> Shape.range(orders, 1, 4 * orders);
            case "s_acctbal", "c_acctbal" -> Shape.range(1_099_998, -99_999, 999_999);
            case "p_size" -> Shape.range(50, 1, 50);
            case "p_retailprice" -> Shape.range(20_899 + parts / 1_000, 90_100, 209_899);
            case "ps_availqty" -> Shape.range(9_999, 1, 9_999);
            case "ps_supplycost" -> Shape.range(99_901, 100, 100_000);
            case "o_orderdate" -> Shape.range(2_406, FIRST_DATE, FIRST_DATE + 2_405);
            case "o_totalprice" -> Shape.range(rows, 81_100, 59_500_000);
            case "o_shippriority" -> Shape.range(1, 0, 0);
            case "l_linenumber" -> Shape.range(7, 1, 7);
            case "l_quantity" -> Shape.range(50, 100, 5_000);
            case "l_extendedprice" -> Shape.range(Math.min(rows, 1_351_462), 90_100, 10_494_950);
            case "l_discount" -> Shape.range(11, 0, 10);
            case "l_tax" -> Shape.range(9, 0, 8);
            case "l_shipdate" -> Shape.range(2_526, FIRST_DATE + 1, FIRST_DATE + 2_526);
            case "l_commitdate" -> Shape.range(2_466, FIRST_DATE + 30, FIRST_DATE + 2_495);
            case "l_receiptdate" -> Shape.range(2_555, FIRST_DATE + 2, FIRST_DATE + 2_556);
            case "l_returnflag", "o_orderstatus" -> Shape.text(3, 1);
            case "l_linestatus" -> Shape.text(2, 1);
            case "l_shipinstruct" -> Shape.text(4, 12);
            case "l_shipmode" -> Shape.text(7, 4);
            case "o_orderpriority" -> Shape.text(5, 8);
            case "o_clerk" -> Shape.text(Math.max(1, 1_000 * scale), 15);
            case "c_mktsegment" -> Shape.text(5, 9);
            case "p_mfgr" -> Shape.text(5, 14);
            case "p_brand" -> Shape.text(25, 8);
            case "p_type" -> Shape.text(150, 21);
            case "p_container" -> Shape.text(40, 8);
            case "p_name" -> Shape.text(rows, 33);
            case "s_name", "c_name" -> Shape.text(rows, 18);
            case "s_address", "c_address" -> Shape.text(rows, 25);
            case "s_phone", "c_phone" -> Shape.text(rows, 15);
            default -> Shape.text(rows, 50);
        };
    }
}
