// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.format;

import dev.sheaf.exec.kernel.datetime.CivilDate;
import dev.sheaf.exec.kernel.datetime.MakeKernels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A TO_CHAR format for dates and times with PostgreSQL's patterns; what is no pattern stands for itself, and so does
/// all within double quotes.
/// `FM` before a pattern leaves padding out, `TH` or `th` behind a number adds its ordinal ending.
final class ToCharDateFormat {
    /// Longer patterns before those that they begin with.
    private static final List<String> PATTERNS = List.of(
            "YYYY", "Y,YYY", "IYYY", "YYY", "IYY", "YY", "IY", "Y", "I", "MONTH", "Month", "month", "MON", "Mon", "mon",
            "MM", "MI", "MS", "HH24", "HH12", "HH", "SSSSS", "SSSS", "SS", "US", "FF1", "FF2", "FF3", "FF4", "FF5",
            "FF6",
            "DAY", "Day", "day", "DY", "Dy", "dy", "DDD", "DD", "D", "IDDD", "ID", "IW", "WW", "W", "CC", "Q", "J",
            "AM",
            "PM", "am", "pm", "A.M.", "P.M.", "a.m.", "p.m.", "RM", "rm", "TZH", "TZM", "TZ", "tz", "OF", "AD", "BC",
            "A.D.",
            "B.C.", "ad", "bc");
    private static final List<String> ROMAN_MONTHS =
            List.of("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII");

    private final List<Part> parts;

    /// @param text a pattern, or what stands for itself
    private record Part(String text, boolean isPattern, boolean padded, String ending) {}

    private ToCharDateFormat(List<Part> parts) {
        this.parts = parts;
    }

    static ToCharDateFormat parse(byte[] bytes) {
        String format = new String(bytes, StandardCharsets.UTF_8);
        List<Part> parts = new ArrayList<>();
        int i = 0;
        while (i < format.length()) {
            if (format.charAt(i) == '"') {
                int end = format.indexOf('"', i + 1);
                end = end < 0 ? format.length() : end;
                parts.add(new Part(format.substring(i + 1, end), false, false, ""));
                i = end + 1;
                continue;
            }
            boolean padded = !format.startsWith("FM", i);
            i += padded ? 0 : 2;
            String pattern = patternAt(format, i);
            if (pattern.isEmpty()) {
                if (i < format.length()) {
                    parts.add(new Part(format.substring(i, i + 1), false, false, ""));
                }
                i++;
                continue;
            }
            i += pattern.length();
            boolean ordinal = format.startsWith("TH", i) || format.startsWith("th", i);
            parts.add(new Part(pattern, true, padded, ordinal ? format.substring(i, i + 2) : ""));
            i += ordinal ? 2 : 0;
        }
        return new ToCharDateFormat(parts);
    }

    private static String patternAt(String format, int place) {
        String longest = "";
        for (String pattern : PATTERNS) {
            if (pattern.length() > longest.length() && format.startsWith(pattern, place)) {
                longest = pattern;
            }
        }
        if (longest.isEmpty()) {
            // Patterns of numbers may be in any case.
            for (String pattern : PATTERNS) {
                boolean numeric = pattern.equals(pattern.toUpperCase(Locale.ROOT));
                if (numeric && pattern.length() > longest.length()
                        && format.regionMatches(true, place, pattern, 0, pattern.length())) {
                    longest = pattern;
                }
            }
        }
        return longest;
    }

    void format(DateTimeFields fields, StringBuilder target) {
        for (Part part : parts) {
            if (!part.isPattern) {
                target.append(part.text);
                continue;
            }
            int start = target.length();
            format(part.text, part.padded, fields, target);
            if (!part.ending.isEmpty()) {
                String ending = ordinalEnding(target.substring(start));
                target.append(part.ending.equals("TH") ? ending.toUpperCase(Locale.ROOT) : ending);
            }
        }
    }

    static String ordinalEnding(String number) {
        if (number.endsWith("11") || number.endsWith("12") || number.endsWith("13")) {
            return "th";
        }
        return number.endsWith("1") ? "st" : number.endsWith("2") ? "nd" : number.endsWith("3") ? "rd" : "th";
    }

