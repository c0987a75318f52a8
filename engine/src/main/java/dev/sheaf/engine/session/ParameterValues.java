// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.session;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.expression.ByteString;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.type.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Turns Java values into literals of the types that a statement's parameters have.
final class ParameterValues {
    private ParameterValues() {}

    /// @throws SheafException PARAMETER_COUNT, or INVALID_TEXT or NUMERIC_OUT_OF_RANGE for a value that the type can't
    /// hold
    static List<Literal> literals(List<? extends @Nullable Object> values, List<DataType> types) {
        if (values.size() != types.size()) {
            throw new SheafException(
                    ErrorCode.PARAMETER_COUNT,
                    "the statement has " + types.size() + " parameters, " + values.size() + " values were given");
        }
        List<Literal> literals = new ArrayList<>(values.size());
        for (int i = 0; i < values.size(); i++) {
            literals.add(literal(values, i, types.get(i)));
        }
        return literals;
    }

    /// One of the values.
    ///
    /// @throws SheafException as [#literals] does
    static Literal literal(List<? extends @Nullable Object> values, int index, DataType type) {
        if (index >= values.size()) {
            throw new SheafException(
                    ErrorCode.PARAMETER_COUNT, "there is no value for parameter " + (index + 1));
        }
        Object value = values.get(index);
        try {
            return value == null ? Literal.ofNull(type) : literal(value, type);
        } catch (ArithmeticException _) {
            throw new SheafException(
                    ErrorCode.NUMERIC_OUT_OF_RANGE,
                    "parameter " + (index + 1) + ": " + value + " is out of range for " + type.sqlName());
        } catch (NumberFormatException | DateTimeException | ClassCastException _) {
            throw new SheafException(
                    ErrorCode.INVALID_TEXT, "parameter " + (index + 1) + ": '" + value + "' is no " + type.sqlName());
        }
    }

    private static Literal literal(Object value, DataType type) {
        return new Literal(
                switch (type) {
                    case DataType.BooleanType _ -> truth(value);
                    case DataType.IntegerType integer -> integer(value, integer);
                    case DataType.FloatingType floating -> floating.bits() == 32
                            ? (double) number(value).floatValue()
                            : number(value).doubleValue();
                    case DataType.DecimalType decimal -> decimal(value, decimal);
                    case DataType.CharacterType _, DataType.JsonType _ -> value.toString();
                    case DataType.BinaryType _ -> ByteString.copyOf((byte[]) value);
                    case DataType.DateType _ -> timestamp(value).toLocalDate().toEpochDay();
                    case DataType.TimeType _ -> time(value).toNanoOfDay() / 1000;
                    case DataType.TimestampType timestamp -> timestamp.localTimeZone()
                            ? ChronoUnit.MICROS.between(Instant.EPOCH, instant(value))
                            : ChronoUnit.MICROS.between(
                                    Instant.EPOCH, timestamp(value).toInstant(ZoneOffset.UTC));
                    case DataType.IntervalType interval -> interval.kind() == DataType.IntervalType.Kind.YEAR_MONTH
                            ? ((Period) value).toTotalMonths()
                            : ChronoUnit.MICROS.between(Instant.EPOCH, Instant.EPOCH.plus((Duration) value));
                    case DataType.NullType _ -> throw new ClassCastException("a value for NULL");
                    case DataType.ArrayType _, DataType.RowType _, DataType.MapType _ -> throw new SheafException(
                            ErrorCode.NOT_SUPPORTED, "parameters of type " + type.sqlName());
                },
                type);
    }

    private static Boolean truth(Object value) {
        return switch (value) {
            case Boolean truth -> truth;
            case Number number -> number.doubleValue() != 0;
            default -> switch (value.toString().strip().toLowerCase(Locale.ROOT)) {
                case "true", "t", "yes", "on", "1" -> true;
                case "false", "f", "no", "off", "0" -> false;
                default -> throw new NumberFormatException(value.toString());
            };
        };
    }

    private static Long integer(Object value, DataType.IntegerType type) {
        long number = switch (value) {
            case Long whole -> whole;
            case Integer whole -> whole.longValue();
            default -> exact(value).setScale(0, RoundingMode.HALF_UP).longValueExact();
        };
        if (number < type.minValue() || number > type.maxValue()) {
            throw new ArithmeticException();
        }
        return number;
    }

    private static BigDecimal decimal(Object value, DataType.DecimalType type) {
        BigDecimal scaled = exact(value).setScale(type.scale(), RoundingMode.HALF_UP);
        if (scaled.precision() > type.precision()) {
            throw new ArithmeticException();
        }
        return scaled;
    }

    private static Number number(Object value) {
        return switch (value) {
            case Number number -> number;
            case Boolean truth -> truth ? 1 : 0;
            default -> Double.valueOf(value.toString().strip());
        };
    }

    private static BigDecimal exact(Object value) {
        return switch (value) {
            case BigDecimal decimal -> decimal;
            case BigInteger whole -> new BigDecimal(whole);
            case Long whole -> BigDecimal.valueOf(whole);
            case Integer whole -> BigDecimal.valueOf(whole);
            case Short whole -> BigDecimal.valueOf(whole);
            case Byte whole -> BigDecimal.valueOf(whole);
            case Boolean truth -> truth ? BigDecimal.ONE : BigDecimal.ZERO;
            default -> new BigDecimal(value.toString().strip());
        };
    }

    private static LocalDateTime timestamp(Object value) {
        return switch (value) {
            case LocalDateTime timestamp -> timestamp;
            case LocalDate date -> date.atStartOfDay();
            case OffsetDateTime timestamp -> timestamp.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
            case Instant instant -> LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
            case ZonedDateTime timestamp -> timestamp.withZoneSameInstant(ZoneOffset.UTC).toLocalDateTime();
            default -> {
                String text = value.toString().strip().replace(' ', 'T');
                yield text.indexOf('T') < 0 ? LocalDate.parse(text).atStartOfDay() : LocalDateTime.parse(text);
            }
        };
    }

    private static LocalTime time(Object value) {
        return switch (value) {
            case LocalTime time -> time;
            case LocalDateTime timestamp -> timestamp.toLocalTime();
            default -> LocalTime.parse(value.toString().strip());
        };
    }

    private static Instant instant(Object value) {
        return switch (value) {
            case Instant instant -> instant;
            case OffsetDateTime timestamp -> timestamp.toInstant();
            case ZonedDateTime timestamp -> timestamp.toInstant();
            default -> timestamp(value).toInstant(ZoneOffset.UTC);
        };
    }
}
