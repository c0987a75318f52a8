// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.sql;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The one text of an interval, however an engine writes it: `years-months` for the year-month kind, `days hh:mm:ss`
/// with a day of 24 hours for the day-time kind, both when an engine mixes them.
final class IntervalText {
    private static final long DAY_MICROS = 86_400_000_000L;
    private static final Pattern VERBOSE_PART = Pattern.compile("([-+]?\\d+) (year|mon|day)[a-z]*");
    private static final Pattern CLOCK_PART = Pattern.compile("(-?)(\\d+):(\\d{2}):(\\d{2})(?:\\.(\\d{1,6}))?");

    private IntervalText() {}

    static String of(long months, long days, long micros) {
        long totalMicros = days * DAY_MICROS + micros;
        String yearMonth = sign(months) + Math.abs(months) / 12 + "-" + Math.abs(months) % 12;
        if (totalMicros == 0 && months != 0) {
            return yearMonth;
        }
        String dayTime = dayTime(totalMicros);
        return months == 0 ? dayTime : yearMonth + " " + dayTime;
    }

    /// Reads the verbose form, `1 year 2 months 3 days 04:05:06.7`; a text of another form is returned unchanged.
    static String parse(String text) {
        long months = 0;
        long days = 0;
        Matcher part = VERBOSE_PART.matcher(text);
        boolean found = false;
        while (part.find()) {
            found = true;
            long count = Long.parseLong(part.group(1));
            switch (part.group(2)) {
                case "year" -> months += 12 * count;
                case "mon" -> months += count;
                default -> days += count;
            }
        }
        Matcher clock = CLOCK_PART.matcher(text);
        boolean hasClock = found ? clock.find() : clock.matches();
        if (!found && !hasClock) {
            return text;
        }
        return of(months, days, hasClock ? micros(clock) : 0);
    }

    private static long micros(Matcher clock) {
        long seconds = Long.parseLong(clock.group(2)) * 3600
                + Long.parseLong(clock.group(3)) * 60
                + Long.parseLong(clock.group(4));
        String fraction = clock.group(5) == null ? "0" : clock.group(5);
        long micros = seconds * 1_000_000 + Long.parseLong((fraction + "000000").substring(0, 6));
        return clock.group(1).isEmpty() ? micros : -micros;
    }

    private static String dayTime(long totalMicros) {
        long micros = Math.abs(totalMicros);
        long seconds = micros / 1_000_000 % 86_400;
        String fraction =
                micros % 1_000_000 == 0 ? "" : ("." + "%06d".formatted(micros % 1_000_000)).replaceAll("0+$", "");
        return "%s%d %02d:%02d:%02d%s"
                .formatted(
                        sign(totalMicros),
                        micros / DAY_MICROS,
                        seconds / 3600,
                        seconds / 60 % 60,
                        seconds % 60,
                        fraction);
    }

    private static String sign(long value) {
        return value < 0 ? "-" : "";
    }
}
