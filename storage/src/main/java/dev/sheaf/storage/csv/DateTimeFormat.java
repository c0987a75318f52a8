// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.csv;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.format.SignStyle;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;

/// Dates and timestamps in a format that strptime's codes describe, as `dateformat => '%d.%m.%Y'`. Made of the JDK's
/// formatter, and so slower than ISO dates.
final class DateTimeFormat {
    private final DateTimeFormatter formatter;
    long value;

    /// @throws IllegalArgumentException for a code that is not known
    DateTimeFormat(String pattern) {
        DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive();
        for (int i = 0; i < pattern.length(); i++) {
            char next = pattern.charAt(i);
            if (next == '%' && i + 1 < pattern.length()) {
                boolean unpadded = pattern.charAt(i + 1) == '-' && i + 2 < pattern.length();
                i += unpadded ? 2 : 1;
                append(builder, pattern.charAt(i), unpadded ? 1 : 2);
            } else {
                builder.appendLiteral(next);
            }
        }
        formatter = builder.toFormatter(Locale.ROOT).withResolverStyle(ResolverStyle.SMART);
    }

    private static void append(DateTimeFormatterBuilder builder, char code, int width) {
        switch (code) {
            case 'Y' -> builder.appendValue(ChronoField.YEAR, 4, 9, SignStyle.NORMAL);
            case 'y' -> builder.appendValueReduced(ChronoField.YEAR, 2, 2, LocalDate.of(1969, 1, 1));
            case 'm' -> number(builder, ChronoField.MONTH_OF_YEAR, width);
            case 'd' -> number(builder, ChronoField.DAY_OF_MONTH, width);
            case 'j' -> builder.appendValue(ChronoField.DAY_OF_YEAR, 3);
            case 'b' -> builder.appendText(ChronoField.MONTH_OF_YEAR, TextStyle.SHORT);
            case 'B' -> builder.appendText(ChronoField.MONTH_OF_YEAR, TextStyle.FULL);
            case 'a' -> builder.appendText(ChronoField.DAY_OF_WEEK, TextStyle.SHORT);
            case 'A' -> builder.appendText(ChronoField.DAY_OF_WEEK, TextStyle.FULL);
            case 'H' -> number(builder, ChronoField.HOUR_OF_DAY, width);
            case 'I' -> number(builder, ChronoField.CLOCK_HOUR_OF_AMPM, width);
            case 'M' -> number(builder, ChronoField.MINUTE_OF_HOUR, width);
            case 'S' -> number(builder, ChronoField.SECOND_OF_MINUTE, width);
            case 'f', 'g' -> builder.appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, false);
            case 'p' -> builder.appendText(ChronoField.AMPM_OF_DAY);
            case '%' -> builder.appendLiteral('%');
            default -> throw new IllegalArgumentException("the format code %" + code + " is not supported");
        }
    }

    private static void number(DateTimeFormatterBuilder builder, ChronoField field, int width) {
        builder.appendValue(field, width == 1 ? 1 : 2, 2, SignStyle.NOT_NEGATIVE);
    }

    boolean parseDate(byte[] text, int from, int to) {
        try {
            value = LocalDate.from(parse(text, from, to)).toEpochDay();
            return true;
        } catch (DateTimeException malformed) {
            return false;
        }
    }

    boolean parseTimestamp(byte[] text, int from, int to) {
        try {
            TemporalAccessor parsed = parse(text, from, to);
            LocalTime time = parsed.query(TemporalQueries.localTime());
            LocalDateTime moment = LocalDate.from(parsed).atTime(time == null ? LocalTime.MIDNIGHT : time);
            value = ChronoUnit.MICROS.between(LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC), moment);
            return true;
        } catch (DateTimeException malformed) {
            return false;
        }
    }

    private TemporalAccessor parse(byte[] text, int from, int to) {
        return formatter.parse(new String(text, from, to - from, StandardCharsets.UTF_8));
    }
}
