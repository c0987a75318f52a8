// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.datetime;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.exec.kernel.text.TextScanner;
import org.jspecify.annotations.Nullable;

/// Reads dates and times in ISO 8601's forms from texts. What is wrong with a text is told by [#failure], since
/// TRY_CAST meets many.
public final class DateTimeReader {
    private final TextScanner scanner;
    private @Nullable ErrorCode failure;

    public DateTimeReader(TextScanner scanner) {
        this.scanner = scanner;
    }

    /// What was wrong with the last text, or null: INVALID_DATETIME for its form, DATETIME_OUT_OF_RANGE for a day or
    /// time that doesn't exist.
    public @Nullable ErrorCode failure() {
        return failure;
    }

    /// Days since 1970-01-01. A time after the date is passed over.
    public int date() {
        long micros = dateTime(null, false);
        return CivilDate.daysOf(micros);
    }

    /// Microseconds since 1970-01-01 00:00:00, of a date and time or a date alone.
    public long timestamp() {
        return dateTime(null, true);
    }

    /// An instant; a text without an offset from UTC is read by the clock.
    public long instant(ZoneClock clock) {
        return dateTime(clock, true);
    }

    private long dateTime(@Nullable ZoneClock clock, boolean wholeDayAllowed) {
        scanner.start();
        failure = null;
        long days = readDate();
        long micros = 0;
        boolean timed = failure == null && !scanner.atEnd();
        if (timed) {
            if (!scanner.accept('T') && !scanner.accept(' ')) {
                return fail(ErrorCode.INVALID_DATETIME);
            }
            scanner.skipSpaces();
            micros = readTime(true);
        }
        if (failure != null) {
            return 0;
        }
        long local = days * CivilDate.MICROS_PER_DAY + (wholeDayAllowed ? micros : 0);
        if (clock == null) {
            return end(local);
        }
        if (scanner.atEnd()) {
            return end(clock.toInstant(local));
        }
        long offset = readOffset();
        return failure != null ? 0 : end(local - offset);
    }

    private long end(long micros) {
        if (!scanner.atEnd()) {
            return fail(ErrorCode.INVALID_DATETIME);
        }
        return CivilDate.microsInRange(micros) ? micros : fail(ErrorCode.DATETIME_OUT_OF_RANGE);
    }

    /// Microseconds since midnight.
    public long time() {
        scanner.start();
        failure = null;
        long micros = readTime(false);
        if (failure == null && !scanner.atEnd()) {
            return fail(ErrorCode.INVALID_DATETIME);
        }
        return micros;
    }

    private long fail(ErrorCode code) {
        failure = code;
        return 0;
    }

    private long readDate() {
        long year = scanner.digits(4, 4);
        boolean form = scanner.accept('-');
        long month = scanner.digits(1, 2);
        form &= scanner.accept('-');
        long day = scanner.digits(1, 2);
        if (!form || year < 0 || month < 0 || day < 0 || scanner.peekDigit()) {
            return fail(ErrorCode.INVALID_DATETIME);
        }
        return CivilDate.exists(year, month, day)
                ? CivilDate.days((int) year, (int) month, (int) day)
                : fail(ErrorCode.DATETIME_OUT_OF_RANGE);
    }

    private long readTime(boolean midnightAtEnd) {
        long hour = scanner.digits(1, 2);
        boolean form = scanner.accept(':');
        long minute = scanner.digits(2, 2);
        long second = 0;
        long fraction = 0;
        if (scanner.accept(':')) {
            second = scanner.digits(2, 2);
            fraction = scanner.accept('.') ? readFraction() : 0;
        }
        if (!form || hour < 0 || minute < 0 || second < 0 || fraction < 0) {
            return fail(ErrorCode.INVALID_DATETIME);
        }
        long micros = ((hour * 60 + minute) * 60 + second) * CivilDate.MICROS_PER_SECOND + fraction;
        if (minute > 59
                || second > 59
                || micros > CivilDate.MICROS_PER_DAY
                || micros == CivilDate.MICROS_PER_DAY && !midnightAtEnd) {
            return fail(ErrorCode.DATETIME_OUT_OF_RANGE);
        }
        return micros;
    }

    /// In microseconds; further digits round half up. -1 when there is no digit.
    private long readFraction() {
        long micros = 0;
        int digits = 0;
        boolean up = false;
        for (; scanner.peekDigit(); digits++) {
            int digit = scanner.next() - '0';
            if (digits < 6) {
                micros = 10 * micros + digit;
            } else if (digits == 6) {
                up = digit >= 5;
            }
        }
        for (int i = digits; i < 6; i++) {
            micros *= 10;
        }
        return digits == 0 ? -1 : micros + (up ? 1 : 0);
    }

    /// `Z`, `+HH`, `+HHMM` or `+HH:MM`, in microseconds.
    private long readOffset() {
        scanner.skipSpaces();
        if (scanner.accept('Z') || scanner.accept('z')) {
            return 0;
        }
        boolean negative = scanner.peek() == '-';
        if (!scanner.accept('+') && !scanner.accept('-')) {
            return fail(ErrorCode.INVALID_DATETIME);
        }
        long hours = scanner.digits(1, 2);
        boolean colon = scanner.accept(':');
        long minutes = scanner.atEnd() && !colon ? 0 : scanner.digits(2, 2);
        if (hours < 0 || minutes < 0 || hours > 18 || minutes > 59) {
            return fail(ErrorCode.INVALID_DATETIME);
        }
        long micros = (hours * 60 + minutes) * 60 * CivilDate.MICROS_PER_SECOND;
        return negative ? -micros : micros;
    }
}
