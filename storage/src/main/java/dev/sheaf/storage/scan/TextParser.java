// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.scan;

import java.nio.charset.StandardCharsets;

/// Parses numbers and truth values from ASCII bytes without making strings. A method answers whether the text is such
/// a value and leaves it in the field of that kind. Not thread-safe.
public final class TextParser {
    /// Powers of ten that a double holds exactly.
    private static final double[] EXACT_POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };
    private static final long EXACT_MANTISSA_MAX = 1L << 53;

    /// A whole number, or the unscaled value of a decimal.
    public long longValue;
    public double doubleValue;
    public boolean booleanValue;

    /// A whole number of 64 bits.
    public boolean parseLong(byte[] text, int from, int to) {
        int at = from;
        boolean negative = at < to && text[at] == '-';
        if (at < to && (text[at] == '-' || text[at] == '+')) {
            at++;
        }
        if (at == to || to - at > 19) {
            return at != to && parseLongZeros(text, at, to, negative);
        }
        long value = 0;
        int bad = 0;
        for (; at < to; at++) {
            int digit = text[at] - '0';
            bad |= digit | 9 - digit;
            value = value * 10 + digit;
        }
        if (bad < 0) {
            return false;
        }
        // Nineteen digits reach at most 10^19 - 1, which is negative as a signed number exactly when it overflows.
        if (value < 0 && !(negative && value == Long.MIN_VALUE)) {
            return false;
        }
        longValue = negative ? -value : value;
        return true;
    }

    /// Longer texts are numbers when they begin with enough zeros.
    private boolean parseLongZeros(byte[] text, int from, int to, boolean negative) {
        int at = from;
        while (to - at > 19) {
            if (text[at++] != '0') {
                return false;
            }
        }
        if (text[at] < '0' || text[at] > '9') {
            return false;
        }
        boolean parsed = parseLong(text, at, to);
        longValue = negative ? -longValue : longValue;
        return parsed;
    }

    /// A decimal of at most 18 digits, rounded half away from zero to the scale.
    ///
    /// @return false too when it has more digits than `precision` allows
    public boolean parseDecimal(byte[] text, int from, int to, int precision, int scale) {
        int at = from;
        boolean negative = at < to && text[at] == '-';
        if (at < to && (text[at] == '-' || text[at] == '+')) {
            at++;
        }
        long value = 0;
        int digits = 0;
        int fraction = -1;
        int roundDigit = -1;
        for (; at < to; at++) {
            int digit = text[at] - '0';
            if (text[at] == '.' && fraction < 0) {
                fraction = 0;
                continue;
            }
            if (digit < 0 || digit > 9) {
                return false;
            }
            digits++;
            if (fraction >= scale) {
                roundDigit = roundDigit < 0 ? digit : roundDigit;
                continue;
            }
            fraction += fraction >= 0 ? 1 : 0;
            if (value > (Long.MAX_VALUE - 9) / 10) {
                return false;
            }
            value = value * 10 + digit;
        }
        if (digits == 0) {
            return false;
        }
        for (int i = Math.max(0, fraction); i < scale; i++) {
            if (value > Long.MAX_VALUE / 10) {
                return false;
            }
            value *= 10;
        }
        value += roundDigit >= 5 ? 1 : 0;
        longValue = negative ? -value : value;
        return precision >= 19 || value < pow10(precision);
    }

    private static long pow10(int exponent) {
        long value = 1;
        for (int i = 0; i < exponent; i++) {
            value *= 10;
        }
        return value;
    }

    /// A number with point and exponent, or `inf`, `infinity`, `nan` with a sign and in any case.
    public boolean parseDouble(byte[] text, int from, int to) {
        int at = from;
        boolean negative = at < to && text[at] == '-';
        if (at < to && (text[at] == '-' || text[at] == '+')) {
            at++;
        }
        long mantissa = 0;
        int digits = 0;
        int exponent = 0;
        boolean point = false;
        for (; at < to; at++) {
            int digit = text[at] - '0';
            if (digit >= 0 && digit <= 9) {
                digits++;
                exponent -= point ? 1 : 0;
                if (mantissa > EXACT_MANTISSA_MAX) {
                    return parseSlowly(text, from, to);
                }
                mantissa = mantissa * 10 + digit;
            } else if (text[at] == '.' && !point) {
                point = true;
            } else {
                break;
            }
        }
        if (digits == 0) {
            return parseWord(text, at, to, negative);
        }
        if (at < to && (text[at] | 0x20) == 'e') {
            int power = exponent(text, at + 1, to);
            if (power == Integer.MIN_VALUE) {
                return false;
            }
            exponent += power;
        } else if (at < to) {
            return false;
        }
        // Clinger's fast path: both factors are exact, so one rounding gives the nearest double.
        if (mantissa > EXACT_MANTISSA_MAX || exponent < -22 || exponent > 22) {
            return parseSlowly(text, from, to);
        }
        double value = exponent < 0 ? mantissa / EXACT_POWERS[-exponent] : mantissa * EXACT_POWERS[exponent];
        doubleValue = negative ? -value : value;
        return true;
    }

    private static int exponent(byte[] text, int from, int to) {
        int at = from;
        boolean negative = at < to && text[at] == '-';
        if (at < to && (text[at] == '-' || text[at] == '+')) {
            at++;
        }
        if (at == to || to - at > 5) {
            return Integer.MIN_VALUE;
        }
        int value = 0;
        for (; at < to; at++) {
            int digit = text[at] - '0';
            if (digit < 0 || digit > 9) {
                return Integer.MIN_VALUE;
            }
            value = value * 10 + digit;
        }
        return negative ? -value : value;
    }

    /// For numbers that are checked to consist of digits, point and exponent so far as they were read.
    private boolean parseSlowly(byte[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            boolean numeric = text[i] >= '0' && text[i] <= '9' || text[i] == '.' || text[i] == '-' || text[i] == '+'
                    || (text[i] | 0x20) == 'e';
            if (!numeric) {
                return false;
            }
        }
        try {
            doubleValue = Double.parseDouble(new String(text, from, to - from, StandardCharsets.US_ASCII));
            return true;
        } catch (NumberFormatException malformed) {
            return false;
        }
    }

    private boolean parseWord(byte[] text, int from, int to, boolean negative) {
        if (matches(text, from, to, "nan")) {
            doubleValue = Double.NaN;
            return true;
        }
        if (matches(text, from, to, "inf") || matches(text, from, to, "infinity")) {
            doubleValue = negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
            return true;
        }
        return false;
    }

    /// `true`, `false`, `t` or `f` in any case.
    public boolean parseBoolean(byte[] text, int from, int to) {
        if (matches(text, from, to, "true") || matches(text, from, to, "t")) {
            booleanValue = true;
            return true;
        }
        if (matches(text, from, to, "false") || matches(text, from, to, "f")) {
            booleanValue = false;
            return true;
        }
        return false;
    }

    private static boolean matches(byte[] text, int from, int to, String word) {
        if (to - from != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if ((text[from + i] | 0x20) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
