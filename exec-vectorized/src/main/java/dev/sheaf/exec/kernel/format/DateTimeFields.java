// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.format;

import dev.sheaf.exec.kernel.datetime.CivilDate;

/// A date and time taken apart, for formats. Filled anew for each row.
final class DateTimeFields {
    int days;
    int year;
    int month;
    int day;
    int hour;
    int minute;
    int second;
    int micros;
    /// From UTC, in minutes.
    int offsetMinutes;

    void set(int daysSince1970, long microsOfDay) {
        days = daysSince1970;
        int civil = CivilDate.civil(days);
        year = CivilDate.year(civil);
        month = CivilDate.month(civil);
        day = CivilDate.day(civil);
        setTime(microsOfDay);
    }

    private void setTime(long microsOfDay) {
        int seconds = (int) (microsOfDay / CivilDate.MICROS_PER_SECOND);
        hour = seconds / 3600;
        minute = seconds / 60 % 60;
        second = seconds % 60;
        micros = (int) (microsOfDay % CivilDate.MICROS_PER_SECOND);
    }

    /// An interval of months.
    void setMonths(long months) {
        set(0, 0);
        year = (int) (months / 12);
        month = (int) (months % 12);
        day = 0;
    }

    /// An interval of microseconds.
    void setMicros(long interval) {
        set(0, 0);
        year = 0;
        month = 0;
        day = (int) (interval / CivilDate.MICROS_PER_DAY);
        setTime(interval % CivilDate.MICROS_PER_DAY);
    }

    int hour12() {
        return hour % 12 == 0 ? 12 : hour % 12;
    }

    int dayOfWeek() {
        return CivilDate.dayOfWeek(days);
    }

    int dayOfYear() {
        return days - CivilDate.days(year, 1, 1) + 1;
    }

    /// Weeks of the year that begin on that day of the week, days before the first being week 0.
    int weekOfYear(int firstDayOfWeek) {
        return (dayOfYear() + 6 - Math.floorMod(dayOfWeek() - firstDayOfWeek, 7)) / 7;
    }

    /// Seconds since midnight.
    int secondOfDay() {
        return (hour * 60 + minute) * 60 + second;
    }
}
