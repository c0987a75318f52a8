// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.jdbc;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.vector.BooleanVector;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.core.vector.StringVector;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// Makes Java values of vector values: the classes of `java.time` for dates and times, `BigDecimal` for decimals.
final class ValueReader {
    private static final BigInteger UNSIGNED_64 = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    private ValueReader() {}

    /// The value, or null.
    static @Nullable Object value(FlatVector vector, int row, ZoneId zone) {
        if (vector.isNull(row)) {
            return null;
        }
        return switch (vector) {
            case BooleanVector booleans -> booleans.value(row);
            case IntVector ints -> ofInt(vector.type(), ints.values()[row]);
            case LongVector longs -> ofLong(vector.type(), longs.values()[row], zone);
            case DoubleVector doubles -> vector.type().equals(DataType.REAL)
                    ? (Object) (float) doubles.values()[row]
                    : (Object) doubles.values()[row];
            case DecimalVector decimals -> decimal(decimals, row);
            case StringVector strings -> vector.type() instanceof DataType.BinaryType
                    ? strings.bytes(row)
                    : new String(strings.bytes(row), StandardCharsets.UTF_8);
        };
    }

    private static @Nullable Object ofInt(DataType type, int value) {
        return switch (type) {
            case DataType.DateType _ -> LocalDate.ofEpochDay(value);
            case DataType.IntervalType _ -> Period.ofMonths(value).normalized();
            case DataType.NullType _ -> null;
            default -> value;
        };
    }

    private static Object ofLong(DataType type, long value, ZoneId zone) {
        return switch (type) {
            case DataType.TimeType _ -> LocalTime.ofNanoOfDay(value * 1000);
            case DataType.TimestampType timestamp -> timestamp.localTimeZone()
                    ? OffsetDateTime.ofInstant(instant(value), zone)
                    : LocalDateTime.ofInstant(instant(value), ZoneOffset.UTC);
            case DataType.IntervalType _ -> Duration.of(value, ChronoUnit.MICROS);
            default -> value;
        };
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static BigDecimal decimal(DecimalVector vector, int row) {
        int scale = ((DataType.DecimalType) vector.type()).scale();
        long low = vector.values()[row];
        if (!vector.wide()) {
            return BigDecimal.valueOf(low, scale);
        }
        BigInteger unscaled = BigInteger.valueOf(vector.high()[row])
                .shiftLeft(64)
                .add(BigInteger.valueOf(low).and(UNSIGNED_64));
        return new BigDecimal(unscaled, scale);
    }
}
