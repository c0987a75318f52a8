// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.jdbc;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.HexFormat;

/// The text of values, as casting them to VARCHAR gives it.
final class ValueText {
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("HH:mm:ss")
            .optionalStart()
            .appendFraction(ChronoField.MICRO_OF_SECOND, 0, 6, true)
            .toFormatter();
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;

    private ValueText() {}

    static String of(Object value) {
        return switch (value) {
            case BigDecimal decimal -> decimal.toPlainString();
            case Double number -> ofDouble(number, Double.toString(number), 1e15);
            case Float number -> ofDouble(number, Float.toString(number), 1e6);
            case LocalTime time -> TIME.format(time);
            case LocalDate date -> date.toString();
            case LocalDateTime timestamp -> timestamp.toLocalDate() + " " + TIME.format(timestamp.toLocalTime());
            case OffsetDateTime timestamp -> timestamp.toLocalDate() + " " + TIME.format(timestamp.toLocalTime())
                    + offset(timestamp.getOffset().getTotalSeconds());
            case Period months -> months(months.toTotalMonths());
            case Duration span -> span(span);
            case byte[] bytes -> "\\x" + HexFormat.of().formatHex(bytes);
            default -> value.toString();
        };
    }

    /// @param exponentFrom from which size on an exponent is written
    private static String ofDouble(double number, String shortest, double exponentFrom) {
        if (Double.isNaN(number)) {
            return "NaN";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "Infinity" : "-Infinity";
        }
        double size = Math.abs(number);
        if (size != 0 && (size < 1e-4 || size >= exponentFrom)) {
            return scientific(shortest);
        }
        String plain = new BigDecimal(shortest).stripTrailingZeros().toPlainString();
        return number == 0 && 1 / number < 0 ? "-0" : plain;
    }

    private static String scientific(String shortest) {
        BigDecimal decimal = new BigDecimal(shortest).stripTrailingZeros();
        int exponent = decimal.precision() - decimal.scale() - 1;
        String digits = decimal.unscaledValue().abs().toString();
        String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
        String power = Math.abs(exponent) < 10 ? "0" + Math.abs(exponent) : Integer.toString(Math.abs(exponent));
        return (decimal.signum() < 0 ? "-" : "") + digits.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+")
                + power;
    }

    private static String offset(int seconds) {
        int minutes = Math.abs(seconds) / 60;
        String text = (seconds < 0 ? "-" : "+") + String.format("%02d", minutes / 60);
        return minutes % 60 == 0 ? text : text + String.format(":%02d", minutes % 60);
    }

    private static String months(long months) {
        return (months < 0 ? "-" : "") + Math.abs(months) / 12 + "-" + Math.abs(months) % 12;
    }

    private static String span(Duration span) {
        long micros = Math.addExact(
                Math.multiplyExact(span.getSeconds(), MICROS_PER_SECOND), span.getNano() / 1000);
        long size = Math.abs(micros);
        LocalTime time = LocalTime.ofNanoOfDay(size % MICROS_PER_DAY * 1000);
        return (micros < 0 ? "-" : "") + size / MICROS_PER_DAY + " " + TIME.format(time);
    }
}