    private static void format(String pattern, boolean padded, DateTimeFields fields, StringBuilder target) {
        int isoYear = CivilDate.isoYear(fields.days);
        switch (pattern) {
            case "YYYY" -> number(target, fields.year, 4, padded);
            case "Y,YYY" ->
                    number(number(target, fields.year / 1000, 1, padded).append(','), fields.year % 1000, 3, true);
            case "YYY" -> number(target, fields.year % 1000, 3, padded);
            case "YY" -> number(target, fields.year % 100, 2, padded);
            case "Y" -> number(target, fields.year % 10, 1, padded);
            case "IYYY" -> number(target, isoYear, 4, padded);
            case "IYY" -> number(target, isoYear % 1000, 3, padded);
            case "IY" -> number(target, isoYear % 100, 2, padded);
            case "I" -> number(target, isoYear % 10, 1, padded);
            case "MM" -> number(target, fields.month, 2, padded);
            case "DD" -> number(target, fields.day, 2, padded);
            case "DDD" -> number(target, fields.dayOfYear(), 3, padded);
            case "IDDD" -> number(target, fields.days - CivilDate.monday(CivilDate.days(isoYear, 1, 4)) + 1, 3, padded);
            case "D" -> target.append(fields.dayOfWeek() + 1);
            case "ID" -> target.append(Math.floorMod(fields.dayOfWeek() + 6, 7) + 1);
            case "IW" -> number(target, CivilDate.isoWeek(fields.days), 2, padded);
            case "WW" -> number(target, (fields.dayOfYear() - 1) / 7 + 1, 2, padded);
            case "W" -> target.append((fields.day - 1) / 7 + 1);
            case "CC" -> number(target, Math.floorDiv(fields.year + 99, 100), 2, padded);
            case "Q" -> target.append((fields.month + 2) / 3);
            case "J" -> target.append(fields.days + 2_440_588L);
            default -> formatTime(pattern, padded, fields, target);
        }
    }

    private static void formatTime(String pattern, boolean padded, DateTimeFields fields, StringBuilder target) {
        switch (pattern) {
            case "HH24" -> number(target, fields.hour, 2, padded);
            case "HH12", "HH" -> number(target, fields.hour12(), 2, padded);
            case "MI" -> number(target, fields.minute, 2, padded);
            case "SS" -> number(target, fields.second, 2, padded);
            case "MS", "FF3" -> number(target, fields.micros / 1000, 3, true);
            case "US", "FF6" -> number(target, fields.micros, 6, true);
            case "FF1" -> number(target, fields.micros / 100_000, 1, true);
            case "FF2" -> number(target, fields.micros / 10_000, 2, true);
            case "FF4" -> number(target, fields.micros / 100, 4, true);
            case "FF5" -> number(target, fields.micros / 10, 5, true);
            case "SSSS", "SSSSS" -> target.append(fields.secondOfDay());
            case "AM", "PM" -> target.append(fields.hour < 12 ? "AM" : "PM");
            case "am", "pm" -> target.append(fields.hour < 12 ? "am" : "pm");
            case "A.M.", "P.M." -> target.append(fields.hour < 12 ? "A.M." : "P.M.");
            case "a.m.", "p.m." -> target.append(fields.hour < 12 ? "a.m." : "p.m.");
            case "TZH", "OF" -> StrftimeFormat.offset(target, fields.offsetMinutes);
            case "TZM" -> number(target, Math.abs(fields.offsetMinutes) % 60, 2, true);
            case "TZ" -> target.append(fields.offsetMinutes == 0 ? "UTC" : "");
            case "tz" -> target.append(fields.offsetMinutes == 0 ? "utc" : "");
            case "AD", "BC" -> target.append("AD");
            case "ad", "bc" -> target.append("ad");
            case "A.D.", "B.C." -> target.append("A.D.");
            default -> formatName(pattern, padded, fields, target);
        }
    }

    private static void formatName(String pattern, boolean padded, DateTimeFields fields, StringBuilder target) {
        String lower = pattern.toLowerCase(Locale.ROOT);
        String name = switch (lower) {
            case "month", "mon" -> MakeKernels.MONTH_NAMES.get(Math.max(fields.month, 1) - 1);
            case "rm" -> ROMAN_MONTHS.get(Math.max(fields.month, 1) - 1);
            default -> MakeKernels.DAY_NAMES.get(fields.dayOfWeek());
        };
        if (lower.equals("mon") || lower.equals("dy")) {
            name = name.substring(0, 3);
        }
        target.append(pattern.equals(lower) ? name.toLowerCase(Locale.ROOT)
                : pattern.equals(pattern.toUpperCase(Locale.ROOT)) ? name.toUpperCase(Locale.ROOT) : name);
        int width = lower.equals("month") || lower.equals("day") ? 9 : lower.equals("rm") ? 4 : 0;
        for (int i = name.length(); padded && i < width; i++) {
            target.append(' ');
        }
    }

    private static StringBuilder number(StringBuilder target, long value, int digits, boolean padded) {
        StrftimeFormat.number(target, value, digits, padded);
        return target;
    }
}
