// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.cast;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.DateType;
import dev.sheaf.core.type.DataType.TimeType;
import dev.sheaf.core.type.DataType.TimestampType;
import dev.sheaf.exec.kernel.Kernel;
import dev.sheaf.exec.kernel.KernelContext;
import dev.sheaf.exec.kernel.datetime.CivilDate;
import dev.sheaf.exec.kernel.datetime.ZoneClock;
import org.jspecify.annotations.Nullable;

/// Casts between dates, times and timestamps. Instants become what the session's clock shows.
final class DateTimeCasts {
    private DateTimeCasts() {}

    static @Nullable Kernel fromDate(DataType to, KernelContext context) {
        if (!(to instanceof TimestampType timestamp)) {
            return null;
        }
        if (!timestamp.localTimeZone()) {
            return frame -> {
                int[] days = frame.ints(0);
                long[] micros = frame.resultLongs();
                int rowCount = frame.rowCount();
                for (int i = 0; i < rowCount; i++) {
                    micros[i] = days[i] * CivilDate.MICROS_PER_DAY;
                }
            };
        }
        ZoneClock clock = new ZoneClock(context.evaluation().timeZone());
        return frame -> {
            int[] rows = frame.rows();
            int count = frame.count();
            for (int i = 0; i < count; i++) {
                long midnight = frame.operand(0).integer(rows[i]) * CivilDate.MICROS_PER_DAY;
                frame.resultLongs()[rows[i]] = clock.toInstant(midnight);
            }
        };
    }

    static @Nullable Kernel fromTimestamp(TimestampType from, DataType to, KernelContext context) {
        ZoneClock clock = new ZoneClock(context.evaluation().timeZone());
        boolean instants = from.localTimeZone();
        return switch (to) {
            case DateType _ -> frame -> {
                int[] rows = frame.rows();
                int count = frame.count();
                for (int i = 0; i < count; i++) {
                    long micros = frame.operand(0).integer(rows[i]);
                    frame.resultInts()[rows[i]] = CivilDate.daysOf(instants ? clock.toLocal(micros) : micros);
                }
            };
            case TimeType _ -> frame -> {
                int[] rows = frame.rows();
                int count = frame.count();
                for (int i = 0; i < count; i++) {
                    long micros = frame.operand(0).integer(rows[i]);
                    frame.resultLongs()[rows[i]] = CivilDate.microsOfDay(instants ? clock.toLocal(micros) : micros);
                }
            };
            case TimestampType _ -> frame -> {
                int[] rows = frame.rows();
                int count = frame.count();
                for (int i = 0; i < count; i++) {
                    long micros = frame.operand(0).integer(rows[i]);
                    frame.resultLongs()[rows[i]] = instants ? clock.toLocal(micros) : clock.toInstant(micros);
                }
            };
            default -> null;
        };
    }
}
