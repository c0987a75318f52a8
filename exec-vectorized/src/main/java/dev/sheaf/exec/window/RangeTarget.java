// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.window;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.DecimalType;
import dev.sheaf.core.type.DataType.IntervalType;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;

/// Where a RANGE frame with an offset ends: the order key of the current row plus or minus the offset, in a domain in
/// which the keys of other rows can be compared with it.
abstract class RangeTarget {
    private static final long DAY_MICROS = 86_400_000_000L;

    /// Makes a row the current one.
    abstract void moveTo(int row);

    /// Orders the key of a row against the target.
    abstract int compare(int row);

    /// @param keys the order column, its rows that are asked for not null
    /// @param add whether the offset is added to the key, else subtracted
    static RangeTarget of(FlatVector keys, FlatVector offsets, boolean add) {
        return switch (keys) {
            case DoubleVector doubles -> new Doubles(doubles, offsets, add);
            case DecimalVector decimals -> new Decimals(decimals, offsets, add);
            case IntVector _, LongVector _ when offsets instanceof DecimalVector -> new Decimals(keys, offsets, add);
            case IntVector _, LongVector _ when offsets instanceof DoubleVector -> new Doubles(keys, offsets, add);
            case IntVector _, LongVector _ -> new Longs(keys, offsets, add);
            default -> throw new SheafException(
                    ErrorCode.NOT_SUPPORTED,
                    "a RANGE frame with an offset over " + keys.type().sqlName());
        };
    }

    private static long whole(FlatVector vector, int row) {
        return vector instanceof IntVector ints ? ints.values()[row] : ((LongVector) vector).values()[row];
    }

    private static void checkOffset(FlatVector offsets, int row, boolean negative) {
        if (offsets.isNull(row)) {
            throw new SheafException(ErrorCode.INVALID_PARAMETER, "a frame's offset must not be null");
        }
        if (negative) {
            throw FrameOffsets.negative();
        }
    }

    /// Whole numbers, times, dates and timestamps; dates with an interval of time count in microseconds.
    private static final class Longs extends RangeTarget {
        private final FlatVector keys;
        private final FlatVector offsets;
        private final boolean add;
        private final long keyUnit;
        private final boolean months;
        private long target;

        Longs(FlatVector keys, FlatVector offsets, boolean add) {
            this.keys = keys;
            this.offsets = offsets;
            this.add = add;
            boolean dates = keys.type() instanceof DataType.DateType;
            this.months = offsets.type() instanceof IntervalType interval
                    && interval.kind() == IntervalType.Kind.YEAR_MONTH
                    && !(keys.type() instanceof IntervalType);
            boolean dayTime = offsets.type() instanceof IntervalType && !months;
            this.keyUnit = dates && dayTime ? DAY_MICROS : 1;
        }

        @Override
        void moveTo(int row) {
            long offset = whole(offsets, row);
            checkOffset(offsets, row, offset < 0);
            long key = whole(keys, row) * keyUnit;
            target = months ? plusMonths(key, add ? offset : -offset) : add ? plus(key, offset) : minus(key, offset);
        }

        private long plusMonths(long key, long count) {
            boolean dates = keys.type() instanceof DataType.DateType;
            long day = dates ? key : Math.floorDiv(key, DAY_MICROS);
            long moved = LocalDate.ofEpochDay(day).plusMonths(count).toEpochDay();
            return dates ? moved : moved * DAY_MICROS + Math.floorMod(key, DAY_MICROS);
        }

        private static long plus(long key, long offset) {
            long sum = key + offset;
            return sum < key ? Long.MAX_VALUE : sum;
        }

        private static long minus(long key, long offset) {
            long difference = key - offset;
            return difference > key ? Long.MIN_VALUE : difference;
        }

        @Override
        int compare(int row) {
            return Long.compare(whole(keys, row) * keyUnit, target);
        }
    }

    /// Floating point; NaN is greatest and a frame of its own.
    private static final class Doubles extends RangeTarget {
        private final FlatVector keys;
        private final FlatVector offsets;
        private final boolean add;
        private double target;

        Doubles(FlatVector keys, FlatVector offsets, boolean add) {
            this.keys = keys;
            this.offsets = offsets;
            this.add = add;
        }

        private static double value(FlatVector vector, int row) {
            return switch (vector) {
                case DoubleVector doubles -> doubles.values()[row];
                case DecimalVector decimals -> Decimals.decimal(decimals, row).doubleValue();
                default -> whole(vector, row);
            };
        }

        @Override
        void moveTo(int row) {
            double offset = value(offsets, row);
            checkOffset(offsets, row, offset < 0 || Double.isNaN(offset));
            double key = value(keys, row);
            double moved = add ? key + offset : key - offset;
            // An infinite key minus an infinite offset has no place; the key itself is as good as any.
            target = Double.isNaN(moved) ? key : moved;
        }

        @Override
        int compare(int row) {
            return Double.compare(value(keys, row) + 0.0, target + 0.0);
        }
    }

    /// Decimals, and whole numbers with a decimal offset. Slow: such frames are rare.
    private static final class Decimals extends RangeTarget {
        private final FlatVector keys;
        private final FlatVector offsets;
        private final boolean add;
        private BigDecimal target = BigDecimal.ZERO;

        Decimals(FlatVector keys, FlatVector offsets, boolean add) {
            this.keys = keys;
            this.offsets = offsets;
            this.add = add;
        }

        static BigDecimal decimal(FlatVector vector, int row) {
            return switch (vector) {
                case DecimalVector decimals -> new BigDecimal(
                        BigInteger.valueOf(decimals.highWord(row))
                                .shiftLeft(64)
                                .add(new BigInteger(Long.toUnsignedString(decimals.values()[row]))),
                        ((DecimalType) decimals.type()).scale());
                case DoubleVector doubles -> new BigDecimal(doubles.values()[row]);
                default -> BigDecimal.valueOf(whole(vector, row));
            };
        }

        @Override
        void moveTo(int row) {
            BigDecimal offset = decimal(offsets, row);
            checkOffset(offsets, row, offset.signum() < 0);
            BigDecimal key = decimal(keys, row);
            target = add ? key.add(offset) : key.subtract(offset);
        }

        @Override
        int compare(int row) {
            return decimal(keys, row).compareTo(target);
        }
    }
}
