// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.memory;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.BooleanVector;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.core.vector.StringViews;
import dev.sheaf.storage.scan.ValueBounds;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// Encodes one block of one column: whole numbers as differences to the smallest one (frame of reference) in as few
/// whole bytes as hold them, and with each block its bounds.
final class BlockEncoder {
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final SegmentMemory memory;
    private final long[] valid;
    private final int count;
    private final int nullCount;

    BlockEncoder(SegmentMemory memory, long[] valid, int count, int nullCount) {
        this.memory = memory;
        this.valid = valid;
        this.count = count;
        this.nullCount = nullCount;
    }

    ColumnBlock encode(FlatVector rows) {
        return switch (rows) {
            case IntVector ints -> {
                long[] wide = new long[count];
                for (int i = 0; i < count; i++) {
                    wide[i] = ints.values()[i];
                }
                yield numbers(wide, null);
            }
            case LongVector longs -> numbers(longs.values(), null);
            case DecimalVector decimals -> decimals.wide()
                    ? wideDecimals(decimals)
                    : numbers(decimals.values(), (DataType.DecimalType) rows.type());
            case DoubleVector doubles -> doubles(doubles.values(), rows.type().equals(DataType.REAL));
            case BooleanVector booleans -> bits(booleans);
            case StringVector _ -> throw new IllegalStateException("strings have codes or views");
        };
    }

    private ColumnBlock numbers(long[] values, DataType.@Nullable DecimalType decimal) {
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            if (nullCount == 0 || Bits.get(valid, i)) {
                min = Math.min(min, values[i]);
                max = Math.max(max, values[i]);
            }
        }
        if (nullCount == count) {
            return block(BlockForm.CONSTANT, 0, MemorySegment.NULL, null, null, false);
        }
        Object low = decimal == null ? (Object) min : BigDecimal.valueOf(min, decimal.scale());
        Object high = decimal == null ? (Object) max : BigDecimal.valueOf(max, decimal.scale());
        long range = max - min;
        BlockForm form = range < 0 || range > 0xFFFF_FFFFL
                ? BlockForm.PLAIN64
                : range > 0xFFFF ? BlockForm.OFFSET32 : range > 0xFF ? BlockForm.OFFSET16 : BlockForm.OFFSET8;
        if (range == 0) {
            return block(BlockForm.CONSTANT, min, MemorySegment.NULL, low, high, false);
        }
        // Differences are stored as signed numbers around the middle of their range: widening those is cheapest.
        long base = switch (form) {
            case OFFSET8 -> min + 0x80L;
            case OFFSET16 -> min + 0x8000L;
            case OFFSET32 -> min + 0x8000_0000L;
            default -> 0;
        };
        MemorySegment data = memory.take((long) count * form.valueBytes);
        for (int i = 0; i < count; i++) {
            long value = nullCount == 0 || Bits.get(valid, i) ? values[i] : min;
            switch (form) {
                case OFFSET8 -> data.set(ValueLayout.JAVA_BYTE, i, (byte) (value - base));
                case OFFSET16 -> data.set(SHORT, 2L * i, (short) (value - base));
                case OFFSET32 -> data.set(StringViews.INT, 4L * i, (int) (value - base));
                default -> data.set(StringViews.LONG, 8L * i, value);
            }
        }
        return block(form, base, data, low, high, false);
    }

    private ColumnBlock wideDecimals(DecimalVector decimals) {
        MemorySegment data = memory.take(16L * count);
        BigInteger min = null;
        BigInteger max = null;
        for (int i = 0; i < count; i++) {
            boolean present = nullCount == 0 || Bits.get(valid, i);
            long low = present ? decimals.values()[i] : 0;
            long high = present ? decimals.high()[i] : 0;
            data.set(StringViews.LONG, 8L * i, low);
            data.set(StringViews.LONG, 8L * (count + i), high);
            if (present) {
                BigInteger value = BigInteger.valueOf(high)
                        .shiftLeft(64)
                        .add(new BigInteger(Long.toUnsignedString(low)));
                min = min == null ? value : min.min(value);
                max = max == null ? value : max.max(value);
            }
        }
        int scale = ((DataType.DecimalType) decimals.type()).scale();
        return block(
                BlockForm.PLAIN128,
                0,
                data,
                min == null ? null : new BigDecimal(min, scale),
                max == null ? null : new BigDecimal(max, scale),
                false);
    }

    private ColumnBlock doubles(double[] values, boolean real) {
        BlockForm form = real ? BlockForm.FLOAT32 : BlockForm.FLOAT64;
        MemorySegment data = memory.take((long) count * form.valueBytes);
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        boolean someNan = false;
        for (int i = 0; i < count; i++) {
            double value = values[i];
            if (nullCount > 0 && !Bits.get(valid, i)) {
                value = 0;
            } else if (Double.isNaN(value)) {
                someNan = true;
            } else {
                min = Math.min(min, value);
                max = Math.max(max, value);
            }
            if (real) {
                data.set(FLOAT, 4L * i, (float) value);
            } else {
                data.set(DOUBLE, 8L * i, value);
            }
        }
        boolean known = min <= max;
        return block(form, 0, data, known ? min : null, known ? max : null, someNan);
    }

    private ColumnBlock bits(BooleanVector booleans) {
        int words = Bits.words(count);
        MemorySegment data = memory.take(8L * words);
        MemorySegment.copy(booleans.bits(), 0, data, StringViews.LONG, 0, words);
        boolean someTrue = false;
        boolean someFalse = false;
        for (int i = 0; i < count; i++) {
            if (nullCount == 0 || Bits.get(valid, i)) {
                someTrue |= booleans.value(i);
                someFalse |= !booleans.value(i);
            }
        }
        boolean known = someTrue || someFalse;
        return block(BlockForm.BITS, 0, data, known ? !someFalse : null, known ? someTrue : null, false);
    }

    /// Codes of a dictionary that has so many entries by now.
    ColumnBlock codes(int[] codes, int dictionarySize) {
        boolean narrow = dictionarySize <= 0x100;
        MemorySegment data = memory.take(narrow ? count : 2L * count);
        for (int i = 0; i < count; i++) {
            if (narrow) {
                data.set(ValueLayout.JAVA_BYTE, i, (byte) codes[i]);
            } else {
                data.set(SHORT, 2L * i, (short) codes[i]);
            }
        }
        return block(narrow ? BlockForm.CODES8 : BlockForm.CODES16, 0, data, null, null, false);
    }

    ColumnBlock views(StringVector views) {
        MemorySegment data = memory.take(16L * count);
        MemorySegment.copy(views.views(), 0, data, StringViews.LONG, 0, 2 * count);
        return block(BlockForm.VIEWS, 0, data, null, null, false);
    }

    private ColumnBlock block(
            BlockForm form,
            long base,
            MemorySegment data,
            @Nullable Object min,
            @Nullable Object max,
            boolean someNan) {
        MemorySegment validity = null;
        if (nullCount > 0) {
            int words = Bits.words(count);
            validity = memory.take(8L * words);
            MemorySegment.copy(valid, 0, validity, StringViews.LONG, 0, words);
        }
        ValueBounds bounds = new ValueBounds(min, max, nullCount > 0, nullCount == count, someNan);
        return new ColumnBlock(form, base, data, validity, nullCount, bounds);
    }
}
