// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.datetime;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// The units that DATE_TRUNC and DATE_DIFF take by name.
enum DateUnit {
    MICROSECOND(1),
    MILLISECOND(1000),
    SECOND(CivilDate.MICROS_PER_SECOND),
    MINUTE(60 * CivilDate.MICROS_PER_SECOND),
    HOUR(3600 * CivilDate.MICROS_PER_SECOND),
    DAY(CivilDate.MICROS_PER_DAY),
    WEEK(7 * CivilDate.MICROS_PER_DAY),
    MONTH(0),
    QUARTER(0),
    YEAR(0),
    DECADE(0),
    CENTURY(0),
    MILLENNIUM(0),
    ISOYEAR(0);

    private final long micros;

    DateUnit(long micros) {
        this.micros = micros;
    }

    /// Its length in microseconds, or 0 when it varies.
    long micros() {
        return micros;
    }

    /// Whether it is shorter than a day.
    boolean withinDay() {
        return compareTo(DAY) < 0;
    }

    /// Its length in months, or 0 when it has none.
    int months() {
        return switch (this) {
            case MONTH -> 1;
            case QUARTER -> 3;
            case YEAR -> 12;
            case DECADE -> 120;
            case CENTURY -> 1200;
            case MILLENNIUM -> 12_000;
            case MICROSECOND, MILLISECOND, SECOND, MINUTE, HOUR, DAY, WEEK, ISOYEAR -> 0;
        };
    }

    /// @throws SheafException INVALID_PARAMETER for an unknown name
    static DateUnit of(byte[] name) {
        String text = new String(name, StandardCharsets.UTF_8);
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "microsecond", "microseconds", "us" -> MICROSECOND;
            case "millisecond", "milliseconds", "ms" -> MILLISECOND;
            case "second", "seconds", "sec", "secs", "s" -> SECOND;
            case "minute", "minutes", "min", "mins", "m" -> MINUTE;
            case "hour", "hours", "hr", "hrs", "h" -> HOUR;
            case "day", "days", "d", "dayofmonth" -> DAY;
            case "week", "weeks", "w", "weekofyear" -> WEEK;
            case "month", "months", "mon", "mons" -> MONTH;
            case "quarter", "quarters" -> QUARTER;
            case "year", "years", "yr", "yrs", "y" -> YEAR;
            case "decade", "decades" -> DECADE;
            case "century", "centuries" -> CENTURY;
            case "millennium", "millennia", "millenniums" -> MILLENNIUM;
            case "isoyear" -> ISOYEAR;
            default -> throw new SheafException(ErrorCode.INVALID_PARAMETER, "unknown unit of time '" + text + "'");
        };
    }
}
