// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.datetime;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.DateType;
import dev.sheaf.core.type.DataType.TimeType;
import dev.sheaf.exec.kernel.CallFrame;
import dev.sheaf.exec.kernel.Kernel;
import dev.sheaf.exec.kernel.KernelContext;

/// Dates and times plus intervals, their differences, and intervals times numbers.
final class IntervalArithmetic {
    private IntervalArithmetic() {}

    /// `(value, months)`: the day is clipped to the month's last.
    static Kernel addMonths(DataType type, KernelContext context) {
        TemporalOperand operand = new TemporalOperand(type, 0, context);
        if (type instanceof DateType) {
            return frame -> {
                int[] days = operand.days(frame);
                int mask = operand.mask(frame);
                int[] rows = frame.rows();
                int count = frame.count();
                for (int i = 0; i < count; i++) {
                    frame.resultInts()[rows[i]] = addMonths(days[rows[i] & mask], frame.operand(1).integer(rows[i]));
                }
            };
        }
        ZoneClock clock = operand.clock();
        return frame -> {
            long[] micros = operand.micros(frame);
            int mask = operand.mask(frame);
            int[] rows = frame.rows();
            int count = frame.count();
            for (int i = 0; i < count; i++) {
                long shown = micros[rows[i] & mask];
                long days = addMonths(CivilDate.daysOf(shown), frame.operand(1).integer(rows[i]));
                long local = days * CivilDate.MICROS_PER_DAY + CivilDate.microsOfDay(shown);
                frame.resultLongs()[rows[i]] = clock == null ? local : clock.toInstant(local);
            }
        };
    }

    static int addMonths(int days, long months) {
        int civil = CivilDate.civil(days);
        long total = CivilDate.year(civil) * 12L + CivilDate.month(civil) - 1 + months;
        if (total < 12 || total >= 10_000 * 12L) {
            throw CivilDate.outOfRange("date");
        }
        int year = (int) (total / 12);
        int month = (int) (total % 12) + 1;
        return CivilDate.days(year, month, Math.min(CivilDate.day(civil), CivilDate.lengthOfMonth(year, month)));
    }

    /// `(value, microseconds)`: a TIME wraps around midnight; of a DATE the result's type tells whether the time is
    /// kept.
    static Kernel addMicros(DataType type, DataType result) {
        if (type instanceof TimeType) {
            return frame -> {
                int[] rows = frame.rows();
                int count = frame.count();
                for (int i = 0; i < count; i++) {
                    long interval = CivilDate.microsOfDay(frame.operand(1).integer(rows[i]));
                    long time = frame.operand(0).integer(rows[i]);
                    frame.resultLongs()[rows[i]] = CivilDate.microsOfDay(time + interval);
                }
            };
        }
        long unit = type instanceof DateType ? CivilDate.MICROS_PER_DAY : 1;
        boolean toDays = result instanceof DateType;
        return frame -> {
            int[] rows = frame.rows();
            int count = frame.count();
            for (int i = 0; i < count; i++) {
                long micros = frame.operand(0).integer(rows[i]) * unit;
                long interval = frame.operand(1).integer(rows[i]);
                long sum = micros + interval;
                if (((micros ^ sum) & (interval ^ sum)) < 0 || !CivilDate.microsInRange(sum)) {
                    throw CivilDate.outOfRange("timestamp");
                }
                frame.putInteger(rows[i], toDays ? CivilDate.daysOf(sum) : sum);
            }
        };
    }

    /// `(date, days)`.
    static void addDays(CallFrame frame) {
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            long days = frame.operand(1).integer(rows[i]);
            long sum = frame.operand(0).integer(rows[i]) + Math.clamp(days, Integer.MIN_VALUE, Integer.MAX_VALUE);
            frame.resultInts()[rows[i]] = CivilDate.checkDays(sum);
        }
    }

    /// Days or microseconds from the second operand to the first. Nothing in range overflows.
    static void difference(CallFrame frame) {
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            frame.putInteger(rows[i], frame.operand(0).integer(rows[i]) - frame.operand(1).integer(rows[i]));
        }
    }

    /// `(interval, factor)`, rounded half away from zero.
    static Kernel multiply(DataType type) {
        double limit = type.equals(DataType.INTERVAL_YEAR_MONTH) ? 0x1p31 : 0x1p63;
        return frame -> {
            double[] factors = frame.doubles(1);
            int mask = frame.mask(1);
            int[] rows = frame.rows();
            int count = frame.count();
            for (int i = 0; i < count; i++) {
                double product = frame.operand(0).integer(rows[i]) * factors[rows[i] & mask];
                double magnitude = Math.floor(Math.abs(product));
                double rounded = Math.abs(product) - magnitude >= 0.5 ? magnitude + 1 : magnitude;
                if (!(rounded < limit)) {
                    throw new SheafException(ErrorCode.DATETIME_OUT_OF_RANGE, "interval out of range");
                }
                frame.putInteger(rows[i], (long) Math.copySign(rounded, product));
            }
        };
    }
}
