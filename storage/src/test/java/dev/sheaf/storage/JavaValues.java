// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.vector.BooleanVector;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.core.vector.StringVector;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Vectors as Java values, in the classes that [DuckDbFiles] gives too, so that rows can be compared.
public final class JavaValues {
    private JavaValues() {}

    /// Appends the rows of a chunk that are in play.
    public static void append(Chunk chunk, List<List<Object>> rows) {
        for (int row = 0; row < chunk.rowCount(); row++) {
            if (chunk.selection() == null || chunk.selection().contains(row)) {
                List<Object> values = new ArrayList<>();
                for (int column = 0; column < chunk.columnCount(); column++) {
                    values.add(value(chunk.flat(column), row));
                }
                rows.add(values);
            }
        }
    }

    public static Object value(FlatVector vector, int row) {
        if (vector.isNull(row)) {
            return null;
        }
        DataType type = vector.type();
        return switch (vector) {
            case IntVector ints -> ofLong(ints.values()[row], type);
            case LongVector longs -> ofLong(longs.values()[row], type);
            case DoubleVector doubles -> type.equals(DataType.REAL)
                    ? (Object) (float) doubles.values()[row]
                    : (Object) doubles.values()[row];
            case BooleanVector booleans -> booleans.value(row);
            case DecimalVector decimals -> new BigDecimal(
                    BigInteger.valueOf(decimals.highWord(row))
                            .shiftLeft(64)
                            .add(new BigInteger(Long.toUnsignedString(decimals.values()[row]))),
                    ((DataType.DecimalType) type).scale());
            case StringVector strings -> type.equals(DataType.VARBINARY)
                    ? HexFormat.of().formatHex(strings.bytes(row))
                    : new String(strings.bytes(row), StandardCharsets.UTF_8);
        };
    }

    private static Object ofLong(long value, DataType type) {
        return switch (type) {
            case DataType.DateType _ -> LocalDate.ofEpochDay(value);
            case DataType.TimeType _ -> LocalTime.ofNanoOfDay(value * 1000);
            case DataType.TimestampType _ ->
                    LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC).plus(value, ChronoUnit.MICROS);
            default -> value;
        };
    }
}
