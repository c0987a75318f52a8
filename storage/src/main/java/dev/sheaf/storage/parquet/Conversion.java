// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import dev.sheaf.core.type.PhysicalType;
import dev.sheaf.core.vector.StringViews;
import dev.sheaf.storage.file.MalformedDataException;
import dev.sheaf.storage.file.NativeBuffer;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// From stored values to the engine's: widening, changing time units, reading decimals out of byte arrays. Applied to
/// whole batches of dense values, and once to each dictionary.
enum Conversion {
    NONE(null),
    /// 32-bit decimals.
    INT_TO_LONG(PhysicalType.LONG),
    UINT_TO_LONG(PhysicalType.LONG),
    /// Milliseconds of the day in 32 bits, to microseconds.
    INT_MILLIS_TO_MICROS(PhysicalType.LONG),
    MILLIS_TO_MICROS(PhysicalType.LONG),
    /// Rounds toward the past, so that order is kept.
    NANOS_TO_MICROS(PhysicalType.LONG),
    ULONG_TO_DECIMAL(PhysicalType.DECIMAL),
    /// Big-endian two's complement of up to 16 bytes, or more when they only extend the sign.
    BYTES_TO_DECIMAL(PhysicalType.DECIMAL),
    INT96_TO_MICROS(PhysicalType.LONG),
    HALF_TO_DOUBLE(PhysicalType.DOUBLE),
    UUID_TO_TEXT(PhysicalType.STRING);

    private static final long MICROS_PER_DAY = 86_400_000_000L;
    private static final long JULIAN_EPOCH_DAY = 2_440_588;
    private static final int UUID_TEXT_BYTES = 36;

    private final @org.jspecify.annotations.Nullable PhysicalType result;

    Conversion(@org.jspecify.annotations.Nullable PhysicalType result) {
        this.result = result;
    }

    /// The kind that values of `stored` kind have after this conversion.
    PhysicalType resultOf(PhysicalType stored) {
        return result == null ? stored : result;
    }

    /// Converts the first `count` values of `in` to rows from `offset` on. Text goes to `heap`, of which `heapBytes`
    /// are taken by earlier rows of the same chunk.
    void apply(ValueTile in, int count, ValueTile out, int offset, NativeBuffer heap) {
        switch (this) {
            case NONE -> throw new IllegalStateException("values are decoded in place");
            case INT_TO_LONG -> {
                for (int i = 0; i < count; i++) {
                    out.longs[offset + i] = in.ints[i];
                }
            }
            case UINT_TO_LONG -> {
                for (int i = 0; i < count; i++) {
                    out.longs[offset + i] = in.ints[i] & 0xFFFF_FFFFL;
                }
            }
            case INT_MILLIS_TO_MICROS -> {
                for (int i = 0; i < count; i++) {
                    out.longs[offset + i] = in.ints[i] * 1000L;
                }
            }
            case MILLIS_TO_MICROS -> millisToMicros(in.longs, count, out.longs, offset);
            case NANOS_TO_MICROS -> {
                for (int i = 0; i < count; i++) {
                    out.longs[offset + i] = Math.floorDiv(in.longs[i], 1000L);
                }
            }
            case ULONG_TO_DECIMAL -> {
                long negative = 0;
                for (int i = 0; i < count; i++) {
                    out.longs[offset + i] = in.longs[i];
                    out.high[offset + i] = 0;
                    negative |= in.longs[i];
                }
                out.wide |= negative < 0;
            }
            case BYTES_TO_DECIMAL -> bytesToDecimal(in, count, out, offset);
            case INT96_TO_MICROS -> int96ToMicros(in.views, count, out.longs, offset);
            case HALF_TO_DOUBLE -> {
                for (int i = 0; i < count; i++) {
                    out.doubles[offset + i] = Float.float16ToFloat((short) (in.views[2 * i] >>> 32));
                }
            }
            case UUID_TO_TEXT -> uuidToText(in, count, out, offset, heap);
        }
    }

    private static void millisToMicros(long[] in, int count, long[] out, int offset) {
        long lost = 0;
        for (int i = 0; i < count; i++) {
            long micros = in[i] * 1000;
            lost |= Math.multiplyHigh(in[i], 1000L) ^ micros >> 63;
            out[offset + i] = micros;
        }
        if (lost != 0) {
            throw new MalformedDataException("a timestamp in milliseconds is beyond the range of microseconds");
        }
    }

    private static void bytesToDecimal(ValueTile in, int count, ValueTile out, int offset) {
        boolean wide = false;
        for (int i = 0; i < count; i++) {
            int length = StringViews.length(in.views[2 * i]);
            long high = 0;
            long low = 0;
            if (length > 0) {
                low = high = PageStrings.byteAt(in.views, i, in.heaps, 0) >> 7;
            }
            long sign = high;
            for (int b = 0; b < length; b++) {
                if (b >= 16 && high >> 56 != sign) {
                    throw new MalformedDataException("a decimal needs more than 128 bits");
                }
                high = high << 8 | low >>> 56;
                low = low << 8 | PageStrings.byteAt(in.views, i, in.heaps, b) & 0xFF;
            }
            if (high >> 63 != sign) {
                throw new MalformedDataException("a decimal needs more than 128 bits");
            }
            out.longs[offset + i] = low;
            out.high[offset + i] = high;
            wide |= high != low >> 63;
        }
        out.wide |= wide;
    }

    private static void int96ToMicros(long[] views, int count, long[] out, int offset) {
        for (int i = 0; i < count; i++) {
            long nanosOfDay = views[2 * i] >>> 32 | views[2 * i + 1] << 32;
            long julianDay = (int) (views[2 * i + 1] >>> 32);
            out[offset + i] = (julianDay - JULIAN_EPOCH_DAY) * MICROS_PER_DAY + Math.floorDiv(nanosOfDay, 1000L);
        }
    }

    private static void uuidToText(ValueTile in, int count, ValueTile out, int offset, NativeBuffer heap) {
        MemorySegment text = heap.segment();
        int heapIndex = out.addHeap(text);
        for (int i = 0; i < count; i++) {
            long at = (long) (offset + i) * UUID_TEXT_BYTES;
            long to = at;
            for (int b = 0; b < 16; b++) {
                if (b == 4 || b == 6 || b == 8 || b == 10) {
                    text.set(ValueLayout.JAVA_BYTE, to++, (byte) '-');
                }
                int value = PageStrings.byteAt(in.views, i, in.heaps, b);
                text.set(ValueLayout.JAVA_BYTE, to++, hexDigit(value >> 4 & 15));
                text.set(ValueLayout.JAVA_BYTE, to++, hexDigit(value & 15));
            }
            PageStrings.put(text, at, UUID_TEXT_BYTES, heapIndex, out.views, offset + i);
        }
    }

    private static byte hexDigit(int value) {
        return (byte) Character.forDigit(value, 16);
    }

    /// Heap bytes that `rows` converted values take.
    long heapBytes(int rows) {
        return this == UUID_TO_TEXT ? (long) rows * UUID_TEXT_BYTES : 0;
    }
}
