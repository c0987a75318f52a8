// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.convert;

import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.BooleanType;
import dev.sheaf.core.type.DataType.CharacterType;
import dev.sheaf.core.type.DataType.DateType;
import dev.sheaf.core.type.DataType.DecimalType;
import dev.sheaf.core.type.DataType.FloatingType;
import dev.sheaf.core.type.DataType.IntegerType;
import dev.sheaf.core.type.DataType.TimestampType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Casts constants by the rules S54 to S64 of docs/semantics.md. What can't be cast, or not here, is left to execution,
/// so that it fails only when its value is needed.
final class LiteralCasts {
    private static final long MICROS_PER_DAY = 86_400_000_000L;
    private static final Pattern INTEGER = Pattern.compile("[-+]?\\d{1,18}");
    private static final Pattern NUMBER = Pattern.compile("[-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d{1,3})?");
    private static final Pattern INSTANT = Pattern.compile(
            "\\s*(\\d{4})-(\\d{1,2})-(\\d{1,2})(?:[ T](\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,9}))?)?)?\\s*");

    private LiteralCasts() {}

    static Optional<Literal> cast(Literal literal, DataType target) {
        if (literal.value() == null) {
            return Optional.of(Literal.ofNull(target));
        }
        try {
            return switch (literal.type()) {
                case IntegerType _ -> fromDecimal(BigDecimal.valueOf(literal.asLong()), target);
                case DecimalType _ -> fromDecimal(literal.asDecimal(), target);
                case FloatingType _ -> target.equals(DataType.DOUBLE)
                        ? Optional.of(Literal.of(literal.asDouble()))
                        : Optional.empty();
                case CharacterType _ -> fromText(literal.asString(), target);
                case DateType _ -> target.equals(DataType.TIMESTAMP)
                        ? Optional.of(new Literal(Math.multiplyExact(literal.asLong(), MICROS_PER_DAY), target))
                        : Optional.empty();
                case TimestampType timestamp -> !timestamp.localTimeZone() && target instanceof DateType
                        ? Optional.of(new Literal(Math.floorDiv(literal.asLong(), MICROS_PER_DAY), target))
                        : Optional.empty();
                default -> Optional.empty();
            };
        } catch (ArithmeticException | DateTimeException | NumberFormatException failure) {
            return Optional.empty();
        }
    }

    private static Optional<Literal> fromDecimal(BigDecimal value, DataType target) {
        return switch (target) {
            case IntegerType integer -> {
                BigDecimal whole = value.setScale(0, RoundingMode.HALF_UP);
                boolean fits = whole.compareTo(BigDecimal.valueOf(integer.minValue())) >= 0
                        && whole.compareTo(BigDecimal.valueOf(integer.maxValue())) <= 0;
                yield fits ? Optional.of(new Literal(whole.longValueExact(), target)) : Optional.empty();
            }
            case DecimalType decimal -> {
                BigDecimal scaled = value.setScale(decimal.scale(), RoundingMode.HALF_UP);
                yield scaled.precision() <= decimal.precision() || scaled.signum() == 0
                        ? Optional.of(new Literal(scaled, target))
                        : Optional.empty();
            }
            case FloatingType floating -> {
                double nearest = floating.bits() == 32 ? (double) value.floatValue() : value.doubleValue();
                yield Double.isInfinite(nearest) ? Optional.empty() : Optional.of(new Literal(nearest, target));
            }
            case CharacterType text -> text.fixed() || text.length() != CharacterType.UNBOUNDED
                    ? Optional.empty()
                    : Optional.of(new Literal(value.toPlainString(), target));
            default -> Optional.empty();
        };
    }

    private static Optional<Literal> fromText(String text, DataType target) {
        String stripped = text.strip();
        return switch (target) {
            case IntegerType _ -> INTEGER.matcher(stripped).matches()
                    ? fromDecimal(new BigDecimal(stripped), target)
                    : Optional.empty();
            case DecimalType _, FloatingType _ -> NUMBER.matcher(stripped).matches()
                    ? fromDecimal(new BigDecimal(stripped), target)
                    : Optional.empty();
            case CharacterType character -> character.fixed()
                    ? Optional.empty()
                    : Optional.of(new Literal(cut(text, character.length()), target));
            case BooleanType _ -> switch (stripped.toLowerCase(Locale.ROOT)) {
                case "true", "t", "yes", "y", "on", "1" -> Optional.of(Literal.TRUE);
                case "false", "f", "no", "n", "off", "0" -> Optional.of(Literal.FALSE);
                default -> Optional.empty();
            };
            case DateType _ -> instant(text).map(micros -> new Literal(Math.floorDiv(micros, MICROS_PER_DAY), target));
            case TimestampType timestamp -> timestamp.localTimeZone()
                    ? Optional.empty()
                    : instant(text).map(micros -> new Literal(micros, target));
            default -> Optional.empty();
        };
    }

    private static String cut(String text, int length) {
        return length == CharacterType.UNBOUNDED || text.codePointCount(0, text.length()) <= length
                ? text
                : text.substring(0, text.offsetByCodePoints(0, length));
    }

    /// Microseconds since 1970 of a date with or without a time.
    private static Optional<Long> instant(String text) {
        Matcher matcher = INSTANT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        LocalDate date = LocalDate.of(number(matcher, 1), number(matcher, 2), number(matcher, 3));
        if (date.getYear() < 1) {
            return Optional.empty();
        }
        int hour = number(matcher, 4);
        int minute = number(matcher, 5);
        int second = number(matcher, 6);
        if (hour > 23 || minute > 59 || second > 59) {
            return Optional.empty();
        }
        long micros = 0;
        if (matcher.group(7) != null) {
            micros = new BigDecimal("0." + matcher.group(7))
                    .movePointRight(6)
                    .setScale(0, RoundingMode.HALF_UP)
                    .longValueExact();
        }
        long seconds = (hour * 60L + minute) * 60L + second;
        return Optional.of(date.toEpochDay() * MICROS_PER_DAY + seconds * 1_000_000L + micros);
    }

    private static int number(Matcher matcher, int group) {
        return matcher.group(group) == null ? 0 : Integer.parseInt(matcher.group(group));
    }
}
