// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.data;

import dev.sheaf.core.expression.ByteString;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.DecimalType;
import dev.sheaf.core.vector.BooleanVector;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.core.vector.StringVector;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Java values in vectors, in the classes that [dev.sheaf.core.expression.Literal] uses. Slow and simple.
public final class VectorValues {
    private VectorValues() {}

    /// Writes a value or null. Long strings get native memory of their own, which the garbage collector frees.
    public static void set(FlatVector vector, int row, @Nullable Object value) {
        if (value == null) {
            vector.setNull(row);
            return;
        }
        switch (vector) {
            case BooleanVector booleans -> {
                long mask = 1L << row;
                long word = booleans.bits()[row >> 6];
                booleans.bits()[row >> 6] = (Boolean) value ? word | mask : word & ~mask;
            }
            case IntVector ints -> ints.values()[row] = Math.toIntExact((Long) value);
            case LongVector longs -> longs.values()[row] = (Long) value;
            case DoubleVector doubles -> doubles.values()[row] = (Double) value;
            case DecimalVector decimals -> setDecimal(decimals, row, (BigDecimal) value);
            case StringVector strings -> setBytes(strings, row, bytes(value));
        }
    }

    private static void setDecimal(DecimalVector vector, int row, BigDecimal value) {
        BigInteger unscaled = value.unscaledValue();
        if (unscaled.bitLength() > 63) {
            vector.widen(vector.capacity());
        }
        vector.values()[row] = unscaled.longValue();
        if (vector.wide()) {
            vector.high()[row] = unscaled.shiftRight(64).longValue();
        }
    }

    private static byte[] bytes(Object value) {
        return value instanceof ByteString binary
                ? binary.toByteArray()
                : ((String) value).getBytes(StandardCharsets.UTF_8);
    }

    private static void setBytes(StringVector vector, int row, byte[] bytes) {
        MemorySegment heap = Arena.ofAuto().allocate(Math.max(1, bytes.length));
        MemorySegment.copy(MemorySegment.ofArray(bytes), 0, heap, 0, bytes.length);
        vector.set(row, vector.addHeap(heap), 0, bytes.length);
    }

    /// Reads a value, null for null.
    public static @Nullable Object get(FlatVector vector, int row) {
        if (vector.isNull(row)) {
            return null;
        }
        return switch (vector) {
            case BooleanVector booleans -> booleans.value(row);
            case IntVector ints -> (long) ints.values()[row];
            case LongVector longs -> longs.values()[row];
            case DoubleVector doubles -> doubles.values()[row];
            case DecimalVector decimals -> decimal(decimals, row);
            case StringVector strings -> text(strings, row);
        };
    }

    private static BigDecimal decimal(DecimalVector vector, int row) {
        BigInteger unscaled = BigInteger.valueOf(vector.highWord(row))
                .shiftLeft(64)
                .add(new BigInteger(Long.toUnsignedString(vector.values()[row])));
        return new BigDecimal(unscaled, ((DecimalType) vector.type()).scale());
    }

    private static Object text(StringVector vector, int row) {
        byte[] bytes = vector.bytes(row);
        return vector.type() instanceof DataType.BinaryType
                ? ByteString.copyOf(bytes)
                : new String(bytes, StandardCharsets.UTF_8);
    }
}
