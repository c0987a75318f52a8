// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.expression;

import dev.sheaf.core.expression.ByteString;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.BooleanType;
import dev.sheaf.core.type.DataType.DecimalType;
import dev.sheaf.core.type.DataType.FloatingType;
import dev.sheaf.core.type.DataType.IntegerType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A column for tests as Java objects, of the classes that literals have.
record TestColumn(DataType type, List<Object> values) {
    private static final String[] WORDS = {
        "", "a", "A", "abc", "abcd", "abcde", "twelve bytes", "thirteen byte", "special requests sleep furiously",
        "special packages, express requests", "Zürich", "naïve café", "日本語のテキスト", "😀 smile", "%_\\", "  padded  ",
        "special", "requests", "SPECIAL REQUESTS", "0", "a%b", "a_b", "aXb", "\n", "ends with requests",
    };

    /// Random values, many of them at the edges of the type.
    static TestColumn random(DataType type, int rowCount, int nullPercent, Random random) {
        List<Object> values = new ArrayList<>(rowCount);
        for (int i = 0; i < rowCount; i++) {
            values.add(random.nextInt(100) < nullPercent ? null : value(type, random));
        }
        return new TestColumn(type, values);
    }

    static Object value(DataType type, Random random) {
        return switch (type) {
            case BooleanType _ -> random.nextBoolean();
            case IntegerType integer -> integer(integer, random);
            case FloatingType floating -> floating(floating, random);
            case DecimalType decimal -> decimal(decimal, random);
            case DataType.CharacterType _ -> text(random);
            case DataType.BinaryType _ -> {
                byte[] bytes = new byte[random.nextInt(30)];
                random.nextBytes(bytes);
                yield ByteString.copyOf(bytes);
            }
            case DataType.DateType _ -> (long) switch (random.nextInt(8)) {
                case 0 -> -719162;
                case 1 -> 2932896;
                case 2 -> 0;
                default -> random.nextInt(-50000, 50000);
            };
            case DataType.TimeType _ -> random.nextInt(4) == 0 ? 86_399_999_999L : random.nextLong(86_400_000_000L);
            case DataType.TimestampType _ -> switch (random.nextInt(8)) {
                case 0 -> -719162L * 86_400_000_000L;
                case 1 -> 2932897L * 86_400_000_000L - 1;
                case 2 -> 0L;
                case 3 -> random.nextInt(-40000, 40000) * 86_400_000_000L;
                default -> random.nextLong(-2_000_000_000_000_000L, 4_000_000_000_000_000L);
            };
            case DataType.IntervalType interval -> interval.kind() == DataType.IntervalType.Kind.YEAR_MONTH
                    ? (long) random.nextInt(-500, 500)
                    : random.nextLong(-10_000_000_000_000L, 10_000_000_000_000L);
            default -> throw new IllegalArgumentException(type.sqlName());
        };
    }

    private static Long integer(IntegerType type, Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> type.minValue();
            case 1 -> type.maxValue();
            case 2 -> 0L;
            case 3 -> -1L;
            case 4 -> 1L;
            case 5 -> random.nextLong() >> (64 - type.bits());
            default -> (long) random.nextInt(-100, 100);
        };
    }

    private static Double floating(FloatingType type, Random random) {
        double value = switch (random.nextInt(14)) {
            case 0 -> Double.NaN;
            case 1 -> Double.POSITIVE_INFINITY;
            case 2 -> Double.NEGATIVE_INFINITY;
            case 3 -> -0.0;
            case 4 -> 0.0;
            case 5 -> type.bits() == 32 ? Float.MAX_VALUE : Double.MAX_VALUE;
            case 6 -> type.bits() == 32 ? Float.MIN_VALUE : Double.MIN_VALUE;
            case 7 -> random.nextInt(-20, 20) + 0.5;
            case 8 -> 0.49999999999999994;
            case 9 -> random.nextLong();
            default -> random.nextGaussian() * 100;
        };
        return type.bits() == 32 ? (float) value : value;
    }

    private static BigDecimal decimal(DecimalType type, Random random) {
        BigInteger limit = BigInteger.TEN.pow(type.precision());
        BigInteger unscaled = switch (random.nextInt(8)) {
            case 0 -> limit.subtract(BigInteger.ONE);
            case 1 -> limit.subtract(BigInteger.ONE).negate();
            case 2 -> BigInteger.ZERO;
            case 3 -> new BigInteger(type.precision() * 3, random);
            case 4 -> BigInteger.valueOf(random.nextLong()).mod(limit);
            default -> BigInteger.valueOf(random.nextInt(-10000, 10000));
        };
        return new BigDecimal(unscaled.remainder(limit), type.scale());
    }

    private static String text(Random random) {
        String word = WORDS[random.nextInt(WORDS.length)];
        return switch (random.nextInt(4)) {
            case 0 -> word + WORDS[random.nextInt(WORDS.length)];
            case 1 -> WORDS[random.nextInt(WORDS.length)] + " " + word + " " + WORDS[random.nextInt(WORDS.length)];
            default -> word;
        };
    }

    int size() {
        return values.size();
    }

    List<Literal> literals() {
        List<Literal> literals = new ArrayList<>(values.size());
        values.forEach(value -> literals.add(new Literal(value, type)));
        return literals;
    }
}
