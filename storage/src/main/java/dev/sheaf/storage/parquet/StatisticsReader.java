// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import dev.sheaf.core.type.DataType;
import dev.sheaf.storage.scan.ValueBounds;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.format.Statistics;
import org.jspecify.annotations.Nullable;

/// Turns stored minimums and maximums into bounds in the column's SQL type. Where writers are known to have disagreed
/// on the order (the older fields for strings and unsigned numbers, INT96), the bound is unknown.
final class StatisticsReader {
    private StatisticsReader() {}

    /// Bounds of a column chunk from its statistics.
    static ValueBounds bounds(ParquetColumn column, @Nullable Statistics statistics, long rowCount) {
        if (statistics == null) {
            return ValueBounds.UNKNOWN;
        }
        boolean older = !statistics.isSetMin_value() && !statistics.isSetMax_value();
        ByteBuffer min = older ? olderBound(column, statistics.min) : statistics.min_value;
        ByteBuffer max = older ? olderBound(column, statistics.max) : statistics.max_value;
        boolean nullsKnown = statistics.isSetNull_count();
        boolean someNan = !(statistics.isSetNan_count() && statistics.nan_count == 0) && isFloating(column);
        return new ValueBounds(
                decode(column, min),
                decode(column, max),
                column.optional() && !(nullsKnown && statistics.null_count == 0),
                nullsKnown && rowCount > 0 && statistics.null_count == rowCount,
                someNan);
    }

    private static @Nullable ByteBuffer olderBound(ParquetColumn column, @Nullable ByteBuffer bound) {
        return switch (column.conversion()) {
            case UINT_TO_LONG, ULONG_TO_DECIMAL -> null;
            default -> column.stored() == ParquetType.BYTE_ARRAY || column.stored() == ParquetType.FIXED ? null : bound;
        };
    }

    static boolean isFloating(ParquetColumn column) {
        return column.field().type() instanceof DataType.FloatingType;
    }

    /// One bound in the form of [ValueBounds], or null when it is missing, has the wrong length or no known order.
    static @Nullable Object decode(ParquetColumn column, @Nullable ByteBuffer bound) {
        if (bound == null || column.unsupported() != null) {
            return null;
        }
        int length = bound.remaining();
        return switch (column.stored()) {
            case BOOLEAN -> length == 1 ? (Object) (bound.get(bound.position()) != 0) : null;
            case INT32 -> length == 4 ? ofInt(column, littleInt(bound)) : null;
            case INT64 -> length == 8 ? ofLong(column, littleLong(bound)) : null;
            case FLOAT -> length == 4 ? number(Float.intBitsToFloat(littleInt(bound))) : null;
            case DOUBLE -> length == 8 ? number(Double.longBitsToDouble(littleLong(bound))) : null;
            case BYTE_ARRAY, FIXED -> ofBytes(column, bound);
        };
    }

    /// Without a view of the bytes in the other order: bounds are looked at for each row group of a scan.
    private static int littleInt(ByteBuffer bytes) {
        int value = bytes.getInt(bytes.position());
        return bytes.order() == ByteOrder.LITTLE_ENDIAN ? value : Integer.reverseBytes(value);
    }

    private static long littleLong(ByteBuffer bytes) {
        long value = bytes.getLong(bytes.position());
        return bytes.order() == ByteOrder.LITTLE_ENDIAN ? value : Long.reverseBytes(value);
    }

    private static @Nullable Object number(double value) {
        return Double.isNaN(value) ? null : value;
    }

    private static Object ofInt(ParquetColumn column, int value) {
        return switch (column.conversion()) {
            case UINT_TO_LONG -> value & 0xFFFF_FFFFL;
            case INT_MILLIS_TO_MICROS -> value * 1000L;
            case INT_TO_LONG -> decimal(column, value);
            default -> (long) value;
        };
    }

    private static @Nullable Object ofLong(ParquetColumn column, long value) {
        return switch (column.conversion()) {
            case MILLIS_TO_MICROS -> Math.abs(value) > Long.MAX_VALUE / 1000 ? null : value * 1000;
            case NANOS_TO_MICROS -> Math.floorDiv(value, 1000L);
            case ULONG_TO_DECIMAL -> new BigDecimal(Long.toUnsignedString(value));
            default -> column.field().type() instanceof DataType.DecimalType
                    ? decimal(column, value)
                    : (Object) value;
        };
    }

    private static @Nullable Object ofBytes(ParquetColumn column, ByteBuffer bytes) {
        byte[] value = new byte[bytes.remaining()];
        bytes.get(bytes.position(), value);
        return switch (column.conversion()) {
            case NONE -> value;
            case BYTES_TO_DECIMAL -> value.length == 0 ? null : decimal(column, new BigInteger(value));
            default -> null;
        };
    }

    private static BigDecimal decimal(ParquetColumn column, BigInteger unscaled) {
        return new BigDecimal(unscaled, ((DataType.DecimalType) column.field().type()).scale());
    }

    private static BigDecimal decimal(ParquetColumn column, long unscaled) {
        return BigDecimal.valueOf(unscaled, ((DataType.DecimalType) column.field().type()).scale());
    }
}
