// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.sql;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.parser.SqlParserPos;

/// Reads intervals that name their units in the string, as PostgreSQL's: `INTERVAL '1 year 3 months'`, `INTERVAL '2
/// days 04:05:06.7'`. Months and microseconds are two types that don't mix, so neither do their units in one string.
public final class IntervalText {
    private static final Pattern PART = Pattern.compile(
            "\\s*([-+]?\\d+(?:\\.\\d+)?)\\s*([a-zA-Z]+)|\\s*([-+]?)(\\d+):(\\d+)(?::(\\d+(?:\\.\\d+)?))?");
    private static final long MICROS_PER_DAY = 86_400_000_000L;
    private static final BigDecimal MICROS_PER_SECOND = BigDecimal.valueOf(1_000_000);

    private IntervalText() {}

    /// @param sign -1 for `INTERVAL -'...'`
    public static SqlLiteral parse(String text, int sign, SqlParserPos position) {
        String rest = text.strip();
        boolean ago = rest.toLowerCase(Locale.ROOT).endsWith(" ago");
        if (ago) {
            rest = rest.substring(0, rest.length() - 4);
        }
        BigDecimal months = BigDecimal.ZERO;
        BigDecimal micros = BigDecimal.ZERO;
        boolean hasMonths = false;
        boolean hasMicros = false;
        boolean wholeDays = true;
        Matcher matcher = PART.matcher(rest);
        int end = 0;
        while (end < rest.length()) {
            if (!matcher.find(end) || matcher.start() != end) {
                throw invalid(text, position);
            }
            end = matcher.end();
            if (matcher.group(2) == null) {
                micros = micros.add(clock(matcher));
                hasMicros = true;
                wholeDays = false;
                continue;
            }
            BigDecimal count = new BigDecimal(matcher.group(1));
            String unit = matcher.group(2).toLowerCase(Locale.ROOT);
            long monthsPerUnit = monthsPerUnit(unit);
            if (monthsPerUnit > 0) {
                months = months.add(count.multiply(BigDecimal.valueOf(monthsPerUnit)));
                hasMonths = true;
            } else {
                long microsPerUnit = microsPerUnit(unit);
                if (microsPerUnit == 0) {
                    throw invalid(text, position);
                }
                micros = micros.add(count.multiply(BigDecimal.valueOf(microsPerUnit)));
                wholeDays &= microsPerUnit >= MICROS_PER_DAY;
                hasMicros = true;
            }
        }
        if (hasMonths == hasMicros) {
            throw hasMonths
                    ? UnsupportedSyntax.of("an interval of both months and days or less", position)
                    : invalid(text, position);
        }
        boolean negative = ago != (sign < 0);
        return hasMonths ? ofMonths(months, negative, text, position) : ofMicros(micros, wholeDays, negative, position);
    }

    private static BigDecimal clock(Matcher matcher) {
        BigDecimal seconds = matcher.group(6) == null ? BigDecimal.ZERO : new BigDecimal(matcher.group(6));
        BigDecimal total = new BigDecimal(matcher.group(4))
                .multiply(BigDecimal.valueOf(3600))
                .add(new BigDecimal(matcher.group(5)).multiply(BigDecimal.valueOf(60)))
                .add(seconds)
                .multiply(MICROS_PER_SECOND);
        return "-".equals(matcher.group(3)) ? total.negate() : total;
    }

    private static SqlLiteral ofMonths(BigDecimal months, boolean negative, String text, SqlParserPos position) {
        BigDecimal whole = months.stripTrailingZeros();
        if (whole.scale() > 0 || whole.precision() - whole.scale() > 9) {
            throw invalid(text, position);
        }
        boolean minus = negative != (whole.signum() < 0);
        SqlIntervalQualifier qualifier = new SqlIntervalQualifier(TimeUnit.MONTH, 10, null, -1, position);
        return SqlLiteral.createInterval(minus ? -1 : 1, whole.abs().toPlainString(), qualifier, position);
    }

    private static SqlLiteral ofMicros(BigDecimal micros, boolean wholeDays, boolean negative, SqlParserPos position) {
        BigDecimal[] days = micros.abs().divideAndRemainder(BigDecimal.valueOf(MICROS_PER_DAY));
        if (wholeDays && days[1].signum() == 0) {
            SqlIntervalQualifier day = new SqlIntervalQualifier(TimeUnit.DAY, 10, null, -1, position);
            int sign = negative != (micros.signum() < 0) ? -1 : 1;
            return SqlLiteral.createInterval(sign, days[0].toPlainString(), day, position);
        }
        BigDecimal rounded = micros.setScale(0, RoundingMode.HALF_UP);
        boolean minus = negative != (rounded.signum() < 0);
        BigDecimal[] seconds = rounded.abs().divideAndRemainder(MICROS_PER_SECOND);
        String value =
                seconds[0].toPlainString() + "." + String.format(Locale.ROOT, "%06d", seconds[1].longValueExact());
        SqlIntervalQualifier qualifier = new SqlIntervalQualifier(TimeUnit.SECOND, 10, null, 6, position);
        return SqlLiteral.createInterval(minus ? -1 : 1, value, qualifier, position);
    }

    private static long monthsPerUnit(String unit) {
        return switch (unit) {
            case "month", "months", "mon", "mons" -> 1;
            case "quarter", "quarters" -> 3;
            case "year", "years", "yr", "yrs", "y" -> 12;
            case "decade", "decades" -> 120;
            case "century", "centuries" -> 1200;
            default -> 0;
        };
    }

    private static long microsPerUnit(String unit) {
        return switch (unit) {
            case "microsecond", "microseconds", "us" -> 1L;
            case "millisecond", "milliseconds", "ms" -> 1_000L;
            case "second", "seconds", "sec", "secs", "s" -> 1_000_000L;
            case "minute", "minutes", "min", "mins", "m" -> 60_000_000L;
            case "hour", "hours", "hr", "hrs", "h" -> 3_600_000_000L;
            case "day", "days", "d" -> 86_400_000_000L;
            case "week", "weeks", "w" -> 604_800_000_000L;
            default -> 0L;
        };
    }

    private static SheafException invalid(String text, SqlParserPos position) {
        return new SheafException(
                ErrorCode.INVALID_DATETIME, "'" + text + "' is not an interval", SourcePositions.of(position));
    }
}
