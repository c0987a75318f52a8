// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.jdbc;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;

/// Converts values between Java classes as JDBC's getters allow. Dates and times without a zone become `java.sql`
/// values whose fields in the default zone (or the calendar's) are theirs.
final class ValueConverter {
    private ValueConverter() {}

    /// @param value never null; of a class that [ValueReader] makes
    /// @param zone the zone in which `java.sql` values are meant
    static <T> T convert(Object value, Class<T> target, ZoneId zone) throws SQLException {
        if (target.isInstance(value)) {
            return target.cast(value);
        }
        Object converted = switch (target.getName()) {
            case "java.lang.String" -> ValueText.of(value);
            case "java.lang.Boolean", "boolean" -> toBoolean(value);
            case "java.lang.Byte", "byte" -> (byte) toLong(value, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case "java.lang.Short", "short" -> (short) toLong(value, Short.MIN_VALUE, Short.MAX_VALUE);
            case "java.lang.Integer", "int" -> (int) toLong(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case "java.lang.Long", "long" -> toLong(value, Long.MIN_VALUE, Long.MAX_VALUE);
            case "java.lang.Float", "float" -> (float) toDouble(value);
            case "java.lang.Double", "double" -> toDouble(value);
            case "java.math.BigDecimal" -> toDecimal(value);
            case "java.math.BigInteger" -> toDecimal(value).toBigInteger();
            case "[B" -> toBytes(value);
            case "java.time.LocalDate" -> toLocalDateTime(value).toLocalDate();
            case "java.time.LocalTime" -> toLocalTime(value);
            case "java.time.LocalDateTime" -> toLocalDateTime(value);
            case "java.time.OffsetDateTime" -> toZoned(value, zone).toOffsetDateTime();
            case "java.time.ZonedDateTime" -> toZoned(value, zone);
            case "java.time.Instant" -> toZoned(value, zone).toInstant();
            case "java.sql.Date" -> new Date(
                    toLocalDateTime(value).toLocalDate().atStartOfDay(zone).toInstant().toEpochMilli());
            case "java.sql.Time" -> new Time(
                    LocalDate.EPOCH.atTime(toLocalTime(value)).atZone(zone).toInstant().toEpochMilli());
            case "java.sql.Timestamp" -> timestamp(value, zone);
            default -> throw impossible(value, target.getName());
        };
        @SuppressWarnings("unchecked") // the switch gives each class what it asks for, primitives boxed
        T result = (T) converted;
        return result;
    }

    private static Timestamp timestamp(Object value, ZoneId zone) throws SQLException {
        return Timestamp.from(toZoned(value, zone).toInstant());
    }

    private static boolean toBoolean(Object value) throws SQLException {
        return switch (value) {
            case Boolean truth -> truth;
            case BigDecimal decimal -> decimal.signum() != 0;
            case Number number -> number.doubleValue() != 0;
            case String text -> switch (text.strip().toLowerCase(Locale.ROOT)) {
                case "true", "t", "yes", "on", "1" -> true;
                case "false", "f", "no", "off", "0" -> false;
                default -> throw impossible(value, "boolean");
            };
            default -> throw impossible(value, "boolean");
        };
    }

    private static long toLong(Object value, long least, long most) throws SQLException {
        BigInteger number = value instanceof Long || value instanceof Integer
                ? BigInteger.valueOf(((Number) value).longValue())
                : toDecimal(value).toBigInteger();
        if (number.compareTo(BigInteger.valueOf(least)) < 0 || number.compareTo(BigInteger.valueOf(most)) > 0) {
            throw JdbcErrors.invalid(ValueText.of(value) + " is out of range");
        }
        return number.longValue();
    }

    private static double toDouble(Object value) throws SQLException {
        return switch (value) {
            case Number number -> number.doubleValue();
            case Boolean truth -> truth ? 1 : 0;
            case String text -> {
                try {
                    yield Double.parseDouble(text.strip());
                } catch (NumberFormatException _) {
                    throw impossible(value, "number");
                }
            }
            default -> throw impossible(value, "number");
        };
    }

    private static BigDecimal toDecimal(Object value) throws SQLException {
        try {
            return switch (value) {
                case BigDecimal decimal -> decimal;
                case Double number -> BigDecimal.valueOf(number);
                case Float number -> new BigDecimal(number.toString());
                case Number number -> BigDecimal.valueOf(number.longValue());
                case Boolean truth -> truth ? BigDecimal.ONE : BigDecimal.ZERO;
                case String text -> new BigDecimal(text.strip());
                default -> throw impossible(value, "number");
            };
        } catch (NumberFormatException _) {
            throw impossible(value, "number");
        }
    }

    private static byte[] toBytes(Object value) throws SQLException {
        if (value instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        throw impossible(value, "bytes");
    }

    private static LocalDateTime toLocalDateTime(Object value) throws SQLException {
        return switch (value) {
            case LocalDateTime timestamp -> timestamp;
            case LocalDate date -> date.atStartOfDay();
            case OffsetDateTime timestamp -> timestamp.toLocalDateTime();
            case String text -> parse(text);
            default -> throw impossible(value, "date");
        };
    }

    private static LocalTime toLocalTime(Object value) throws SQLException {
        return switch (value) {
            case LocalTime time -> time;
            case LocalDateTime timestamp -> timestamp.toLocalTime();
            case OffsetDateTime timestamp -> timestamp.toLocalTime();
            case String text -> {
                try {
                    yield LocalTime.parse(text.strip());
                } catch (DateTimeException _) {
                    throw impossible(value, "time");
                }
            }
            default -> throw impossible(value, "time");
        };
    }

    private static ZonedDateTime toZoned(Object value, ZoneId zone) throws SQLException {
        return value instanceof OffsetDateTime timestamp
                ? timestamp.toZonedDateTime()
                : toLocalDateTime(value).atZone(zone);
    }

    private static LocalDateTime parse(String text) throws SQLException {
        String plain = text.strip().replace(' ', 'T');
        try {
            return plain.indexOf('T') < 0 ? LocalDate.parse(plain).atStartOfDay() : LocalDateTime.parse(plain);
        } catch (DateTimeException _) {
            throw impossible(text, "date");
        }
    }

    private static SQLException impossible(Object value, String target) {
        return JdbcErrors.invalid("'" + ValueText.of(value) + "' can't be read as " + target);
    }
}
