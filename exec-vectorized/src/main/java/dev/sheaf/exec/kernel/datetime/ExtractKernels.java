// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.datetime;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.DateType;
import dev.sheaf.core.type.DataType.IntervalType;
import dev.sheaf.core.type.DataType.TimeType;
import dev.sheaf.exec.kernel.CallFrame;
import dev.sheaf.exec.kernel.Kernel;
import dev.sheaf.exec.kernel.KernelContext;

/// The EXTRACT functions. A dense loop turns the operand into days or a time of day, a second one takes the field out
/// of that.
final class ExtractKernels {
    private static final long SECOND = CivilDate.MICROS_PER_SECOND;

    private ExtractKernels() {}

    static Kernel bind(ScalarFunction field, DataType type, KernelContext context) {
        if (type instanceof IntervalType interval) {
            return IntervalFields.extract(field, interval);
        }
        TemporalOperand operand = new TemporalOperand(type, 0, context);
        boolean ofDay = switch (field) {
            case EXTRACT_HOUR, EXTRACT_MINUTE, EXTRACT_SECOND, EXTRACT_MILLISECOND, EXTRACT_MICROSECOND -> true;
            default -> false;
        };
        if (field == ScalarFunction.EXTRACT_EPOCH) {
            return frame -> epoch(frame, type);
        }
        if (ofDay) {
            return type instanceof DateType ? ExtractKernels::zero : frame -> timeField(frame, operand, field);
        }
        if (type instanceof TimeType) {
            throw new SheafException(ErrorCode.NOT_SUPPORTED, "a TIME has no such field as " + field);
        }
        return frame -> dateField(operand.days(frame), field, frame);
    }

    private static void zero(CallFrame frame) {
        for (int row = 0; row < frame.rowCount(); row++) {
            frame.putInteger(row, 0);
        }
    }

    /// Seconds since 1970, or since midnight. Instants count as they are.
    private static void epoch(CallFrame frame, DataType type) {
        double[] seconds = frame.resultDoubles();
        int rowCount = frame.rowCount();
        if (type instanceof DateType) {
            int[] days = frame.ints(0);
            for (int i = 0; i < rowCount; i++) {
                seconds[i] = days[i] * 86_400.0;
            }
        } else {
            long[] micros = frame.longs(0);
            for (int i = 0; i < rowCount; i++) {
                seconds[i] = micros[i] / 1e6;
            }
        }
    }

    private static void timeField(CallFrame frame, TemporalOperand operand, ScalarFunction field) {
        long[] micros = operand.microsOfDay(frame);
        long[] target = frame.integerTarget();
        int rowCount = frame.rowCount();
        long divisor = switch (field) {
            case EXTRACT_HOUR -> 3600 * SECOND;
            case EXTRACT_MINUTE -> 60 * SECOND;
            case EXTRACT_SECOND -> SECOND;
            case EXTRACT_MILLISECOND -> 1000;
            default -> 1;
        };
        long modulus = switch (field) {
            case EXTRACT_HOUR -> 24;
            case EXTRACT_MINUTE, EXTRACT_SECOND -> 60;
            case EXTRACT_MILLISECOND -> 60_000;
            default -> 60 * SECOND;
        };
        for (int row = 0; row < rowCount; row++) {
            target[row] = micros[row] / divisor % modulus;
        }
        frame.finishIntegers();
    }

    private static void dateField(int[] days, ScalarFunction field, CallFrame frame) {
        long[] target = frame.integerTarget();
        int rowCount = frame.rowCount();
        switch (field) {
            case EXTRACT_YEAR -> {
                for (int row = 0; row < rowCount; row++) {
                    target[row] = CivilDate.year(CivilDate.civil(days[row]));
                }
            }
            case EXTRACT_MONTH -> {
                for (int row = 0; row < rowCount; row++) {
                    target[row] = CivilDate.month(CivilDate.civil(days[row]));
                }
            }
            case EXTRACT_DAY -> {
                for (int row = 0; row < rowCount; row++) {
                    target[row] = CivilDate.day(CivilDate.civil(days[row]));
                }
            }
            default -> {
                for (int row = 0; row < rowCount; row++) {
                    target[row] = dateField(field, days[row]);
                }
            }
        }
        frame.finishIntegers();
    }

    private static int dateField(ScalarFunction field, int days) {
        int civil = CivilDate.civil(days);
        int year = CivilDate.year(civil);
        return switch (field) {
            case EXTRACT_QUARTER -> (CivilDate.month(civil) + 2) / 3;
            case EXTRACT_WEEK -> CivilDate.isoWeek(days);
            case EXTRACT_ISO_YEAR -> CivilDate.isoYear(days);
            case EXTRACT_DAY_OF_WEEK -> CivilDate.dayOfWeek(days);
            case EXTRACT_ISO_DAY_OF_WEEK -> Math.floorMod(days + 3, 7) + 1;
            case EXTRACT_DAY_OF_YEAR -> days - CivilDate.days(year, 1, 1) + 1;
            case EXTRACT_DECADE -> Math.floorDiv(year, 10);
            case EXTRACT_CENTURY -> Math.floorDiv(year + 99, 100);
            case EXTRACT_MILLENNIUM -> Math.floorDiv(year + 999, 1000);
            default -> throw new IllegalArgumentException(field + " is no field of a date");
        };
    }
}
