// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.sql;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Reads the rows of a result set as the texts in which tests state them; the package page lists the forms.
public final class ValueRenderer {
    static final String NULL = "NULL";
    static final String EMPTY = "(empty)";

    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss");

    private ValueRenderer() {}

    /// Reads the types of all columns.
    public static List<ColumnType> columnTypes(ResultSetMetaData metaData) throws SQLException {
        List<ColumnType> types = new ArrayList<>();
        for (int column = 1; column <= metaData.getColumnCount(); column++) {
            types.add(ColumnType.of(metaData, column));
        }
        return types;
    }

    /// Reads all rows that are left, one text per value.
    public static List<List<String>> rows(ResultSet result, List<ColumnType> types) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        while (result.next()) {
            List<String> row = new ArrayList<>(types.size());
            for (int column = 1; column <= types.size(); column++) {
                row.add(value(result, column, types.get(column - 1).family()));
            }
            rows.add(row);
        }
        return rows;
    }

    private static String value(ResultSet result, int column, ColumnType.Family family) throws SQLException {
        Object value = result.getObject(column);
        if (value == null) {
            return NULL;
        }
        return switch (family) {
            case BOOLEAN -> Boolean.toString(result.getBoolean(column));
            case WHOLE -> value.toString();
            case DECIMAL -> {
                BigDecimal decimal = result.getBigDecimal(column);
                yield decimal.toPlainString();
            }
            case REAL -> Float.toString(result.getFloat(column));
            case DOUBLE -> Double.toString(result.getDouble(column));
            case DATE -> value instanceof LocalDate date
                    ? date.toString()
                    : result.getObject(column, LocalDate.class).toString();
            case TIME -> time(result.getObject(column, LocalTime.class));
            case TIMESTAMP -> timestamp(result.getObject(column, LocalDateTime.class));
            case TIMESTAMP_LOCAL -> timestamp(result.getObject(column, OffsetDateTime.class)
                    .withOffsetSameInstant(ZoneOffset.UTC)
                    .toLocalDateTime())
                    + "+00";
            case INTERVAL -> interval(value);
            case BINARY -> "\\x" + HexFormat.of().formatHex(result.getBytes(column));
            case TEXT -> text(result.getString(column));
        };
    }

    private static String time(LocalTime value) {
        return SECONDS.format(value) + fraction(value.get(ChronoField.NANO_OF_SECOND));
    }

    private static String timestamp(LocalDateTime value) {
        return value.toLocalDate() + " " + time(value.toLocalTime());
    }

    private static String fraction(int nanos) {
        if (nanos == 0) {
            return "";
        }
        String digits = "%09d".formatted(nanos);
        return "." + digits.substring(0, lastNonZero(digits) + 1);
    }

    private static int lastNonZero(String digits) {
        int last = digits.length() - 1;
        while (digits.charAt(last) == '0') {
            last--;
        }
        return last;
    }

    private static String interval(Object value) {
        return switch (value) {
            case Period period -> IntervalText.of(period.toTotalMonths(), period.get(ChronoUnit.DAYS), 0);
            case Duration duration ->
                    IntervalText.of(0, 0, duration.toSeconds() * 1_000_000 + duration.toNanosPart() / 1000);
            default -> IntervalText.parse(value.toString());
        };
    }

    private static String text(String value) {
        if (value.isEmpty()) {
            return EMPTY;
        }
        return value.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t").replace("\0", "\\0");
    }
}
