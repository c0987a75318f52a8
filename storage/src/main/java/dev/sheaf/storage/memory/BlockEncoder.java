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
    private final EncoderScratch scratch;
    private final long[] valid;
    private final int count;
    private final int nullCount;

    BlockEncoder(SegmentMemory memory, EncoderScratch scratch, long[] valid, int count, int nullCount) {
        this.memory = memory;
        this.scratch = scratch;
        this.valid = valid;
        this.count = count;
        this.nullCount = nullCount;
    }

    ColumnBlock encode(FlatVector rows) {
        return switch (rows) {
            case IntVector ints -> numbers(widened(ints.values()), null);
            case LongVector longs -> numbers(longs.values(), null);
            case DecimalVector decimals -> decimals.wide()
                    ? wideDecimals(decimals)
                    : numbers(decimals.values(), (DataType.DecimalType) rows.type());
            case DoubleVector doubles -> doubles(doubles.values(), rows.type().equals(DataType.REAL));
            case BooleanVector booleans -> bits(booleans);
            case StringVector _ -> throw new IllegalStateException("strings have codes or views");
        };
    }

    private long[] widened(int[] values) {
        long[] wide = scratch.longs(count);
        for (int i = 0; i < count; i++) {
            wide[i] = values[i];
        }
        return wide;
    }

    private ColumnBlock numbers(long[] values, DataType.@Nullable DecimalType decimal) {
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        if (nullCount == 0) {
            for (int i = 0; i < count; i++) {
                min = Math.min(min, values[i]);
                max = Math.max(max, values[i]);
            }
        } else {
            for (int i = 0; i < count; i++) {
                if (Bits.get(valid, i)) {
                    min = Math.min(min, values[i]);
                    max = Math.max(max, values[i]);
                }
            }
        }
        if (nullCount == count) {
            return block(BlockForm.CONSTANT, 0, MemorySegment.NULL, null, null, false);
        }
        Object low = decimal == null ? (Object) min : BigDecimal.valueOf(min, decimal.scale());
        Object high = decimal == null ? (Object) max : BigDecimal.valueOf(max, decimal.scale());
        if (min == max) {
            return block(BlockForm.CONSTANT, min, MemorySegment.NULL, low, high, false);
        }
        BlockForm form = numberForm(max - min);
        // Differences are stored as signed numbers around the middle of their range: widening those is cheapest.
        // Where a row is null, whatever is left of its difference is as good as any other.
        long base = switch (form) {
            case OFFSET8 -> min + 0x80L;
            case OFFSET16 -> min + 0x8000L;
            case OFFSET32 -> min + 0x8000_0000L;
            default -> 0;
        };
        MemorySegment data = memory.take((long) count * form.valueBytes);
        switch (form) {
            case OFFSET8 -> put(values, base, scratch.bytes(count), data, count);
            case OFFSET16 -> put(values, base, scratch.shorts(count), data, count);
            case OFFSET32 -> put(values, base, scratch.ints(count), data, count);
            default -> MemorySegment.copy(values, 0, data, StringViews.LONG, 0, count);
        }
        return block(form, base, data, low, high, false);
    }

    private static BlockForm numberForm(long range) {
        if (range < 0 || range > 0xFFFF_FFFFL) {
            return BlockForm.PLAIN64;
        }
        return range > 0xFFFF ? BlockForm.OFFSET32 : range > 0xFF ? BlockForm.OFFSET16 : BlockForm.OFFSET8;
    }

    private static void put(long[] values, long base, byte[] differences, MemorySegment data, int count) {
        for (int i = 0; i < count; i++) {
            differences[i] = (byte) (values[i] - base);
        }
        MemorySegment.copy(differences, 0, data, ValueLayout.JAVA_BYTE, 0, count);
    }

    private static void put(long[] values, long base, short[] differences, MemorySegment data, int count) {
        for (int i = 0; i < count; i++) {
            differences[i] = (short) (values[i] - base);
        }
        MemorySegment.copy(differences, 0, data, SHORT, 0, count);
    }

    private static void put(long[] values, long base, int[] differences, MemorySegment data, int count) {
        for (int i = 0; i < count; i++) {
            differences[i] = (int) (values[i] - base);
        }
        MemorySegment.copy(differences, 0, data, StringViews.INT, 0, count);
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
            if (nullCount > 0 && !Bits.get(valid, i)) {
                values[i] = 0;
            } else if (Double.isNaN(values[i])) {
                someNan = true;
            } else {
                min = Math.min(min, values[i]);
                max = Math.max(max, values[i]);
            }
        }
        if (real) {
            float[] floats = scratch.floats(count);
            for (int i = 0; i < count; i++) {
                floats[i] = (float) values[i];
            }
            MemorySegment.copy(floats, 0, data, FLOAT, 0, count);
        } else {
            MemorySegment.copy(values, 0, data, DOUBLE, 0, count);
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
    ColumnBlock codes(int[] codes, int dictionarySize, ValueBounds bounds) {
        boolean narrow = dictionarySize <= 0x100;
        MemorySegment data = memory.take(narrow ? count : 2L * count);
        if (narrow) {
            byte[] bytes = scratch.bytes(count);
            for (int i = 0; i < count; i++) {
                bytes[i] = (byte) codes[i];
            }
            MemorySegment.copy(bytes, 0, data, ValueLayout.JAVA_BYTE, 0, count);
        } else {
            short[] shorts = scratch.shorts(count);
            for (int i = 0; i < count; i++) {
                shorts[i] = (short) codes[i];
            }
            MemorySegment.copy(shorts, 0, data, SHORT, 0, count);
        }
        return new ColumnBlock(
                narrow ? BlockForm.CODES8 : BlockForm.CODES16, 0, data, validity(), nullCount, bounds);
    }

    ColumnBlock views(StringVector views, ValueBounds bounds) {
        MemorySegment data = memory.take(16L * count);
        MemorySegment.copy(views.views(), 0, data, StringViews.LONG, 0, 2 * count);
        return new ColumnBlock(BlockForm.VIEWS, 0, data, validity(), nullCount, bounds);
    }

    private ColumnBlock block(
            BlockForm form,
            long base,
            MemorySegment data,
            @Nullable Object min,
            @Nullable Object max,
            boolean someNan) {
        ValueBounds bounds = new ValueBounds(min, max, nullCount > 0, nullCount == count, someNan);
        return new ColumnBlock(form, base, data, validity(), nullCount, bounds);
    }

    private @Nullable MemorySegment validity() {
        if (nullCount == 0) {
            return null;
        }
        int words = Bits.words(count);
        MemorySegment validity = memory.take(8L * words);
        MemorySegment.copy(valid, 0, validity, StringViews.LONG, 0, words);
        return validity;
    }
}
