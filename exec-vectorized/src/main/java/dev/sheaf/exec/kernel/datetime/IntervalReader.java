// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.datetime;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.exec.kernel.text.TextScanner;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads intervals from texts: the forms that they are written in (`1-2`, `3 04:05:06.5`), and counts with units (`2
/// days 3 hours`).
public final class IntervalReader {
    private static final Pattern YEARS_MONTHS = Pattern.compile("([-+]?)(\\d{1,9})-(\\d{1,2})");
    private static final Pattern DAYS_TIME =
            Pattern.compile("([-+]?)(?:(\\d{1,9}) +)?(\\d{1,9}):(\\d{1,2})(?::(\\d{1,2}(?:\\.\\d+)?))?");
    private static final Pattern COUNT = Pattern.compile("\\s*([-+]?\\d{1,18}(?:\\.\\d+)?)\\s*([a-zA-Z]+)");
    private static final BigDecimal MICROS = BigDecimal.valueOf(CivilDate.MICROS_PER_SECOND);

    private final TextScanner scanner;
    private @Nullable ErrorCode failure;

    public IntervalReader(TextScanner scanner) {
        this.scanner = scanner;
    }

    /// What was wrong with the last text, or null.
    public @Nullable ErrorCode failure() {
        return failure;
    }

    /// @return the interval in months
    public long months() {
        String text = start();
        Matcher matcher = YEARS_MONTHS.matcher(text);
        if (matcher.matches()) {
            long months = Long.parseLong(matcher.group(2)) * 12 + Long.parseLong(matcher.group(3));
            return Long.parseLong(matcher.group(3)) > 11 ? fail(ErrorCode.INVALID_DATETIME)
                    : inInt(matcher.group(1).equals("-") ? -months : months);
        }
        BigDecimal months = counts(text, true);
        return months == null ? fail(ErrorCode.INVALID_DATETIME) : inInt(rounded(months));
    }

    /// @return the interval in microseconds
    public long micros() {
        String text = start();
        Matcher matcher = DAYS_TIME.matcher(text);
        if (!matcher.matches()) {
            BigDecimal micros = counts(text, false);
            return micros == null ? fail(ErrorCode.INVALID_DATETIME) : rounded(micros);
        }
        long days = matcher.group(2) == null ? 0 : Long.parseLong(matcher.group(2));
        BigDecimal seconds = BigDecimal.valueOf(days * 86_400)
                .add(BigDecimal.valueOf(Long.parseLong(matcher.group(3)) * 3600))
                .add(BigDecimal.valueOf(Long.parseLong(matcher.group(4)) * 60))
                .add(matcher.group(5) == null ? BigDecimal.ZERO : new BigDecimal(matcher.group(5)));
        return rounded(seconds.multiply(matcher.group(1).equals("-") ? MICROS.negate() : MICROS));
    }

    private String start() {
        failure = null;
        return scanner.start().rest();
    }

    private long fail(ErrorCode code) {
        failure = code;
        return 0;
    }

    private long inInt(long months) {
        return months == (int) months ? months : fail(ErrorCode.DATETIME_OUT_OF_RANGE);
    }

    private long rounded(BigDecimal value) {
        BigDecimal whole = value.setScale(0, RoundingMode.HALF_UP);
        return whole.unscaledValue().bitLength() < 64 ? whole.longValue() : fail(ErrorCode.DATETIME_OUT_OF_RANGE);
    }

    /// The sum of counts with units in months or microseconds, or null when the text has another form.
    private static @Nullable BigDecimal counts(String text, boolean months) {
        Matcher matcher = COUNT.matcher(text);
        BigDecimal sum = BigDecimal.ZERO;
        int end = 0;
        while (end < text.length() && matcher.find(end) && matcher.start() == end) {
            String unit = matcher.group(2).toLowerCase(Locale.ROOT);
            long size = months ? monthsPer(unit) : microsPer(unit);
            if (size == 0) {
                return null;
            }
            sum = sum.add(new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(size)));
            end = matcher.end();
        }
        return end == 0 || end < text.length() ? null : sum;
    }

    private static long monthsPer(String unit) {
        return switch (unit) {
            case "month", "months", "mon", "mons" -> 1;
            case "quarter", "quarters" -> 3;
            case "year", "years", "yr", "yrs", "y" -> 12;
            default -> 0;
        };
    }

    private static long microsPer(String unit) {
        return switch (unit) {
            case "microsecond", "microseconds", "us" -> 1;
            case "millisecond", "milliseconds", "ms" -> 1000;
            case "second", "seconds", "sec", "secs", "s" -> CivilDate.MICROS_PER_SECOND;
            case "minute", "minutes", "min", "mins", "m" -> 60 * CivilDate.MICROS_PER_SECOND;
            case "hour", "hours", "hr", "hrs", "h" -> 3600 * CivilDate.MICROS_PER_SECOND;
            case "day", "days", "d" -> CivilDate.MICROS_PER_DAY;
            case "week", "weeks", "w" -> 7 * CivilDate.MICROS_PER_DAY;
            default -> 0;
        };
    }
}
