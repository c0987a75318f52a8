// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.decimal;

import dev.sheaf.core.type.DataType.DecimalType;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.exec.kernel.ArithmeticErrors;
import dev.sheaf.exec.kernel.CallFrame;
import dev.sheaf.exec.kernel.arithmetic.Magnitude;

/// Brings unscaled numbers to another scale and checks that they have no more digits than their type allows. What casts
/// between exact
/// numbers and the rounding functions have in common.
public final class DecimalRescale {
    private final DecimalType type;
    private final int digits;
    private final Rounding rounding;
    private final boolean safe;
    private final Int128 value = new Int128();

    /// @param type of the result
    /// @param digits how many digits the result has more after the point than the operand; negative for fewer
    /// @param safe whether a value that doesn't fit becomes null
    public DecimalRescale(DecimalType type, int digits, Rounding rounding, boolean safe) {
        this.type = type;
        this.digits = digits;
        this.rounding = rounding;
        this.safe = safe;
    }

    public static DecimalRescale between(DecimalType from, DecimalType to, boolean safe) {
        return new DecimalRescale(to, to.scale() - from.scale(), Rounding.HALF_AWAY_FROM_ZERO, safe);
    }

    /// Rescales the frame's first operand.
    public void run(CallFrame frame) {
        DecimalVector from = frame.operand(0).decimals();
        if (from.wide() || !runNarrow(from.values(), frame.mask(0), frame)) {
            runWide(from, frame.mask(0), frame);
        }
    }

    /// Rescales 64-bit numbers.
    public void run(long[] values, int mask, CallFrame frame) {
        if (runNarrow(values, mask, frame)) {
            return;
        }
        Output output = new Output(frame);
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            value.set(values[rows[i] & mask]);
            output.put(rows[i]);
        }
        output.finish();
    }

    private boolean runNarrow(long[] values, int mask, CallFrame frame) {
        int rowCount = frame.rowCount();
        if (Math.abs(digits) > PowersOfTen.NARROW_MAX) {
            return false;
        }
        long factor = PowersOfTen.narrow(Math.abs(digits));
        int bits = mask == 0 ? Magnitude.bits(values[0]) : Magnitude.bits(values, rowCount);
        if (digits >= 0 && bits + Magnitude.bits(factor) > 63) {
            return false;
        }
        DecimalVector result = frame.resultDecimals();
        result.startNarrow();
        long[] to = result.values();
        if (digits == 0) {
            for (int i = 0; i < rowCount; i++) {
                to[i] = values[i & mask];
            }
        } else if (digits > 0) {
            for (int i = 0; i < rowCount; i++) {
                to[i] = values[i & mask] * factor;
            }
        } else {
            int[] rows = frame.rows();
            int count = frame.count();
            for (int i = 0; i < count; i++) {
                int row = rows[i];
                to[row] = rounding.divide(values[row & mask], factor);
            }
        }
        if (type.precision() <= PowersOfTen.NARROW_MAX) {
            checkNarrow(to, PowersOfTen.narrow(type.precision()) - 1, frame);
        }
        return true;
    }

    private void checkNarrow(long[] values, long max, CallFrame frame) {
        long bad = 0;
        int rowCount = frame.rowCount();
        for (int i = 0; i < rowCount; i++) {
            // Neither difference overflows when it matters: a value so large has the other one negative.
            bad |= max - values[i] | max + values[i];
        }
        if (bad >= 0) {
            return;
        }
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            if (values[rows[i]] > max || values[rows[i]] < -max) {
                outOfRange(frame, rows[i]);
            }
        }
    }

    private void runWide(DecimalVector from, int mask, CallFrame frame) {
        Output output = new Output(frame);
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            value.set(from, rows[i] & mask);
            output.put(rows[i]);
        }
        output.finish();
    }

    private void outOfRange(CallFrame frame, int row) {
        if (!safe) {
            throw ArithmeticErrors.outOfRange("a number", type);
        }
        frame.setNull(row);
    }

    private final class Output {
        private final CallFrame frame;
        private final long[] low;
        private final long[] high;
        private boolean wide;

        Output(CallFrame frame) {
            this.frame = frame;
            high = frame.resultDecimals().startWide();
            low = frame.resultDecimals().values();
        }

        void put(int row) {
            boolean fits = true;
            if (digits >= 0) {
                fits = value.scaleUp(digits);
            } else if (-digits > PowersOfTen.WIDE_MAX) {
                value.set(0);
            } else {
                value.divide(PowersOfTen.high(-digits), PowersOfTen.low(-digits), rounding);
            }
            if (!fits || !value.hasDigits(type.precision())) {
                outOfRange(frame, row);
                value.set(0);
            }
            low[row] = value.low;
            high[row] = value.high;
            wide |= !value.fitsLong();
        }

        void finish() {
            if (!wide) {
                frame.resultDecimals().startNarrow();
            }
        }
    }
}
