// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.datetime;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;

/// The proleptic Gregorian calendar in integer arithmetic, without branches, on days since 1970-01-01 (Howard Hinnant,
/// "chrono-Compatible
/// Low-Level Date Algorithms", 2021). Years begin on 1 March inside, so that the leap day is the last.
public final class CivilDate {
    public static final long MICROS_PER_SECOND = 1_000_000L;
    public static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;
    /// 0001-01-01.
    public static final int MIN_DAYS = -719_162;
    /// 9999-12-31.
    public static final int MAX_DAYS = 2_932_896;

    private static final int DAYS_PER_ERA = 146_097;
    private static final int DAYS_TO_MARCH_OF_YEAR_0 = 719_468;

    private CivilDate() {}

    /// Year, month and day in one number, taken apart by [#year(int)], [#month] and [#day].
    public static int civil(int days) {
        int z = days + DAYS_TO_MARCH_OF_YEAR_0;
        int era = Math.floorDiv(z, DAYS_PER_ERA);
        int dayOfEra = z - era * DAYS_PER_ERA;
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int shiftedMonth = (5 * dayOfYear + 2) / 153;
        int day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1;
        int month = shiftedMonth + 3 - (shiftedMonth >= 10 ? 12 : 0);
        int year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        return year << 9 | month << 5 | day;
    }

    public static int year(int civil) {
        return civil >> 9;
    }

    public static int month(int civil) {
        return civil >> 5 & 15;
    }

    public static int day(int civil) {
        return civil & 31;
    }

    /// Days since 1970-01-01 of a date that exists.
    public static int days(int year, int month, int day) {
        int y = month <= 2 ? year - 1 : year;
        int era = Math.floorDiv(y, 400);
        int yearOfEra = y - era * 400;
        int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * DAYS_PER_ERA + dayOfEra - DAYS_TO_MARCH_OF_YEAR_0;
    }

    public static boolean isLeap(int year) {
        return (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    public static int lengthOfMonth(int year, int month) {
        // July and August both have 31 days; from there on odd months are the short ones.
        return month == 2 ? isLeap(year) ? 29 : 28 : 30 + (month + (month >> 3) & 1);
    }

    /// Whether there is such a date in the years 1 to 9999.
    public static boolean exists(long year, long month, long day) {
        return year >= 1
                && year <= 9999
                && month >= 1
                && month <= 12
                && day >= 1
                && day <= lengthOfMonth((int) year, (int) month);
    }

    /// Day of the week from Sunday = 0.
    public static int dayOfWeek(int days) {
        return Math.floorMod(days + 4, 7);
    }

    /// Days of the Monday of the week.
    public static int monday(int days) {
        return days - Math.floorMod(days + 3, 7);
    }

    /// The year of the week's Thursday, to which ISO 8601 counts the week.
    public static int isoYear(int days) {
        return year(civil(monday(days) + 3));
    }

    /// The week's number by ISO 8601.
    public static int isoWeek(int days) {
        int thursday = monday(days) + 3;
        return (thursday - days(year(civil(thursday)), 1, 1)) / 7 + 1;
    }

    public static int daysOf(long micros) {
        return (int) Math.floorDiv(micros, MICROS_PER_DAY);
    }

    public static long microsOfDay(long micros) {
        return Math.floorMod(micros, MICROS_PER_DAY);
    }

    public static boolean inRange(long days) {
        return days >= MIN_DAYS && days <= MAX_DAYS;
    }

    public static boolean microsInRange(long micros) {
        return micros >= MIN_DAYS * MICROS_PER_DAY && micros < (MAX_DAYS + 1) * MICROS_PER_DAY;
    }

    /// @throws SheafException DATETIME_OUT_OF_RANGE outside the years 1 to 9999
    public static int checkDays(long days) {
        if (!inRange(days)) {
            throw outOfRange("date");
        }
        return (int) days;
    }

    /// @throws SheafException DATETIME_OUT_OF_RANGE outside the years 1 to 9999
    public static long checkMicros(long micros) {
        if (!microsInRange(micros)) {
            throw outOfRange("timestamp");
        }
        return micros;
    }

    static SheafException outOfRange(String what) {
        return new SheafException(ErrorCode.DATETIME_OUT_OF_RANGE, what + " outside the years 1 to 9999");
    }
}
