// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.csv;

import dev.sheaf.core.type.DataType;
import dev.sheaf.storage.scan.DateTimeParser;
import dev.sheaf.storage.scan.TextParser;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Guesses column types: the first type in a fixed order that every value of a sample is of.
final class CsvTypes {
    private static final List<DataType> CANDIDATES = List.of(
            DataType.BOOLEAN,
            DataType.BIGINT,
            DataType.DOUBLE,
            DataType.TIME,
            DataType.DATE,
            DataType.TIMESTAMP,
            DataType.TIMESTAMP_LTZ,
            DataType.VARCHAR);

    private final List<String> nullTexts;
    private final @Nullable DateTimeFormat dateFormat;
    private final @Nullable DateTimeFormat timestampFormat;
    private final TextParser text = new TextParser();
    private final DateTimeParser dateTime = new DateTimeParser();

    CsvTypes(List<String> nullTexts, @Nullable DateTimeFormat dateFormat, @Nullable DateTimeFormat timestampFormat) {
        this.nullTexts = nullTexts;
        this.dateFormat = dateFormat;
        this.timestampFormat = timestampFormat;
    }

    /// The type of a column; VARCHAR when there are only nulls.
    DataType infer(List<List<byte[]>> rows, int column) {
        int candidate = 0;
        boolean some = false;
        for (List<byte[]> row : rows) {
            if (column >= row.size() || isNull(row.get(column))) {
                continue;
            }
            some = true;
            int before = candidate;
            while (!is(CANDIDATES.get(candidate), row.get(column))) {
                candidate++;
            }
            if (candidate > before) {
                // Rows before this one need not be of the type that it is of.
                candidate = firstFor(rows, column, candidate, row);
            }
        }
        return some ? CANDIDATES.get(candidate) : DataType.VARCHAR;
    }

    private int firstFor(List<List<byte[]>> rows, int column, int from, List<byte[]> until) {
        int candidate = from;
        for (List<byte[]> row : rows) {
            if (row == until) {
                return candidate;
            }
            if (column < row.size() && !isNull(row.get(column))) {
                while (!is(CANDIDATES.get(candidate), row.get(column))) {
                    candidate++;
                }
            }
        }
        return candidate;
    }

    boolean isNull(byte[] value) {
        String whole = new String(value, java.nio.charset.StandardCharsets.UTF_8);
        return nullTexts.contains(whole);
    }

    boolean is(DataType type, byte[] value) {
        int from = 0;
        int to = value.length;
        while (from < to && value[from] == ' ') {
            from++;
        }
        while (to > from && value[to - 1] == ' ') {
            to--;
        }
        return switch (type) {
            case DataType.BooleanType _ -> text.parseBoolean(value, from, to);
            case DataType.IntegerType _ -> !isCode(value, from, to) && text.parseLong(value, from, to);
            case DataType.FloatingType _ -> !isCode(value, from, to) && text.parseDouble(value, from, to);
            case DataType.TimeType _ -> dateTime.parseTime(value, from, to);
            case DataType.DateType _ -> dateFormat != null
                    ? dateFormat.parseDate(value, from, to)
                    : dateTime.parseDate(value, from, to);
            case DataType.TimestampType zoned when zoned.localTimeZone() ->
                    dateTime.parseTimestamp(value, from, to, true);
            case DataType.TimestampType _ -> timestampFormat != null
                    ? timestampFormat.parseTimestamp(value, from, to)
                    : dateTime.parseTimestamp(value, from, to, false);
            default -> true;
        };
    }

    /// Leading zeros and plus signs are of codes (postal, telephone), which numbers would lose.
    private static boolean isCode(byte[] value, int from, int to) {
        return to - from > 1
                && (value[from] == '+' || value[from] == '0' && value[from + 1] >= '0' && value[from + 1] <= '9');
    }
}
