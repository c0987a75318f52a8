// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.datetime;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.DateType;
import dev.sheaf.core.type.DataType.TimeType;
import dev.sheaf.core.type.DataType.TimestampType;
import dev.sheaf.exec.kernel.CallFrame;
import dev.sheaf.exec.kernel.KernelContext;
import org.jspecify.annotations.Nullable;

/// An operand of a date or time type as the days, the time of day, or the microseconds that its clock shows. Instants
/// are read by the session's
/// clock. Of a constant only row 0 is filled.
public final class TemporalOperand {
    private final DataType type;
    private final int index;
    private final @Nullable ZoneClock clock;
    private int[] days = {};
    private long[] micros = {};

    public TemporalOperand(DataType type, int index, KernelContext context) {
        if (!(type instanceof DateType || type instanceof TimeType || type instanceof TimestampType)) {
            throw new SheafException(ErrorCode.NOT_SUPPORTED, type.sqlName() + " is neither a date nor a time");
        }
        this.type = type;
        this.index = index;
        this.clock = type.equals(DataType.TIMESTAMP_LTZ) ? new ZoneClock(context.evaluation().timeZone()) : null;
    }

    public DataType type() {
        return type;
    }

    /// The clock of instants, else null.
    public @Nullable ZoneClock clock() {
        return clock;
    }

    public int mask(CallFrame frame) {
        return frame.mask(index);
    }

    private int rowCount(CallFrame frame) {
        return frame.operand(index).constant() ? 1 : frame.rowCount();
    }

    /// Days since 1970-01-01 of what the clock shows.
    public int[] days(CallFrame frame) {
        if (type instanceof DateType) {
            return frame.ints(index);
        }
        long[] shown = micros(frame);
        int rowCount = rowCount(frame);
        if (days.length < rowCount) {
            days = new int[Math.max(rowCount, frame.rowCount())];
        }
        for (int i = 0; i < rowCount; i++) {
            days[i] = CivilDate.daysOf(shown[i]);
        }
        return days;
    }

    /// Microseconds since midnight.
    public long[] microsOfDay(CallFrame frame) {
        long[] shown = micros(frame);
        if (type instanceof TimeType) {
            return shown;
        }
        int rowCount = rowCount(frame);
        room(frame, rowCount);
        for (int i = 0; i < rowCount; i++) {
            micros[i] = CivilDate.microsOfDay(shown[i]);
        }
        return micros;
    }

    /// Microseconds since 1970-01-01 00:00:00 of what the clock shows, or since midnight for a TIME.
    public long[] micros(CallFrame frame) {
        int rowCount = rowCount(frame);
        if (type instanceof DateType) {
            int[] from = frame.ints(index);
            room(frame, rowCount);
            for (int i = 0; i < rowCount; i++) {
                micros[i] = from[i] * CivilDate.MICROS_PER_DAY;
            }
            return micros;
        }
        long[] from = frame.longs(index);
        if (clock == null) {
            return from;
        }
        room(frame, rowCount);
        int mask = frame.mask(index);
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            int row = rows[i] & mask;
            micros[row] = clock.toLocal(from[row]);
        }
        return micros;
    }

    private void room(CallFrame frame, int rowCount) {
        if (micros.length < rowCount) {
            micros = new long[Math.max(rowCount, frame.rowCount())];
        }
    }
}
