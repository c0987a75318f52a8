// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.format;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.exec.kernel.datetime.CivilDate;
import dev.sheaf.exec.kernel.datetime.MakeKernels;
import dev.sheaf.exec.kernel.format.StrftimeFormat.Part;

/// Reads a timestamp from a text by a format of C-style directives. What the format doesn't have is that of 1900-01-01
/// 00:00:00, as in DuckDB
/// and Python.
final class StrptimeReader {
    private String text = "";
    private int place;
    private int year;
    private int month;
    private int day;
    private int dayOfYear;
    private int hour;
    private int minute;
    private int second;
    private int micros;
    private int offsetMinutes;
    private boolean hasHalf;
    private boolean afternoon;

    /// @throws SheafException INVALID_DATETIME when the text doesn't have the format's form, DATETIME_OUT_OF_RANGE when
    ///     there is no such day
    ///     or time
    long read(String value, StrftimeFormat format) {
        text = value.strip();
        place = 0;
        year = 1900;
        month = 1;
        day = 1;
        dayOfYear = 0;
        hour = 0;
        minute = 0;
        second = 0;
        micros = 0;
        offsetMinutes = 0;
        hasHalf = false;
        afternoon = false;
        for (Part part : format.parts()) {
            if (part.directive() == 0) {
                literal(part.text());
            } else {
                field(part.directive());
            }
        }
        if (place != text.length()) {
            throw wrongForm();
        }
        return micros();
    }

    private SheafException wrongForm() {
        return new SheafException(ErrorCode.INVALID_DATETIME, "'" + text + "' does not have the form of its format");
    }

    private SheafException outOfRange() {
        return new SheafException(
                ErrorCode.DATETIME_OUT_OF_RANGE, "'" + text + "' is a day or time that does not exist");
    }

    private long micros() {
        if (hasHalf) {
            if (hour < 1 || hour > 12) {
                throw outOfRange();
            }
            hour = hour % 12 + (afternoon ? 12 : 0);
        }
        if (hour > 23 || minute > 59 || second > 59 || !CivilDate.exists(year, month, day)) {
            throw outOfRange();
        }
        int days = CivilDate.days(year, month, day);
        if (dayOfYear > 0) {
            if (dayOfYear > (CivilDate.isLeap(year) ? 366 : 365)) {
                throw outOfRange();
            }
            days = CivilDate.days(year, 1, 1) + dayOfYear - 1;
        }
        long seconds = (hour * 60L + minute - offsetMinutes) * 60 + second;
        return CivilDate.checkMicros(
                days * CivilDate.MICROS_PER_DAY + seconds * CivilDate.MICROS_PER_SECOND + micros);
    }

    /// Spaces in the format stand for any number of spaces.
    private void literal(String expected) {
        for (int i = 0; i < expected.length(); i++) {
            if (expected.charAt(i) == ' ') {
                while (place < text.length() && text.charAt(place) == ' ') {
                    place++;
                }
            } else if (place >= text.length() || text.charAt(place++) != expected.charAt(i)) {
                throw wrongForm();
            }
        }
    }

    private void field(char directive) {
        switch (directive) {
            case 'Y', 'G' -> year = number(4);
            case 'y' -> {
                int two = number(2);
                year = two < 69 ? 2000 + two : 1900 + two;
            }
            case 'm' -> month = number(2);
            case 'd', 'e' -> day = number(2);
            case 'j' -> dayOfYear = Math.max(1, number(3));
            case 'H' -> hour = number(2);
            case 'I' -> {
                hour = number(2);
                hasHalf = true;
            }
            case 'p' -> half();
            case 'M' -> minute = number(2);
            case 'S' -> second = number(2);
            case 'f' -> micros = fraction(6);
            case 'g' -> micros = fraction(3);
            case 'n' -> micros = fraction(9);
            case 'a' -> name(true, 3);
            case 'A' -> name(true, 0);
            case 'b', 'h' -> month = name(false, 3) + 1;
            case 'B' -> month = name(false, 0) + 1;
            case 'u', 'w' -> number(1);
            case 'U', 'W', 'V' -> number(2);
            case 'z', 'Z' -> offset();
            default -> throw wrongForm();
        }
    }

    private int number(int digitsMax) {
        int start = place;
        int value = 0;
        while (place < text.length() && place - start < digitsMax && isDigit(text.charAt(place))) {
            value = 10 * value + text.charAt(place++) - '0';
        }
        if (place == start) {
            throw wrongForm();
        }
        return value;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /// Digits after a point, in microseconds.
    private int fraction(int digitsMax) {
        int start = place;
        int value = 0;
        int digits = 0;
        while (place < text.length() && place - start < digitsMax && isDigit(text.charAt(place))) {
            int digit = text.charAt(place++) - '0';
            value = digits < 6 ? 10 * value + digit : value;
            digits++;
        }
        if (digits == 0) {
            throw wrongForm();
        }
        for (int i = digits; i < 6; i++) {
            value *= 10;
        }
        return value;
    }

    private int name(boolean ofDay, int length) {
        int index = StrftimeFormat.nameAt(
                text, place, ofDay ? MakeKernels.DAY_NAMES : MakeKernels.MONTH_NAMES, length);
        if (index < 0) {
            throw wrongForm();
        }
        place += length > 0 ? length
                : (ofDay ? MakeKernels.DAY_NAMES : MakeKernels.MONTH_NAMES).get(index).length();
        return index;
    }

    private void half() {
        boolean am = text.regionMatches(true, place, "AM", 0, 2);
        afternoon = text.regionMatches(true, place, "PM", 0, 2);
        if (!am && !afternoon) {
            throw wrongForm();
        }
        hasHalf = true;
        place += 2;
    }

    private void offset() {
        if (text.regionMatches(true, place, "UTC", 0, 3)) {
            place += 3;
            return;
        }
        if (text.regionMatches(true, place, "Z", 0, 1)) {
            place++;
            return;
        }
        char sign = place < text.length() ? text.charAt(place++) : 0;
        if (sign != '+' && sign != '-') {
            throw wrongForm();
        }
        int minutes = number(2) * 60;
        if (place < text.length() && text.charAt(place) == ':') {
            place++;
        }
        if (place < text.length() && isDigit(text.charAt(place))) {
            minutes += number(2);
        }
        offsetMinutes = sign == '-' ? -minutes : minutes;
    }
}
