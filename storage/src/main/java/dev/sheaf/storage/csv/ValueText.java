// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.csv;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalTime;

/// Writes values as the text that reading them back gives the same value. Not thread-safe.
final class ValueText {
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private final byte[] digits = new byte[20];

    void putLong(ByteArrayOutputStream out, long value) {
        if (value == Long.MIN_VALUE) {
            putAscii(out, "-9223372036854775808");
            return;
        }
        long left = Math.abs(value);
        int at = digits.length;
        do {
            digits[--at] = (byte) ('0' + left % 10);
            left /= 10;
        } while (left > 0);
        if (value < 0) {
            out.write('-');
        }
        out.write(digits, at, digits.length - at);
    }

    void putDouble(ByteArrayOutputStream out, double value, boolean real) {
        if (Double.isNaN(value)) {
            putAscii(out, "nan");
        } else if (Double.isInfinite(value)) {
            putAscii(out, value > 0 ? "inf" : "-inf");
        } else {
            String shortest = real ? Float.toString((float) value) : Double.toString(value);
            double size = Math.abs(value);
            boolean plain = shortest.indexOf('E') < 0 || size >= 1e-5 && size < 1e15;
            putAscii(out, plain && shortest.indexOf('E') >= 0 ? plain(shortest) : shortest.replace('E', 'e'));
        }
    }

    private static String plain(String scientific) {
        String text = new BigDecimal(scientific).toPlainString();
        return text.indexOf('.') < 0 ? text + ".0" : text;
    }

    void putDecimal(ByteArrayOutputStream out, long high, long low, int scale) {
        if (high == low >> 63 && scale == 0) {
            putLong(out, low);
            return;
        }
        BigInteger unscaled = high == low >> 63
                ? BigInteger.valueOf(low)
                : BigInteger.valueOf(high).shiftLeft(64).add(new BigInteger(Long.toUnsignedString(low)));
        putAscii(out, new BigDecimal(unscaled, scale).toPlainString());
    }

    void putDate(ByteArrayOutputStream out, int days) {
        putAscii(out, LocalDate.ofEpochDay(days).toString());
    }

    void putTime(ByteArrayOutputStream out, long micros) {
        LocalTime time = LocalTime.ofNanoOfDay(micros * 1000);
        putTwo(out, time.getHour());
        out.write(':');
        putTwo(out, time.getMinute());
        out.write(':');
        putTwo(out, time.getSecond());
        int fraction = (int) (micros % 1_000_000);
        if (fraction > 0) {
            String text = Integer.toString(1_000_000 + fraction);
            int end = text.length();
            while (text.charAt(end - 1) == '0') {
                end--;
            }
            out.write('.');
            putAscii(out, text.substring(1, end));
        }
    }

    /// @param instant whether an offset is shown, which is always UTC
    void putTimestamp(ByteArrayOutputStream out, long micros, boolean instant) {
        putDate(out, Math.toIntExact(Math.floorDiv(micros, MICROS_PER_DAY)));
        out.write(' ');
        putTime(out, Math.floorMod(micros, MICROS_PER_DAY));
        if (instant) {
            putAscii(out, "+00");
        }
    }

    private static void putTwo(ByteArrayOutputStream out, int value) {
        out.write('0' + value / 10);
        out.write('0' + value % 10);
    }

    static void putAscii(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        out.write(bytes, 0, bytes.length);
    }
}
