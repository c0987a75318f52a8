// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.scan;

/// Parses ISO dates and times from ASCII bytes without making strings: `2024-02-29`, `23:59:59.999999`, and both with
/// a space or T between them, then perhaps `Z` or an offset. A method answers whether the text is such a value and
/// leaves it in [#value]. Not thread-safe.
public final class DateTimeParser {
    private static final long MICROS_PER_SECOND = 1_000_000L;
    private static final long MICROS_PER_DAY = 86_400L * MICROS_PER_SECOND;
    private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    /// Days or microseconds since 1970, or microseconds since midnight.
    public long value;

    private int at;
    private int number;

    public boolean parseDate(byte[] text, int from, int to) {
        at = from;
        return date(text, to) && at == to;
    }

    public boolean parseTime(byte[] text, int from, int to) {
        at = from;
        return time(text, to) && at == to;
    }

    /// A timestamp; a date alone is its midnight.
    ///
    /// @param zoned whether an offset must follow, and `value` be the instant; else none may
    public boolean parseTimestamp(byte[] text, int from, int to, boolean zoned) {
        at = from;
        if (!date(text, to)) {
            return false;
        }
        long micros = value * MICROS_PER_DAY;
        if (at < to && (text[at] == ' ' || text[at] == 'T')) {
            at++;
            if (!time(text, to)) {
                return false;
            }
            micros += value;
        }
        if (zoned) {
            if (!offset(text, to)) {
                return false;
            }
            micros -= value;
        }
        value = micros;
        return at == to;
    }

    private boolean date(byte[] text, int to) {
        boolean beforeChrist = at < to && text[at] == '-';
        if (beforeChrist) {
            at++;
        }
        if (!digits(text, to, 1, 6)) {
            return false;
        }
        int year = beforeChrist ? -number : number;
        if (!separator(text, to, '-') || !digits(text, to, 1, 2)) {
            return false;
        }
        int month = number;
        if (!separator(text, to, '-') || !digits(text, to, 1, 2)) {
            return false;
        }
        int day = number;
        if (month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) {
            return false;
        }
        value = epochDay(year, month, day);
        return true;
    }

    private boolean time(byte[] text, int to) {
        if (!digits(text, to, 1, 2)) {
            return false;
        }
        long hour = number;
        if (!separator(text, to, ':') || !digits(text, to, 2, 2)) {
            return false;
        }
        long minute = number;
        long second = 0;
        long micros = 0;
        if (separator(text, to, ':')) {
            if (!digits(text, to, 2, 2)) {
                return false;
            }
            second = number;
            if (separator(text, to, '.') && at < to) {
                micros = fraction(text, to);
            }
        }
        if (hour > 23 || minute > 59 || second > 59 || micros < 0) {
            return false;
        }
        value = ((hour * 60 + minute) * 60 + second) * MICROS_PER_SECOND + micros;
        return true;
    }

    /// Up to nine digits, of which those below a microsecond are cut off.
    private long fraction(byte[] text, int to) {
        int start = at;
        if (!digits(text, to, 1, 9)) {
            return -1;
        }
        long micros = number;
        for (int digits = at - start; digits < 6; digits++) {
            micros *= 10;
        }
        for (int digits = at - start; digits > 6; digits--) {
            micros /= 10;
        }
        return micros;
    }

    /// `Z`, `+01`, `+0100` or `+01:00`; leaves it in microseconds.
    private boolean offset(byte[] text, int to) {
        if (at < to && (text[at] == 'Z' || text[at] == 'z')) {
            at++;
            value = 0;
            return true;
        }
        if (at == to || text[at] != '+' && text[at] != '-') {
            return false;
        }
        long sign = text[at++] == '-' ? -1 : 1;
        if (!digits(text, to, 2, 2)) {
            return false;
        }
        long hours = number;
        long minutes = 0;
        boolean colon = separator(text, to, ':');
        if (at < to || colon) {
            if (!digits(text, to, 2, 2)) {
                return false;
            }
            minutes = number;
        }
        value = sign * (hours * 60 + minutes) * 60 * MICROS_PER_SECOND;
        return hours <= 18 && minutes < 60;
    }

    private boolean separator(byte[] text, int to, char separator) {
        if (at < to && text[at] == separator) {
            at++;
            return true;
        }
        return false;
    }

    private boolean digits(byte[] text, int to, int least, int most) {
        int start = at;
        int parsed = 0;
        while (at < to && at - start < most && text[at] >= '0' && text[at] <= '9') {
            parsed = parsed * 10 + text[at++] - '0';
        }
        number = parsed;
        return at - start >= least;
    }

    private static int daysOf(int year, int month) {
        boolean leap = (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
        return month == 2 && leap ? 29 : DAYS[month - 1];
    }

    /// Days since 1970 in the proleptic Gregorian calendar, counting years from March (Howard Hinnant,
    /// "chrono-Compatible Low-Level Date Algorithms").
    private static long epochDay(int year, int month, int day) {
        long shifted = month <= 2 ? year - 1L : year;
        long era = Math.floorDiv(shifted, 400L);
        long yearOfEra = shifted - era * 400;
        long dayOfYear = (153L * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097 + dayOfEra - 719_468;
    }
}
