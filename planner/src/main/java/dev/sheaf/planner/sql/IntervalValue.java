// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.sql;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.sql.SqlIntervalLiteral;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.parser.SqlParserPos;

/// The value of an interval literal, to the microsecond.
///
/// @param amount months when `unit` is MONTH, else microseconds
/// @param unit MONTH, DAY (units of a day or more) or SECOND
public record IntervalValue(long amount, TimeUnit unit) {
    private static final Pattern YEARS_MONTHS = Pattern.compile("\\s*([-+]?)(\\d+)-(\\d+)\\s*");
    private static final Pattern DAYS_TIME = Pattern.compile(
            "\\s*([-+]?)(?:(\\d+)\\s+)?(\\d+)(?::(\\d+))?(?::(\\d+(?:\\.\\d+)?))?\\s*");

    public static IntervalValue of(SqlIntervalLiteral literal) {
        SqlIntervalLiteral.IntervalValue value =
                (SqlIntervalLiteral.IntervalValue) java.util.Objects.requireNonNull(literal.getValue());
        SqlIntervalQualifier qualifier = value.getIntervalQualifier();
        SqlParserPos position = literal.getParserPosition();
        String text = value.getIntervalLiteral();
        BigDecimal amount = qualifier.timeUnitRange.endUnit == null
                ? single(text, qualifier.timeUnitRange.startUnit, position)
                : ranged(text, qualifier, position);
        if (value.getSign() < 0) {
            amount = amount.negate();
        }
        return checked(amount, qualifier.timeUnitRange.startUnit, qualifier.timeUnitRange.endUnit, text, position);
    }

    /// The value of one unit.
    public static IntervalValue ofUnit(TimeUnit unit, SqlParserPos position) {
        return checked(BigDecimal.valueOf(factor(unit, position)), unit, null, "1", position);
    }

    private static IntervalValue checked(
            BigDecimal amount,
            TimeUnit start,
            @org.jspecify.annotations.Nullable TimeUnit end,
            String text,
            SqlParserPos position) {
        TimeUnit unit = isMonths(start)
                ? TimeUnit.MONTH
                : (start == TimeUnit.DAY || start == TimeUnit.WEEK) && end == null ? TimeUnit.DAY : TimeUnit.SECOND;
        BigDecimal rounded = amount.setScale(0, RoundingMode.HALF_UP);
        long limit = unit == TimeUnit.MONTH ? Integer.MAX_VALUE : Long.MAX_VALUE;
        if (rounded.abs().compareTo(BigDecimal.valueOf(limit)) > 0) {
            throw invalid(text, position);
        }
        return new IntervalValue(rounded.longValueExact(), unit);
    }

    private static BigDecimal single(String text, TimeUnit unit, SqlParserPos position) {
        try {
            return new BigDecimal(text.strip()).multiply(BigDecimal.valueOf(factor(unit, position)));
        } catch (NumberFormatException failure) {
            throw invalid(text, position);
        }
    }

    private static BigDecimal ranged(String text, SqlIntervalQualifier qualifier, SqlParserPos position) {
        TimeUnit start = qualifier.timeUnitRange.startUnit;
        if (start == TimeUnit.YEAR) {
            Matcher matcher = YEARS_MONTHS.matcher(text);
            if (!matcher.matches()) {
                throw invalid(text, position);
            }
            BigDecimal months = new BigDecimal(matcher.group(2))
                    .multiply(BigDecimal.valueOf(12))
                    .add(new BigDecimal(matcher.group(3)));
            return "-".equals(matcher.group(1)) ? months.negate() : months;
        }
        Matcher matcher = DAYS_TIME.matcher(text);
        if (!matcher.matches() || (start == TimeUnit.DAY) != (matcher.group(2) != null)) {
            throw invalid(text, position);
        }
        BigDecimal micros = BigDecimal.ZERO;
        TimeUnit unit = start;
        for (int group = start == TimeUnit.DAY ? 2 : 3; group <= 5; group++) {
            String part = matcher.group(group);
            if (part != null) {
                micros = micros.add(new BigDecimal(part).multiply(BigDecimal.valueOf(factor(unit, position))));
            }
            unit = unit == TimeUnit.DAY ? TimeUnit.HOUR : unit == TimeUnit.HOUR ? TimeUnit.MINUTE : TimeUnit.SECOND;
        }
        return "-".equals(matcher.group(1)) ? micros.negate() : micros;
    }

    private static boolean isMonths(TimeUnit unit) {
        return switch (unit) {
            case YEAR, QUARTER, MONTH, DECADE, CENTURY, MILLENNIUM -> true;
            default -> false;
        };
    }

    private static long factor(TimeUnit unit, SqlParserPos position) {
        return switch (unit) {
            case MONTH, MICROSECOND -> 1L;
            case QUARTER -> 3L;
            case YEAR -> 12L;
            case DECADE -> 120L;
            case CENTURY -> 1_200L;
            case MILLENNIUM -> 12_000L;
            case MILLISECOND -> 1_000L;
            case SECOND -> 1_000_000L;
            case MINUTE -> 60_000_000L;
            case HOUR -> 3_600_000_000L;
            case DAY -> 86_400_000_000L;
            case WEEK -> 604_800_000_000L;
            default -> throw UnsupportedSyntax.of("INTERVAL " + unit, position);
        };
    }

    private static SheafException invalid(String text, SqlParserPos position) {
        return new SheafException(
                ErrorCode.INVALID_DATETIME, "'" + text + "' is not an interval", SourcePositions.of(position));
    }
}
