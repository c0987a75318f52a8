// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.datetime;

import dev.sheaf.exec.kernel.text.TextOutput;

/// Writes dates, times and intervals in their plain texts.
public final class DateTimeWriter {
    /// More than any of the texts takes.
    public static final int BYTES_MAX = 48;

    private final TextOutput output;

    public DateTimeWriter(TextOutput output) {
        this.output = output;
    }

    /// `2024-02-29`.
    public void date(int days) {
        int civil = CivilDate.civil(days);
        twoDigits(CivilDate.year(civil) / 100);
        twoDigits(CivilDate.year(civil) % 100);
        output.append((byte) '-');
        twoDigits(CivilDate.month(civil));
        output.append((byte) '-');
        twoDigits(CivilDate.day(civil));
    }

    /// `04:05:06.5`, without trailing zeros in the fraction.
    public void time(long microsOfDay) {
        int seconds = (int) (microsOfDay / CivilDate.MICROS_PER_SECOND);
        twoDigits(seconds / 3600);
        output.append((byte) ':');
        twoDigits(seconds / 60 % 60);
        output.append((byte) ':');
        twoDigits(seconds % 60);
        fraction(microsOfDay % CivilDate.MICROS_PER_SECOND);
    }

    private void fraction(long micros) {
        if (micros == 0) {
            return;
        }
        output.append((byte) '.');
        int digits = 6;
        long rest = micros;
        while (rest % 10 == 0) {
            rest /= 10;
            digits--;
        }
        number(rest, digits);
    }

    /// `2024-02-29 04:05:06.5`.
    public void timestamp(long micros) {
        date(CivilDate.daysOf(micros));
        output.append((byte) ' ');
        time(CivilDate.microsOfDay(micros));
    }

    /// What the clock shows at an instant, with its offset from UTC.
    public void instant(long micros, ZoneClock clock) {
        timestamp(clock.toLocal(micros));
        long minutes = clock.offsetAt(micros) / (60 * CivilDate.MICROS_PER_SECOND);
        output.append((byte) (minutes < 0 ? '-' : '+'));
        number(Math.abs(minutes) / 60, 2);
        if (minutes % 60 != 0) {
            output.append((byte) ':');
            number(Math.abs(minutes) % 60, 2);
        }
    }

    /// `1-2`: years and months, a minus before the whole.
    public void months(long months) {
        sign(months);
        number(Math.abs(months) / 12, 1);
        output.append((byte) '-');
        number(Math.abs(months) % 12, 1);
    }

    /// `3 04:05:06.5`: days and time, a minus before the whole.
    public void micros(long micros) {
        sign(micros);
        // The smallest number stays negative; its quotients and remainders are right after Math.abs.
        number(Math.abs(micros / CivilDate.MICROS_PER_DAY), 1);
        output.append((byte) ' ');
        time(Math.abs(micros % CivilDate.MICROS_PER_DAY));
    }

    private void sign(long value) {
        if (value < 0) {
            output.append((byte) '-');
        }
    }

    private void twoDigits(int value) {
        output.append((byte) ('0' + value / 10));
        output.append((byte) ('0' + value % 10));
    }

    /// With zeros in front up to so many digits.
    private void number(long value, int digitsMin) {
        long power = 1;
        for (int i = 1; i < digitsMin || value / power >= 10; i++) {
            power *= 10;
        }
        for (; power > 0; power /= 10) {
            output.append((byte) ('0' + value / power % 10));
        }
    }
}
