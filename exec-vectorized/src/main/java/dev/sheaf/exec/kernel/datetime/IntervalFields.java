// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.datetime;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.type.DataType.IntervalType;
import dev.sheaf.exec.kernel.Kernel;

/// EXTRACT from intervals. Fields have the interval's sign.
final class IntervalFields {
    private static final long SECOND = CivilDate.MICROS_PER_SECOND;

    private IntervalFields() {}

    static Kernel extract(ScalarFunction field, IntervalType type) {
        boolean months = type.kind() == IntervalType.Kind.YEAR_MONTH;
        if (field == ScalarFunction.EXTRACT_EPOCH) {
            return frame -> {
                double[] seconds = frame.resultDoubles();
                for (int row = 0; row < frame.rowCount(); row++) {
                    long value = frame.operand(0).integer(row);
                    seconds[row] = months ? epochOfMonths(value) : value / 1e6;
                }
            };
        }
        boolean known = switch (field) {
            case EXTRACT_YEAR, EXTRACT_QUARTER, EXTRACT_MONTH, EXTRACT_DECADE, EXTRACT_CENTURY, EXTRACT_MILLENNIUM ->
                    months;
            case EXTRACT_DAY, EXTRACT_HOUR, EXTRACT_MINUTE, EXTRACT_SECOND, EXTRACT_MILLISECOND,
                    EXTRACT_MICROSECOND -> !months;
            default -> false;
        };
        if (!known) {
            throw new SheafException(
                    ErrorCode.NOT_SUPPORTED, "an " + type.sqlName() + " has no such field as " + field);
        }
        return frame -> {
            for (int row = 0; row < frame.rowCount(); row++) {
                frame.putInteger(row, field(field, frame.operand(0).integer(row)));
            }
        };
    }

    /// A year counts as 365.25 days, a month beyond whole years as 30 (PostgreSQL's rule).
    private static double epochOfMonths(long months) {
        long years = months / 12;
        return (years * 365.25 + (months - 12 * years) * 30.0) * 86_400;
    }

    private static long field(ScalarFunction field, long value) {
        return switch (field) {
            case EXTRACT_YEAR -> value / 12;
            case EXTRACT_QUARTER -> value % 12 / 3 + 1;
            case EXTRACT_MONTH -> value % 12;
            case EXTRACT_DECADE -> value / 120;
            case EXTRACT_CENTURY -> value / 1200;
            case EXTRACT_MILLENNIUM -> value / 12_000;
            case EXTRACT_DAY -> value / CivilDate.MICROS_PER_DAY;
            case EXTRACT_HOUR -> value / (3600 * SECOND) % 24;
            case EXTRACT_MINUTE -> value / (60 * SECOND) % 60;
            case EXTRACT_SECOND -> Math.floorDiv(value % (60 * SECOND), SECOND);
            case EXTRACT_MILLISECOND -> Math.floorDiv(value % (60 * SECOND), 1000);
            case EXTRACT_MICROSECOND -> value % (60 * SECOND);
            default -> throw new IllegalArgumentException(field + " is no field of an interval");
        };
    }
}
