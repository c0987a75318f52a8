// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.datetime;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.CharacterType;
import dev.sheaf.exec.kernel.CallFrame;
import dev.sheaf.exec.kernel.Kernel;
import dev.sheaf.exec.kernel.KernelContext;
import dev.sheaf.exec.kernel.text.NeedleOperand;
import dev.sheaf.exec.kernel.text.TextOutput;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Dates and times from their parts and from numbers, in other zones; names of days and months; last days of months.
public final class MakeKernels {
    public static final List<String> DAY_NAMES =
            List.of("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday");
    public static final List<String> MONTH_NAMES = List.of(
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December");

    private MakeKernels() {}

    static void makeDate(CallFrame frame) {
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            frame.resultInts()[rows[i]] = days(frame, rows[i]);
        }
    }

    static void makeTimestamp(CallFrame frame) {
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            long midnight = days(frame, rows[i]) * CivilDate.MICROS_PER_DAY;
            frame.resultLongs()[rows[i]] = CivilDate.checkMicros(midnight + time(frame, 3, rows[i], true));
        }
    }

    static void makeTime(CallFrame frame) {
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            frame.resultLongs()[rows[i]] = time(frame, 0, rows[i], false);
        }
    }

    private static int days(CallFrame frame, int row) {
        long year = frame.operand(0).integer(row);
        long month = frame.operand(1).integer(row);
        long day = frame.operand(2).integer(row);
        if (!CivilDate.exists(year, month, day)) {
            throw new SheafException(
                    ErrorCode.DATETIME_OUT_OF_RANGE, "there is no day " + year + "-" + month + "-" + day);
        }
        return CivilDate.days((int) year, (int) month, (int) day);
    }

    /// Hour, minute and second from three operands.
    private static long time(CallFrame frame, int first, int row, boolean midnightAtEnd) {
        long hour = frame.operand(first).integer(row);
        long minute = frame.operand(first + 1).integer(row);
        double second = frame.doubles(first + 2)[row & frame.mask(first + 2)];
        long micros = 0;
        boolean exists = hour >= 0 && hour <= 24 && minute >= 0 && minute < 60 && second >= 0 && second < 61;
        if (exists) {
            micros = (hour * 60 + minute) * 60 * CivilDate.MICROS_PER_SECOND + Math.round(second * 1e6);
            exists = micros < CivilDate.MICROS_PER_DAY || midnightAtEnd && micros == CivilDate.MICROS_PER_DAY;
        }
        if (!exists) {
            throw new SheafException(
                    ErrorCode.DATETIME_OUT_OF_RANGE, "there is no time " + hour + ":" + minute + ":" + second);
        }
        return micros;
    }

    /// Seconds since 1970 to a timestamp.
    static void toTimestamp(CallFrame frame) {
        double[] seconds = frame.doubles(0);
        int mask = frame.mask(0);
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            double micros = Math.rint(seconds[rows[i] & mask] * 1e6);
            if (!(Math.abs(micros) < 0x1p62)) {
                throw CivilDate.outOfRange("timestamp");
            }
            frame.resultLongs()[rows[i]] = CivilDate.checkMicros((long) micros);
        }
    }

    static Kernel lastDay(DataType type, KernelContext context) {
        TemporalOperand operand = new TemporalOperand(type, 0, context);
        return frame -> {
            int[] days = operand.days(frame);
            int[] result = frame.resultInts();
            int rowCount = frame.rowCount();
            int mask = operand.mask(frame);
            for (int i = 0; i < rowCount; i++) {
                int civil = CivilDate.civil(days[i & mask]);
                int length = CivilDate.lengthOfMonth(CivilDate.year(civil), CivilDate.month(civil));
                result[i] = days[i & mask] - CivilDate.day(civil) + length;
            }
        };
    }

    static Kernel name(ScalarFunction function, DataType type, KernelContext context) {
        TemporalOperand operand = new TemporalOperand(type, 0, context);
        TextOutput output = new TextOutput(context);
        boolean ofDay = function == ScalarFunction.DAY_NAME;
        byte[][] names = (ofDay ? DAY_NAMES : MONTH_NAMES)
                .stream()
                .map(name -> name.getBytes(StandardCharsets.US_ASCII))
                .toArray(byte[][]::new);
        return frame -> {
            output.open(frame);
            int[] days = operand.days(frame);
            int mask = operand.mask(frame);
            int[] rows = frame.rows();
            int count = frame.count();
            for (int i = 0; i < count; i++) {
                int day = days[rows[i] & mask];
                byte[] name = names[ofDay ? CivilDate.dayOfWeek(day) : CivilDate.month(CivilDate.civil(day)) - 1];
                output.put(rows[i], name, name.length);
            }
        };
    }

    /// A zone and a timestamp, in either order. What clocks show becomes an instant, and the other way about.
    static Kernel atTimeZone(List<DataType> operands, DataType result, KernelContext context) {
        int zoneIndex = operands.getFirst() instanceof CharacterType ? 0 : 1;
        int valueIndex = 1 - zoneIndex;
        boolean toInstant = result.equals(DataType.TIMESTAMP_LTZ);
        NeedleOperand<ZoneClock> clocks = new NeedleOperand<>(
                context, name -> ZoneClock.of(new String(name, StandardCharsets.UTF_8)));
        return frame -> {
            int[] rows = frame.rows();
            int count = frame.count();
            for (int i = 0; i < count; i++) {
                ZoneClock clock = frame.operand(zoneIndex).constant() && i > 0
                        ? clocks.last()
                        : clocks.get(frame.operand(zoneIndex), rows[i]);
                long micros = frame.operand(valueIndex).integer(rows[i]);
                frame.resultLongs()[rows[i]] =
                        CivilDate.checkMicros(toInstant ? clock.toInstant(micros) : clock.toLocal(micros));
            }
        };
    }
}
