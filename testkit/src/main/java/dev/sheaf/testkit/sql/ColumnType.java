// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.sql;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Locale;

/// The type of a result column as the tests see it.
///
/// @param family how values are read, shown and compared
/// @param name the type as a `types` record shows it: `DECIMAL(38, 4)`, `INTEGER`, `TIMESTAMP WITH LOCAL TIME ZONE`
/// @param scale digits after the point of a decimal, otherwise 0
public record ColumnType(Family family, String name, int scale) {
    /// How the values of a column are read, shown and compared.
    public enum Family {
        BOOLEAN,
        WHOLE,
        DECIMAL,
        REAL,
        DOUBLE,
        DATE,
        TIME,
        TIMESTAMP,
        TIMESTAMP_LOCAL,
        INTERVAL,
        BINARY,
        TEXT
    }

    private ColumnType(Family family, String name) {
        this(family, name, 0);
    }

    /// Reads the type of the 1-based column.
    public static ColumnType of(ResultSetMetaData metaData, int column) throws SQLException {
        String typeName = metaData.getColumnTypeName(column).toUpperCase(Locale.ROOT);
        return switch (metaData.getColumnType(column)) {
            case Types.BOOLEAN, Types.BIT -> new ColumnType(Family.BOOLEAN, "BOOLEAN");
            case Types.TINYINT -> new ColumnType(Family.WHOLE, "TINYINT");
            case Types.SMALLINT -> new ColumnType(Family.WHOLE, "SMALLINT");
            case Types.INTEGER -> new ColumnType(Family.WHOLE, "INTEGER");
            case Types.BIGINT -> new ColumnType(Family.WHOLE, "BIGINT");
            case Types.DECIMAL, Types.NUMERIC -> {
                int scale = metaData.getScale(column);
                String name = "DECIMAL(" + metaData.getPrecision(column) + ", " + scale + ")";
                yield new ColumnType(Family.DECIMAL, name, scale);
            }
            // DuckDB reports its four-byte type as FLOAT, which in JDBC has eight bytes.
            case Types.REAL, Types.FLOAT -> new ColumnType(Family.REAL, "REAL");
            case Types.DOUBLE -> new ColumnType(Family.DOUBLE, "DOUBLE");
            case Types.DATE -> new ColumnType(Family.DATE, "DATE");
            case Types.TIME -> new ColumnType(Family.TIME, "TIME");
            case Types.TIMESTAMP -> new ColumnType(Family.TIMESTAMP, "TIMESTAMP");
            case Types.TIMESTAMP_WITH_TIMEZONE -> new ColumnType(
                    Family.TIMESTAMP_LOCAL, "TIMESTAMP WITH LOCAL TIME ZONE");
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> new ColumnType(
                    Family.BINARY, "VARBINARY");
            case Types.CHAR -> new ColumnType(Family.TEXT, "CHAR(" + metaData.getPrecision(column) + ")");
            case Types.VARCHAR, Types.LONGVARCHAR -> new ColumnType(Family.TEXT, "VARCHAR");
            default -> new ColumnType(familyOfName(typeName), typeName);
        };
    }

    /// Engines report what JDBC has no code for as OTHER: intervals, and the reference engine's own integers.
    private static Family familyOfName(String typeName) {
        return switch (typeName) {
            case "HUGEINT", "UHUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT" -> Family.WHOLE;
            default -> typeName.startsWith("INTERVAL") ? Family.INTERVAL : Family.TEXT;
        };
    }

    /// Returns whether a column of this type may stand under the letter of a `query` record.
    boolean allowedUnder(char letter) {
        return switch (letter) {
            case 'I' -> family == Family.WHOLE || (family == Family.DECIMAL && scale == 0);
            case 'R' -> isNumber();
            case 'N' -> family == Family.DECIMAL;
            case 'B' -> family == Family.BOOLEAN;
            case 'T' -> true;
            default -> false;
        };
    }

    boolean isNumber() {
        return switch (family) {
            case WHOLE, DECIMAL, REAL, DOUBLE -> true;
            case BOOLEAN, DATE, TIME, TIMESTAMP, TIMESTAMP_LOCAL, INTERVAL, BINARY, TEXT -> false;
        };
    }

    boolean isApproximate() {
        return family == Family.REAL || family == Family.DOUBLE;
    }
}
