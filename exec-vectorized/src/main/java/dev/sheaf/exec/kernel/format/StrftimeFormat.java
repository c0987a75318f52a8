// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.format;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.exec.kernel.datetime.CivilDate;
import dev.sheaf.exec.kernel.datetime.MakeKernels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A format of C-style directives, cut into texts and directives: `%Y %y %m %d %H %I %p %M %S %f %g %j %U %W %G %V %u
/// %w %a %A %b %B %h %z %Z
/// %c %x %X %%`. A minus after the percent sign leaves leading zeros out.
final class StrftimeFormat {
    private final List<Part> parts;

    /// A text, or a directive when `directive` isn't 0.
    ///
    /// @param padded whether numbers have leading zeros
    record Part(String text, char directive, boolean padded) {}

    private StrftimeFormat(List<Part> parts) {
        this.parts = parts;
    }

    /// @throws SheafException INVALID_PARAMETER for an unknown directive
    static StrftimeFormat parse(byte[] bytes) {
        List<Part> parts = new ArrayList<>();
        parse(new String(bytes, StandardCharsets.UTF_8), parts);
        return new StrftimeFormat(parts);
    }

    private static void parse(String format, List<Part> parts) {
        StringBuilder text = new StringBuilder();
        int i = 0;
        while (i < format.length()) {
            char c = format.charAt(i++);
            if (c != '%') {
                text.append(c);
                continue;
            }
            boolean padded = i >= format.length() || format.charAt(i) != '-';
            i += padded ? 0 : 1;
            char directive = i < format.length() ? format.charAt(i++) : 0;
            if (directive == '%') {
                text.append('%');
                continue;
            }
            if (!text.isEmpty()) {
                parts.add(new Part(text.toString(), (char) 0, false));
                text.setLength(0);
            }
            switch (directive) {
                case 'c' -> parse("%Y-%m-%d %H:%M:%S", parts);
                case 'x' -> parse("%Y-%m-%d", parts);
                case 'X' -> parse("%H:%M:%S", parts);
                case 'T' -> parse("%H:%M:%S", parts);
                case 'D' -> parse("%m/%d/%y", parts);
                case 'F' -> parse("%Y-%m-%d", parts);
                case 'R' -> parse("%H:%M", parts);
                case 'Y', 'y', 'm', 'd', 'e', 'H', 'I', 'p', 'M', 'S', 'f', 'g', 'n', 'j', 'U', 'W', 'G', 'V', 'u', 'w',
                        'a', 'A', 'b', 'h', 'B', 'z', 'Z' ->
                        parts.add(new Part("", directive, padded));
                default -> throw new SheafException(
                        ErrorCode.INVALID_PARAMETER, "unknown directive in the format '" + format + "'");
            }
        }
        if (!text.isEmpty()) {
            parts.add(new Part(text.toString(), (char) 0, false));
        }
    }

    List<Part> parts() {
        return parts;
    }

    void format(DateTimeFields fields, StringBuilder target) {
        for (Part part : parts) {
            if (part.directive == 0) {
                target.append(part.text);
            } else {
                format(part, fields, target);
            }
        }
    }

    private static void format(Part part, DateTimeFields fields, StringBuilder target) {
        boolean padded = part.padded;
        switch (part.directive) {
            case 'Y' -> number(target, fields.year, 4, padded);
            case 'y' -> number(target, Math.floorMod(fields.year, 100), 2, padded);
            case 'm' -> number(target, fields.month, 2, padded);
            case 'd' -> number(target, fields.day, 2, padded);
            case 'e' -> target.append(fields.day < 10 ? " " : "").append(fields.day);
            case 'H' -> number(target, fields.hour, 2, padded);
            case 'I' -> number(target, fields.hour12(), 2, padded);
            case 'p' -> target.append(fields.hour < 12 ? "AM" : "PM");
            case 'M' -> number(target, fields.minute, 2, padded);
            case 'S' -> number(target, fields.second, 2, padded);
            case 'f' -> number(target, fields.micros, 6, padded);
            case 'g' -> number(target, fields.micros / 1000, 3, padded);
            case 'n' -> number(target, fields.micros * 1000L, 9, padded);
            case 'j' -> number(target, fields.dayOfYear(), 3, padded);
            case 'U' -> number(target, fields.weekOfYear(0), 2, padded);
            case 'W' -> number(target, fields.weekOfYear(1), 2, padded);
            case 'G' -> number(target, CivilDate.isoYear(fields.days), 4, padded);
            case 'V' -> number(target, CivilDate.isoWeek(fields.days), 2, padded);
            case 'u' -> target.append(Math.floorMod(fields.dayOfWeek() + 6, 7) + 1);
            case 'w' -> target.append(fields.dayOfWeek());
            case 'a' -> target.append(MakeKernels.DAY_NAMES.get(fields.dayOfWeek()), 0, 3);
            case 'A' -> target.append(MakeKernels.DAY_NAMES.get(fields.dayOfWeek()));
            case 'b', 'h' -> target.append(MakeKernels.MONTH_NAMES.get(fields.month - 1), 0, 3);
            case 'B' -> target.append(MakeKernels.MONTH_NAMES.get(fields.month - 1));
            case 'z' -> offset(target, fields.offsetMinutes);
            case 'Z' -> target.append(fields.offsetMinutes == 0 ? "UTC" : offset(fields.offsetMinutes));
            default -> throw new IllegalStateException("directive " + part.directive);
        }
    }

    private static String offset(int minutes) {
        StringBuilder text = new StringBuilder();
        offset(text, minutes);
        return text.toString();
    }

    /// `+HH` or `+HH:MM`.
    static void offset(StringBuilder target, int minutes) {
        target.append(minutes < 0 ? '-' : '+');
        number(target, Math.abs(minutes) / 60, 2, true);
        if (minutes % 60 != 0) {
            number(target.append(':'), Math.abs(minutes) % 60, 2, true);
        }
    }

    static void number(StringBuilder target, long value, int digits, boolean padded) {
        String text = Long.toString(Math.abs(value));
        if (value < 0) {
            target.append('-');
        }
        for (int i = text.length(); padded && i < digits; i++) {
            target.append('0');
        }
        target.append(text);
    }

    /// The index of the name that the text begins with at a place, case ignored, or -1.
    static int nameAt(String text, int place, List<String> names, int length) {
        for (int i = 0; i < names.size(); i++) {
            String name = length > 0 ? names.get(i).substring(0, length) : names.get(i);
            if (text.regionMatches(true, place, name, 0, name.length())) {
                return i;
            }
        }
        return -1;
    }
}
