// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.datetime;

import dev.sheaf.core.type.DataType;
import dev.sheaf.exec.kernel.CallFrame;
import dev.sheaf.exec.kernel.Kernel;
import dev.sheaf.exec.kernel.KernelContext;
import dev.sheaf.exec.kernel.text.NeedleOperand;

/// `DATE_DIFF(unit, from, to)`: how many beginnings of a unit lie between, but of weeks how many are full; as in
/// DuckDB.
final class DateDifference implements Kernel {
    private final NeedleOperand<DateUnit> units;
    private final TemporalOperand from;
    private final TemporalOperand to;

    DateDifference(DataType fromType, DataType toType, KernelContext context) {
        units = new NeedleOperand<>(context, DateUnit::of);
        from = new TemporalOperand(fromType, 1, context);
        to = new TemporalOperand(toType, 2, context);
    }

    @Override
    public void run(CallFrame frame) {
        long[] starts = from.micros(frame);
        long[] ends = to.micros(frame);
        int startMask = from.mask(frame);
        int endMask = to.mask(frame);
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            DateUnit unit = frame.operand(0).constant() && i > 0 ? units.last() : units.get(frame.operand(0), row);
            frame.putInteger(row, difference(starts[row & startMask], ends[row & endMask], unit));
        }
    }

    private static long difference(long start, long end, DateUnit unit) {
        return unit == DateUnit.WEEK
                ? (number(end, DateUnit.DAY) - number(start, DateUnit.DAY)) / 7
                : number(end, unit) - number(start, unit);
    }

    /// The number of the unit that a time lies in.
    private static long number(long micros, DateUnit unit) {
        if (unit.withinDay() || unit == DateUnit.DAY) {
            return Math.floorDiv(micros, unit.micros());
        }
        int days = CivilDate.daysOf(micros);
        int civil = CivilDate.civil(days);
        int year = CivilDate.year(civil);
        return switch (unit) {
            case MONTH -> year * 12L + CivilDate.month(civil) - 1;
            case QUARTER -> year * 4L + (CivilDate.month(civil) - 1) / 3;
            case DECADE -> year / 10;
            case CENTURY -> year / 100;
            case MILLENNIUM -> year / 1000;
            case ISOYEAR -> CivilDate.isoYear(days);
            case YEAR, MICROSECOND, MILLISECOND, SECOND, MINUTE, HOUR, DAY, WEEK -> year;
        };
    }
}
