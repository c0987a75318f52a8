// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.flight;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DateMilliVector;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.DurationVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.IntervalYearVector;
import org.apache.arrow.vector.LargeVarBinaryVector;
import org.apache.arrow.vector.LargeVarCharVector;
import org.apache.arrow.vector.NullVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeMilliVector;
import org.apache.arrow.vector.TimeNanoVector;
import org.apache.arrow.vector.TimeSecVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.UInt2Vector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ViewVarBinaryVector;
import org.apache.arrow.vector.ViewVarCharVector;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/// Reads the values of parameters out of Arrow batches, as the classes that the engine takes. Clients send the types
/// they like; whether a value fits its parameter is the engine's to say.
final class ParameterRows {
    private static final long NANOS_PER_MICRO = 1_000;

    private ParameterRows() {}

    /// The values of one row.
    ///
    /// @throws SheafException NOT_SUPPORTED for a column of a type that no parameter has
    static List<@Nullable Object> row(VectorSchemaRoot root, int row) {
        List<@Nullable Object> values = new ArrayList<>(root.getFieldVectors().size());
        for (FieldVector vector : root.getFieldVectors()) {
            values.add(vector.isNull(row) ? null : value(vector, row));
        }
        return values;
    }

    private static Object value(FieldVector vector, int row) {
        return switch (vector) {
            case BitVector bits -> bits.get(row) != 0;
            case TinyIntVector ints -> (long) ints.get(row);
            case SmallIntVector ints -> (long) ints.get(row);
            case IntVector ints -> (long) ints.get(row);
            case BigIntVector ints -> ints.get(row);
            case UInt1Vector ints -> (long) (ints.get(row) & 0xff);
            case UInt2Vector ints -> (long) ints.get(row);
            case UInt4Vector ints -> ints.get(row) & 0xffff_ffffL;
            case UInt8Vector ints -> ints.getObjectNoOverflow(row);
            case Float4Vector floats -> floats.get(row);
            case Float8Vector doubles -> doubles.get(row);
            case DecimalVector decimals -> decimals.getObject(row);
            case Decimal256Vector decimals -> decimals.getObject(row);
            case VarCharVector text -> text.getObject(row).toString();
            case LargeVarCharVector text -> text.getObject(row).toString();
            case ViewVarCharVector text -> text.getObject(row).toString();
            case VarBinaryVector bytes -> bytes.get(row);
            case LargeVarBinaryVector bytes -> bytes.get(row);
            case ViewVarBinaryVector bytes -> bytes.get(row);
            case FixedSizeBinaryVector bytes -> bytes.get(row);
            case DateDayVector days -> LocalDate.ofEpochDay(days.get(row));
            case DateMilliVector millis -> timestamp(millis.get(row), TimeUnit.MILLISECOND).toLocalDate();
            case TimeSecVector seconds -> time(seconds.get(row), TimeUnit.SECOND);
            case TimeMilliVector millis -> time(millis.get(row), TimeUnit.MILLISECOND);
            case TimeMicroVector micros -> time(micros.get(row), TimeUnit.MICROSECOND);
            case TimeNanoVector nanos -> time(nanos.get(row), TimeUnit.NANOSECOND);
            case TimeStampVector stamps -> timestamp(stamps, row);
            case DurationVector durations -> durations.getObject(row);
            case IntervalYearVector months -> months.getObject(row);
            case NullVector _ -> throw new IllegalStateException("a value of a null vector");
            default -> throw new SheafException(
                    ErrorCode.NOT_SUPPORTED,
                    "parameters of Arrow's type " + vector.getField().getType());
        };
    }

    private static Object timestamp(TimeStampVector stamps, int row) {
        ArrowType.Timestamp type = (ArrowType.Timestamp) stamps.getField().getType();
        LocalDateTime value = timestamp(stamps.get(row), type.getUnit());
        String zone = type.getTimezone();
        return zone == null
                ? value
                : ZonedDateTime.ofInstant(value.toInstant(ZoneOffset.UTC), ZoneId.of(zone)).toOffsetDateTime();
    }

    private static LocalDateTime timestamp(long value, TimeUnit unit) {
        long perSecond = perSecond(unit);
        long nanos = Math.floorMod(value, perSecond) * (1_000_000_000 / perSecond);
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(value, perSecond), (int) (nanos / NANOS_PER_MICRO * NANOS_PER_MICRO), ZoneOffset.UTC);
    }

    private static LocalTime time(long value, TimeUnit unit) {
        return LocalTime.ofNanoOfDay(value * (1_000_000_000 / perSecond(unit)));
    }

    private static long perSecond(TimeUnit unit) {
        return switch (unit) {
            case SECOND -> 1;
            case MILLISECOND -> 1_000;
            case MICROSECOND -> 1_000_000;
            case NANOSECOND -> 1_000_000_000;
        };
    }
}
