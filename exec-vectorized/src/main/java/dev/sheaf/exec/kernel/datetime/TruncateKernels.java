// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.datetime;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.DateType;
import dev.sheaf.core.type.DataType.IntervalType;
import dev.sheaf.core.type.DataType.TimeType;
import dev.sheaf.exec.kernel.CallFrame;
import dev.sheaf.exec.kernel.Kernel;
import dev.sheaf.exec.kernel.KernelContext;
import dev.sheaf.exec.kernel.Operand;
import dev.sheaf.exec.kernel.text.NeedleOperand;

/// DATE_TRUNC and TIME_BUCKET.
final class TruncateKernels {
    /// 2000-01-03, a Monday: where buckets of days and shorter begin.
    private static final long BUCKET_ORIGIN_MICROS = 10_959 * CivilDate.MICROS_PER_DAY;
    /// January 2000 in months since year 0: where buckets of months begin.
    private static final long BUCKET_ORIGIN_MONTHS = 2000 * 12L;

    private TruncateKernels() {}

    /// `(unit, value)`.
    static Kernel truncate(DataType type, KernelContext context) {
        NeedleOperand<DateUnit> units = new NeedleOperand<>(context, DateUnit::of);
        if (type instanceof IntervalType interval) {
            return frame -> truncateIntervals(frame, units, interval);
        }
        TemporalOperand operand = new TemporalOperand(type, 1, context);
        return frame -> {
            Operand unit = frame.operand(0);
            if (frame.count() == 0) {
                return;
            }
            if (unit.constant() && type instanceof DateType) {
                truncateDays(frame, operand, units.get(unit, 0));
            } else if (unit.constant()) {
                truncate(frame, operand, units.get(unit, 0));
            } else {
                truncateByRow(frame, operand, units);
            }
        };
    }

    private static void truncateDays(CallFrame frame, TemporalOperand operand, DateUnit unit) {
        int[] days = operand.days(frame);
        int[] result = frame.resultInts();
        int mask = operand.mask(frame);
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            result[rows[i]] = truncatedDays(days[rows[i] & mask], unit);
        }
    }

    private static void truncate(CallFrame frame, TemporalOperand operand, DateUnit unit) {
        long[] micros = operand.micros(frame);
        int mask = operand.mask(frame);
        if (operand.clock() == null && unit.micros() > 0 && unit != DateUnit.WEEK && mask != 0) {
            long[] result = frame.resultLongs();
            long length = unit.micros();
            int rowCount = frame.rowCount();
            for (int i = 0; i < rowCount; i++) {
                result[i] = micros[i] - Math.floorMod(micros[i], length);
            }
            return;
        }
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            put(frame, operand, rows[i], truncated(micros[rows[i] & mask], unit, operand.type()));
        }
    }

    private static void truncateByRow(CallFrame frame, TemporalOperand operand, NeedleOperand<DateUnit> units) {
        long[] micros = operand.micros(frame);
        int mask = operand.mask(frame);
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            DateUnit unit = units.get(frame.operand(0), rows[i]);
            put(frame, operand, rows[i], truncated(micros[rows[i] & mask], unit, operand.type()));
        }
    }

    /// Sets a result of the operand's type from what its clock shows.
    private static void put(CallFrame frame, TemporalOperand operand, int row, long local) {
        ZoneClock clock = operand.clock();
        if (operand.type() instanceof DateType) {
            frame.putInteger(row, CivilDate.daysOf(local));
        } else {
            frame.putInteger(row, clock == null ? local : clock.toInstant(local));
        }
    }

    private static long truncated(long micros, DateUnit unit, DataType type) {
        if (unit.withinDay() || unit == DateUnit.DAY) {
            return micros - Math.floorMod(micros, unit.micros());
        }
        if (type instanceof TimeType) {
            throw new SheafException(ErrorCode.NOT_SUPPORTED, "a TIME has no unit " + unit);
        }
        int days = CivilDate.daysOf(micros);
        return truncatedDays(days, unit) * CivilDate.MICROS_PER_DAY;
    }

    private static int truncatedDays(int days, DateUnit unit) {
        if (unit == DateUnit.WEEK) {
            return CivilDate.checkDays(CivilDate.monday(days));
        }
        if (unit == DateUnit.ISOYEAR) {
            return CivilDate.checkDays(CivilDate.monday(CivilDate.days(CivilDate.isoYear(days), 1, 4)));
        }
        int civil = CivilDate.civil(days);
        int year = CivilDate.year(civil);
        int month = CivilDate.month(civil);
        return switch (unit) {
            case MONTH -> days - CivilDate.day(civil) + 1;
            case QUARTER -> CivilDate.days(year, (month - 1) / 3 * 3 + 1, 1);
            case YEAR -> CivilDate.days(year, 1, 1);
            case DECADE -> CivilDate.days(Math.max(1, year / 10 * 10), 1, 1);
            // Centuries and millennia begin with a year 1.
            case CENTURY -> CivilDate.days((year - 1) / 100 * 100 + 1, 1, 1);
            case MILLENNIUM -> CivilDate.days((year - 1) / 1000 * 1000 + 1, 1, 1);
            case MICROSECOND, MILLISECOND, SECOND, MINUTE, HOUR, DAY, WEEK, ISOYEAR -> days;
        };
    }

    private static void truncateIntervals(CallFrame frame, NeedleOperand<DateUnit> units, IntervalType type) {
        boolean months = type.kind() == IntervalType.Kind.YEAR_MONTH;
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            DateUnit unit = units.get(frame.operand(0), rows[i]);
            long value = frame.operand(1).integer(rows[i]);
            if (unit == DateUnit.WEEK || unit == DateUnit.ISOYEAR) {
                throw new SheafException(ErrorCode.NOT_SUPPORTED, "an interval has no unit " + unit);
            }
            // A unit of the other kind is either finer than all values or coarser than all.
            long length = months ? Math.max(unit.months(), 1) : unit.micros();
            frame.putInteger(rows[i], length == 0 ? 0 : value - value % length);
        }
    }

    /// `(width, value)`.
    static Kernel bucket(IntervalType width, DataType type, KernelContext context) {
        TemporalOperand operand = new TemporalOperand(type, 1, context);
        boolean months = width.kind() == IntervalType.Kind.YEAR_MONTH;
        return frame -> {
            long[] micros = operand.micros(frame);
            int mask = operand.mask(frame);
            int[] rows = frame.rows();
            int count = frame.count();
            for (int i = 0; i < count; i++) {
                long length = frame.operand(0).integer(rows[i]);
                if (length <= 0) {
                    throw new SheafException(ErrorCode.INVALID_PARAMETER, "width of a time bucket is not positive");
                }
                long value = micros[rows[i] & mask];
                put(frame, operand, rows[i], months ? bucketOfMonths(value, length) : bucketOfMicros(value, length));
            }
        };
    }

    private static long bucketOfMicros(long micros, long length) {
        return CivilDate.checkMicros(micros - Math.floorMod(micros - BUCKET_ORIGIN_MICROS, length));
    }

    private static long bucketOfMonths(long micros, long length) {
        int civil = CivilDate.civil(CivilDate.daysOf(micros));
        long months = CivilDate.year(civil) * 12L + CivilDate.month(civil) - 1;
        long start = months - Math.floorMod(months - BUCKET_ORIGIN_MONTHS, length);
        if (start < 12) {
            throw CivilDate.outOfRange("timestamp");
        }
        return CivilDate.days((int) (start / 12), (int) (start % 12) + 1, 1) * CivilDate.MICROS_PER_DAY;
    }
}
