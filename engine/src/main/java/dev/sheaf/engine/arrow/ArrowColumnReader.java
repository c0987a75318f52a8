// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.arrow;

import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.BooleanVector;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.core.vector.StringViews;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;

/// Reads one Arrow column. Its buffers belong to any allocator, so they are first copied to an array, which is what
/// Arrow lets one do in bulk without flags.
final class ArrowColumnReader {
    private static final ValueLayout.OfShort INT16 =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT32 =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble FLOAT64 =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final long MILLIS_PER_DAY = 86_400_000;

    private final ArrowType type;
    private byte[] bytes = {};
    private MemorySegment copy = MemorySegment.ofArray(bytes);

    ArrowColumnReader(ArrowType type) {
        this.type = type;
    }

    void readValidity(FieldVector source, FlatVector target, int from, int count) {
        if (source.getNullCount() == 0) {
            target.clearNulls();
            return;
        }
        readBits(source.getValidityBuffer(), target.startUndefinedValidity(count), from, count);
    }

    /// Anything but strings.
    void readValues(FieldVector source, FlatVector target, int from, int count) {
        ArrowBuf buffer = source.getDataBuffer();
        switch (target) {
            case BooleanVector booleans -> readBits(buffer, booleans.bits(), from, count);
            case IntVector ints -> readInts(buffer, ints.values(), from, count);
            case LongVector longs -> readLongs(buffer, longs.values(), from, count);
            case DoubleVector doubles -> readDoubles(buffer, doubles.values(), from, count);
            case DecimalVector decimals -> readDecimals(buffer, decimals, from, count);
            case StringVector _ -> throw new IllegalArgumentException("strings are read by readStrings");
        }
    }

    private void fetch(ArrowBuf buffer, long from, long length) {
        if (bytes.length < length) {
            bytes = new byte[Math.toIntExact(length)];
            copy = MemorySegment.ofArray(bytes);
        }
        buffer.getBytes(from, bytes, 0, (int) length);
    }

    private void readBits(ArrowBuf buffer, long[] target, int from, int count) {
        int firstByte = from >> 3;
        fetch(buffer, firstByte, (from + count + 7 >> 3) - firstByte);
        Bits.clearAll(target, count);
        for (int i = 0; i < count; i++) {
            int at = from + i - (firstByte << 3);
            target[i >> 6] |= (bytes[at >> 3] >> (at & 7) & 1L) << i;
        }
    }

    private void readInts(ArrowBuf buffer, int[] target, int from, int count) {
        int width = intWidth();
        fetch(buffer, (long) from * width, (long) count * width);
        boolean unsigned = type instanceof ArrowType.Int integer && !integer.getIsSigned();
        for (int i = 0; i < count; i++) {
            target[i] = switch (width) {
                case 1 -> unsigned ? bytes[i] & 0xFF : bytes[i];
                case 2 -> unsigned ? copy.get(INT16, 2L * i) & 0xFFFF : copy.get(INT16, 2L * i);
                case 4 -> copy.get(StringViews.INT, 4L * i);
                default -> (int) Math.floorDiv(copy.get(StringViews.LONG, 8L * i), MILLIS_PER_DAY);
            };
        }
    }

    private int intWidth() {
        return switch (type) {
            case ArrowType.Int integer -> integer.getBitWidth() / 8;
            case ArrowType.Date _ -> ArrowImport.millisDate(type) ? 8 : 4;
            default -> 4;
        };
    }

    private void readLongs(ArrowBuf buffer, long[] target, int from, int count) {
        boolean narrow = type instanceof ArrowType.Int integer && integer.getBitWidth() == 32
                || type instanceof ArrowType.Time time && time.getBitWidth() == 32;
        int width = narrow ? 4 : 8;
        fetch(buffer, (long) from * width, (long) count * width);
        for (int i = 0; i < count; i++) {
            target[i] = narrow
                    ? copy.get(StringViews.INT, 4L * i) & 0xFFFF_FFFFL
                    : copy.get(StringViews.LONG, 8L * i);
        }
        toMicros(target, count);
    }

    private void toMicros(long[] target, int count) {
        TimeUnit unit = switch (type) {
            case ArrowType.Time time -> time.getUnit();
            case ArrowType.Timestamp timestamp -> timestamp.getUnit();
            case ArrowType.Duration duration -> duration.getUnit();
            default -> TimeUnit.MICROSECOND;
        };
        for (int i = 0; i < count; i++) {
            target[i] = switch (unit) {
                case SECOND -> target[i] * 1_000_000;
                case MILLISECOND -> target[i] * 1_000;
                case MICROSECOND -> target[i];
                case NANOSECOND -> Math.floorDiv(target[i], 1_000);
            };
        }
    }

    private void readDoubles(ArrowBuf buffer, double[] target, int from, int count) {
        boolean single = type instanceof ArrowType.FloatingPoint floating
                && floating.getPrecision() == FloatingPointPrecision.SINGLE;
        int width = single ? 4 : 8;
        fetch(buffer, (long) from * width, (long) count * width);
        for (int i = 0; i < count; i++) {
            target[i] = single ? copy.get(FLOAT32, 4L * i) : copy.get(FLOAT64, 8L * i);
        }
    }

    private void readDecimals(ArrowBuf buffer, DecimalVector target, int from, int count) {
        fetch(buffer, 16L * from, 16L * count);
        long[] low = target.values();
        long[] high = target.startWide();
        boolean narrow = true;
        for (int i = 0; i < count; i++) {
            low[i] = copy.get(StringViews.LONG, 16L * i);
            high[i] = copy.get(StringViews.LONG, 16L * i + 8);
            narrow &= high[i] == low[i] >> 63;
        }
        if (narrow) {
            target.startNarrow();
        }
    }

    /// The bytes of the strings of those rows together.
    long stringBytes(FieldVector source, int from, int count) {
        return count == 0 ? 0 : offset(source, from + count) - offset(source, from);
    }

    private long offset(FieldVector source, int row) {
        return large() ? source.getOffsetBuffer().getLong(8L * row) : source.getOffsetBuffer().getInt(4L * row);
    }

    private boolean large() {
        return type instanceof ArrowType.LargeUtf8 || type instanceof ArrowType.LargeBinary;
    }

    /// @param heap gets the bytes, and must have room for them
    void readStrings(FieldVector source, StringVector target, MemorySegment heap, int from, int count) {
        target.clearHeaps();
        target.addHeap(heap);
        if (count == 0) {
            return;
        }
        long begin = offset(source, from);
        long length = offset(source, from + count) - begin;
        fetch(source.getDataBuffer(), begin, length);
        MemorySegment.copy(copy, 0, heap, 0, length);
        int width = large() ? 8 : 4;
        fetch(source.getOffsetBuffer(), (long) from * width, (count + 1L) * width);
        for (int i = 0; i < count; i++) {
            long start = large() ? copy.get(StringViews.LONG, 8L * i) : copy.get(StringViews.INT, 4L * i);
            long end = large() ? copy.get(StringViews.LONG, 8L * i + 8) : copy.get(StringViews.INT, 4L * i + 4);
            target.set(i, 0, (int) (start - begin), (int) (end - start));
        }
    }
}
