// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.expression;

import static dev.sheaf.core.type.DataType.BIGINT;
import static dev.sheaf.core.type.DataType.DATE;
import static dev.sheaf.core.type.DataType.DOUBLE;
import static dev.sheaf.core.type.DataType.INTERVAL_DAY_TIME;
import static dev.sheaf.core.type.DataType.INTERVAL_YEAR_MONTH;
import static dev.sheaf.core.type.DataType.TIME;
import static dev.sheaf.core.type.DataType.TIMESTAMP;
import static dev.sheaf.core.type.DataType.TIMESTAMP_LTZ;
import static dev.sheaf.core.type.DataType.VARCHAR;
import static dev.sheaf.exec.expression.ExpressionTester.call;
import static dev.sheaf.exec.expression.ExpressionTester.cast;
import static dev.sheaf.exec.expression.ExpressionTester.strict;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.type.DataType;
import dev.sheaf.exec.expression.ExpressionTester.Failure;
import dev.sheaf.exec.kernel.EvaluationContext;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Dates, times and intervals against java.time.
class DateTimeTest {
    private final ExpressionTester tester = new ExpressionTester(61);

    @AfterEach
    void memoryIsGivenBack() {
        tester.close();
    }

    private static LocalDateTime timestamp(Object value) {
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv((Long) value, 1_000_000), Math.floorMod((Long) value, 1_000_000) * 1000,
                ZoneOffset.UTC);
    }

    private static long micros(LocalDateTime time) {
        if (time.getYear() < 1 || time.getYear() > 9999) {
            throw new Failure(ErrorCode.DATETIME_OUT_OF_RANGE);
        }
        return ChronoUnit.MICROS.between(LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC), time);
    }

    private static LocalDateTime date(Object value) {
        return LocalDate.ofEpochDay((Long) value).atStartOfDay();
    }

    @Test
    void extractsFields() {
        Map<ScalarFunction, ToLongFunction<LocalDateTime>> fields = new LinkedHashMap<>();
        fields.put(ScalarFunction.EXTRACT_YEAR, LocalDateTime::getYear);
        fields.put(ScalarFunction.EXTRACT_QUARTER, time -> time.get(IsoFields.QUARTER_OF_YEAR));
        fields.put(ScalarFunction.EXTRACT_MONTH, LocalDateTime::getMonthValue);
        fields.put(ScalarFunction.EXTRACT_WEEK, time -> time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
        fields.put(ScalarFunction.EXTRACT_DAY, LocalDateTime::getDayOfMonth);
        fields.put(ScalarFunction.EXTRACT_DAY_OF_WEEK, time -> time.getDayOfWeek().getValue() % 7);
        fields.put(ScalarFunction.EXTRACT_ISO_DAY_OF_WEEK, time -> time.getDayOfWeek().getValue());
        fields.put(ScalarFunction.EXTRACT_DAY_OF_YEAR, LocalDateTime::getDayOfYear);
        fields.put(ScalarFunction.EXTRACT_ISO_YEAR, time -> time.get(IsoFields.WEEK_BASED_YEAR));
        fields.put(ScalarFunction.EXTRACT_HOUR, LocalDateTime::getHour);
        fields.put(ScalarFunction.EXTRACT_MINUTE, LocalDateTime::getMinute);
        fields.put(ScalarFunction.EXTRACT_SECOND, LocalDateTime::getSecond);
        fields.put(ScalarFunction.EXTRACT_MILLISECOND, time -> time.getSecond() * 1000L + time.getNano() / 1_000_000);
        fields.put(ScalarFunction.EXTRACT_MICROSECOND, time -> time.getSecond() * 1_000_000L + time.getNano() / 1000);
        fields.put(ScalarFunction.EXTRACT_DECADE, time -> time.getYear() / 10);
        fields.put(ScalarFunction.EXTRACT_CENTURY, time -> (time.getYear() + 99) / 100);
        fields.put(ScalarFunction.EXTRACT_MILLENNIUM, time -> (time.getYear() + 999) / 1000);
        fields.forEach((function, field) -> {
            tester.check(function, BIGINT, strict(row -> field.applyAsLong(timestamp(row[0]))), TIMESTAMP);
            tester.check(function, BIGINT, strict(row -> field.applyAsLong(date(row[0]))), DATE);
        });
        tester.check(ScalarFunction.EXTRACT_EPOCH, DOUBLE, strict(row -> (Long) row[0] / 1e6), TIMESTAMP);
        tester.check(
                ScalarFunction.EXTRACT_MINUTE, BIGINT,
                strict(row -> (long) LocalTime.ofNanoOfDay((Long) row[0] * 1000).getMinute()), TIME);
        tester.check(ScalarFunction.EXTRACT_YEAR, BIGINT, strict(row -> (Long) row[0] / 12), INTERVAL_YEAR_MONTH);
        tester.check(
                ScalarFunction.EXTRACT_HOUR, BIGINT, strict(row -> (Long) row[0] / 3_600_000_000L % 24),
                INTERVAL_DAY_TIME);
    }

    @Test
    void fieldsThatATypeLacksAreRefused() {
        Literal noon = new Literal(0L, TIME);
        Expression year = call(ScalarFunction.EXTRACT_YEAR, BIGINT, noon);
        SheafException refused = assertThrows(SheafException.class, () -> tester.evaluate(year));
        assertEquals(ErrorCode.NOT_SUPPORTED, refused.code());
        assertEquals(ExpressionTester.PLACE, refused.position());
    }

    private static LocalDateTime truncated(String unit, LocalDateTime time) {
        LocalDateTime day = time.truncatedTo(ChronoUnit.DAYS);
        int year = time.getYear();
        return switch (unit) {
            case "microsecond" -> time;
            case "millisecond" -> time.truncatedTo(ChronoUnit.MILLIS);
            case "second" -> time.truncatedTo(ChronoUnit.SECONDS);
            case "minute" -> time.truncatedTo(ChronoUnit.MINUTES);
            case "hour" -> time.truncatedTo(ChronoUnit.HOURS);
            case "day" -> day;
            case "week" -> day.with(ChronoField.DAY_OF_WEEK, 1);
            case "month" -> day.withDayOfMonth(1);
            case "quarter" -> day.withDayOfMonth(1).withMonth((time.getMonthValue() - 1) / 3 * 3 + 1);
            case "year" -> day.withDayOfYear(1);
            case "decade" -> day.withDayOfYear(1).withYear(Math.max(1, year / 10 * 10));
            case "century" -> day.withDayOfYear(1).withYear((year - 1) / 100 * 100 + 1);
            default -> day.withDayOfYear(1).withYear((year - 1) / 1000 * 1000 + 1);
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "microsecond", "millisecond", "second", "minute", "hour", "day", "week", "month", "quarter", "year",
                "decade", "century", "millennium"
            })
    void truncatesAndCountsUnits(String unit) {
        Literal name = Literal.of(unit.toUpperCase(Locale.ROOT));
        tester.check(
                operands -> call(ScalarFunction.DATE_TRUNC, TIMESTAMP, name, operands[0]),
                strict(row -> micros(truncated(unit, timestamp(row[0])))), TIMESTAMP);
        tester.check(
                operands -> call(ScalarFunction.DATE_TRUNC, DATE, name, operands[0]),
                strict(row -> micros(truncated(unit, date(row[0]))) / 86_400_000_000L), DATE);
        if (!unit.equals("decade") && !unit.equals("century") && !unit.equals("millennium")) {
            tester.check(
                    operands -> call(ScalarFunction.DATE_DIFF, BIGINT, name, operands[0], operands[1]),
                    strict(row -> between(unit, timestamp(row[0]), timestamp(row[1]))), TIMESTAMP, TIMESTAMP);
        }
    }

    private static long between(String unit, LocalDateTime from, LocalDateTime to) {
        LocalDateTime start = truncated(unit, from);
        LocalDateTime end = truncated(unit, to);
        return switch (unit) {
            case "microsecond" -> ChronoUnit.MICROS.between(start, end);
            case "millisecond" -> ChronoUnit.MILLIS.between(start, end);
            case "week" -> ChronoUnit.DAYS.between(from.toLocalDate(), to.toLocalDate()) / 7;
            case "quarter" -> ChronoUnit.MONTHS.between(start, end) / 3;
            default -> ChronoUnit.valueOf(unit.toUpperCase(Locale.ROOT) + "S").between(start, end);
        };
    }

    @Test
    void addsIntervals() {
        tester.check(
                ScalarFunction.ADD_MONTHS, TIMESTAMP,
                strict(row -> micros(timestamp(row[0]).plusMonths((Long) row[1]))), TIMESTAMP, INTERVAL_YEAR_MONTH);
        tester.check(
                ScalarFunction.ADD_MONTHS, DATE,
                strict(row -> micros(date(row[0]).plusMonths((Long) row[1])) / 86_400_000_000L), DATE,
                INTERVAL_YEAR_MONTH);
        tester.check(
                ScalarFunction.ADD_INTERVAL, TIMESTAMP,
                strict(row -> micros(timestamp(row[0]).plus((Long) row[1], ChronoUnit.MICROS))), TIMESTAMP,
                INTERVAL_DAY_TIME);
        tester.check(
                ScalarFunction.ADD_INTERVAL, TIMESTAMP,
                strict(row -> micros(date(row[0]).plus((Long) row[1], ChronoUnit.MICROS))), DATE, INTERVAL_DAY_TIME);
        tester.check(
                ScalarFunction.ADD_INTERVAL, TIME,
                strict(row -> LocalTime.ofNanoOfDay((Long) row[0] * 1000)
                        .plus((Long) row[1], ChronoUnit.MICROS)
                        .toNanoOfDay()
                        / 1000),
                TIME, INTERVAL_DAY_TIME);
        tester.check(
                ScalarFunction.ADD_DAYS, DATE,
                strict(row -> micros(date(row[0]).plusDays((Long) row[1])) / 86_400_000_000L), DATE, DataType.INTEGER);
        tester.check(ScalarFunction.DAYS_BETWEEN, BIGINT, strict(row -> (Long) row[0] - (Long) row[1]), DATE, DATE);
        tester.check(
                ScalarFunction.TIMESTAMP_DIFFERENCE, INTERVAL_DAY_TIME, strict(row -> (Long) row[0] - (Long) row[1]),
                TIMESTAMP, TIMESTAMP);
        tester.check(
                ScalarFunction.NEGATE, INTERVAL_DAY_TIME,
                strict(row -> BigInteger.valueOf((Long) row[0]).negate().longValueExact()), INTERVAL_DAY_TIME);
        assertEquals(2L, value(ScalarFunction.MULTIPLY_INTERVAL, INTERVAL_YEAR_MONTH, months(3), Literal.of(0.5)));
        assertEquals(-2L, value(ScalarFunction.MULTIPLY_INTERVAL, INTERVAL_YEAR_MONTH, months(-3), Literal.of(0.5)));
        fails(
                ErrorCode.DATETIME_OUT_OF_RANGE, ScalarFunction.MULTIPLY_INTERVAL, INTERVAL_YEAR_MONTH, months(3),
                Literal.of(1e300));
    }

    private static Literal months(long count) {
        return new Literal(count, INTERVAL_YEAR_MONTH);
    }

    @Test
    void namesAndLastDays() {
        tester.check(
                ScalarFunction.DAY_NAME, VARCHAR,
                strict(row -> date(row[0]).getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH)), DATE);
        tester.check(
                ScalarFunction.MONTH_NAME, VARCHAR,
                strict(row -> timestamp(row[0]).getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH)), TIMESTAMP);
        tester.check(
                ScalarFunction.LAST_DAY, DATE,
                strict(row -> date(row[0]).toLocalDate().with(TemporalAdjusters.lastDayOfMonth()).toEpochDay()), DATE);
    }

    @Test
    void makesDatesAndTimes() {
        assertEquals(19782L, value(ScalarFunction.MAKE_DATE, DATE, Literal.of(2024), Literal.of(2), Literal.of(29)));
        assertEquals(
                86_401_500_000L,
                value(
                        ScalarFunction.MAKE_TIMESTAMP, TIMESTAMP, Literal.of(1970), Literal.of(1), Literal.of(2),
                        Literal.of(0), Literal.of(0), Literal.of(1.5)));
        assertEquals(
                3_661_000_000L,
                value(ScalarFunction.MAKE_TIME, TIME, Literal.of(1), Literal.of(1), Literal.of(1.0)));
        assertEquals(1_500_000L, value(ScalarFunction.TO_TIMESTAMP, TIMESTAMP, Literal.of(1.5)));
        fails(
                ErrorCode.DATETIME_OUT_OF_RANGE, ScalarFunction.MAKE_DATE, DATE, Literal.of(2023), Literal.of(2),
                Literal.of(29));
        fails(ErrorCode.DATETIME_OUT_OF_RANGE, ScalarFunction.TO_TIMESTAMP, TIMESTAMP, Literal.of(1e300));
        fails(
                ErrorCode.DATETIME_OUT_OF_RANGE, ScalarFunction.MAKE_TIME, TIME, Literal.of(24), Literal.of(0),
                Literal.of(0.0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Berlin", "America/New_York", "UTC", "+05:30", "Australia/Lord_Howe"})
    void zonesShowWhatJavaShows(String name) {
        ZoneId zone = ZoneId.of(name);
        Literal literal = Literal.of(name);
        tester.check(
                operands -> call(ScalarFunction.AT_TIME_ZONE, TIMESTAMP, literal, operands[0]),
                strict(row -> micros(
                        Instant.EPOCH.plus((Long) row[0], ChronoUnit.MICROS).atZone(zone).toLocalDateTime())),
                TIMESTAMP_LTZ);
        tester.check(
                operands -> call(ScalarFunction.AT_TIME_ZONE, TIMESTAMP_LTZ, operands[0], literal),
                strict(row -> {
                    LocalDateTime local = timestamp(row[0]);
                    ZoneOffset offset = local.atZone(zone).withLaterOffsetAtOverlap().getOffset();
                    if (zone.getRules().getTransition(local) != null && zone.getRules().getTransition(local).isGap()) {
                        offset = zone.getRules().getTransition(local).getOffsetBefore();
                    }
                    return micros(local.minusSeconds(offset.getTotalSeconds()));
                }), TIMESTAMP);
    }

    @Test
    void clocksThatAreChanged() {
        Literal berlin = Literal.of("Europe/Berlin");
        Literal skipped = (Literal) literal("2024-03-31 02:30:00");
        assertEquals(
                "2024-03-31 01:30:00+00",
                text(call(ScalarFunction.AT_TIME_ZONE, TIMESTAMP_LTZ, berlin, skipped)));
        Literal twice = (Literal) literal("2024-10-27 02:30:00");
        assertEquals(
                "2024-10-27 01:30:00+00", text(call(ScalarFunction.AT_TIME_ZONE, TIMESTAMP_LTZ, berlin, twice)));
        fails(ErrorCode.INVALID_PARAMETER, ScalarFunction.AT_TIME_ZONE, TIMESTAMP_LTZ, Literal.of("Nowhere"), twice);
    }

    @Test
    void instantsAreShownByTheSessionsClock() {
        EvaluationContext berlin = tester.context(ZoneId.of("Europe/Berlin"));
        Literal instant = new Literal(micros(LocalDateTime.of(2024, 7, 1, 22, 30)), TIMESTAMP_LTZ);
        assertEquals("2024-07-02 00:30:00+02", tester.evaluate(cast(instant, VARCHAR), berlin));
        assertEquals(0L, tester.evaluate(call(ScalarFunction.EXTRACT_HOUR, BIGINT, instant), berlin));
        assertEquals("2024-07-02", tester.evaluate(cast(cast(instant, DATE), VARCHAR), berlin));
        assertEquals(
                "2024-07-01 00:00:00+02",
                tester.evaluate(
                        cast(call(ScalarFunction.DATE_TRUNC, TIMESTAMP_LTZ, Literal.of("month"), instant), VARCHAR),
                        berlin));
        assertEquals(
                "2024-12-02 00:30:00+01",
                tester.evaluate(
                        cast(call(ScalarFunction.ADD_MONTHS, TIMESTAMP_LTZ, instant, months(5)), VARCHAR), berlin));
        assertEquals(instant.value(), tester.evaluate(cast(Literal.of("2024-07-02 00:30"), TIMESTAMP_LTZ), berlin));
    }

    private Expression literal(String text) {
        return new Literal(tester.evaluate(cast(Literal.of(text), TIMESTAMP)), TIMESTAMP);
    }

    private Object text(Expression expression) {
        return tester.evaluate(cast(expression, VARCHAR));
    }

    @ParameterizedTest
    @CsvSource({
        "INTERVAL DAY TO SECOND, 900000000, 2024-02-29 10:44:59, 2024-02-29 10:30:00",
        "INTERVAL DAY TO SECOND, 604800000000, 2024-02-29 10:44:59, 2024-02-26 00:00:00",
        "INTERVAL DAY TO SECOND, 604800000000, 1999-12-30 10:44:59, 1999-12-27 00:00:00",
        "INTERVAL YEAR TO MONTH, 3, 2024-02-29 10:44:59, 2024-01-01 00:00:00",
        "INTERVAL YEAR TO MONTH, 12, 1999-12-31 00:00:00, 1999-01-01 00:00:00",
    })
    void buckets(String type, long width, String value, String expected) {
        DataType widthType = type.endsWith("MONTH") ? INTERVAL_YEAR_MONTH : INTERVAL_DAY_TIME;
        assertEquals(
                expected,
                text(call(ScalarFunction.TIME_BUCKET, TIMESTAMP, new Literal(width, widthType), literal(value))));
    }

    @ParameterizedTest
    @CsvSource({
        "%Y-%m-%d %H:%M:%S.%f, 2024-02-09 05:06:07.080000", "%d/%m/%y, 09/02/24", "%-d.%-m.%Y, 9.2.2024",
        "%a %A %b %B, Fri Friday Feb February", "%I:%M %p, 05:06 AM", "%j %U %W %G-W%V-%u %w, 040 05 06 2024-W06-5 5",
        "100%%, 100%", "%g, 080", "%z, +00", "%F %T, 2024-02-09 05:06:07",
    })
    void formatsLikeC(String format, String expected) {
        Expression value = literal("2024-02-09 05:06:07.08");
        assertEquals(expected, tester.evaluate(call(ScalarFunction.STRFTIME, VARCHAR, value, Literal.of(format))));
    }

    @ParameterizedTest
    @CsvSource({
        "2024-02-09 05:06:07.08, %Y-%m-%d %H:%M:%S.%f, 2024-02-09 05:06:07.08", "9/2/24, %d/%m/%y, 2024-02-09 00:00:00",
        "'Fri, 9 february 2024', '%a, %d %B %Y', 2024-02-09 00:00:00", "12:30 PM, %I:%M %p, 1900-01-01 12:30:00",
        "12:30 AM, %I:%M %p, 1900-01-01 00:30:00", "2024-060, %Y-%j, 2024-02-29 00:00:00",
        "2024-02-09 05:00 +02:00, %Y-%m-%d %H:%M %z, 2024-02-09 03:00:00", "x, %Y, 22007",
        "2024-13-01, %Y-%m-%d, 22008",
        "2024-02-09 x, %Y-%m-%d, 22007", "2024, %Q, 22023",
    })
    void readsLikeC(String text, String format, String expected) {
        Expression read = call(ScalarFunction.STRPTIME, TIMESTAMP, Literal.of(text), Literal.of(format));
        if (expected.matches("22\\d{3}")) {
            assertEquals(expected, assertThrows(SheafException.class, () -> tester.evaluate(read)).sqlState());
        } else {
            assertEquals(expected, text(read));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "YYYY-MM-DD HH24:MI:SS, 2024-02-09 17:06:07", "'HH12:MI AM', 05:06 PM",
        "'FMDay, FMDDth FMMonth YYYY', 'Friday, 9th February 2024'",
        "'Month|', 'February |'", "Dy DD Mon YY, Fri 09 Feb 24", "IYYY-IW-ID Q J, 2024-06-5 1 2460350",
        "MS US, 080 080000",
        "'\"YYYY\" YYYY', YYYY 2024", "DDD WW W CC, 040 06 2 21", "yyyy-mm-dd, 2024-02-09",
    })
    void formatsLikePostgres(String format, String expected) {
        Expression value = literal("2024-02-09 17:06:07.08");
        assertEquals(expected, tester.evaluate(call(ScalarFunction.TO_CHAR, VARCHAR, value, Literal.of(format))));
    }

    @ParameterizedTest
    @CsvSource({
        "12, 9999, '   12'", "-12, 9999, '  -12'", "-12, 'FM9999', '-12'",
        "1234567.891, '9,999,999.99', ' 1,234,567.89'",
        "0.1, 9.9, '  .1'", "0.1, 0.9, ' 0.1'", "0, 999, '   0'", "12, 0999, ' 0012'", "12345, 999, ' ###'",
        "-5, 'S99', ' -5'", "5, '99MI', ' 5 '", "-5, '99PR', ' <5>'", "12.5, 'FM999.999', '12.5'",
        "485, 'L999', '$ 485'",
    })
    void numbersFormatLikePostgres(String number, String format, String expected) {
        Expression value = cast(Literal.of(number), DataType.decimal(20, 4));
        assertEquals(expected, tester.evaluate(call(ScalarFunction.TO_CHAR, VARCHAR, value, Literal.of(format))));
    }

    private Object value(ScalarFunction function, DataType type, Expression... operands) {
        return tester.evaluate(call(function, type, operands));
    }

    private void fails(ErrorCode code, ScalarFunction function, DataType type, Expression... operands) {
        Expression expression = call(function, type, operands);
        assertEquals(code, assertThrows(SheafException.class, () -> tester.evaluate(expression)).code());
    }
}
