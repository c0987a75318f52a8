// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.cast;

import dev.sheaf.core.type.DataType.DecimalType;
import dev.sheaf.core.type.DataType.IntegerType;
import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.exec.kernel.ArithmeticErrors;
import dev.sheaf.exec.kernel.CallFrame;
import dev.sheaf.exec.kernel.Kernel;
import dev.sheaf.exec.kernel.decimal.DecimalRescale;

/// Casts from integers to other numbers and to BOOLEAN, and from BOOLEAN to integers.
final class IntegerCasts {
    private IntegerCasts() {}

    static Kernel toInteger(IntegerType from, IntegerType to, boolean safe) {
        if (to.bits() == 64) {
            return frame -> copy(frame.operand(0).vector(), frame.resultLongs(), frame.rowCount());
        }
        boolean widening = from.bits() <= to.bits();
        return frame -> {
            int[] result = frame.resultInts();
            int rowCount = frame.rowCount();
            long bad = 0;
            if (frame.operand(0).vector() instanceof IntVector ints) {
                int[] values = ints.values();
                for (int i = 0; i < rowCount; i++) {
                    long value = values[i];
                    result[i] = values[i];
                    bad |= to.maxValue() - value | value - to.minValue();
                }
            } else {
                long[] values = frame.longs(0);
                for (int i = 0; i < rowCount; i++) {
                    long value = values[i];
                    result[i] = (int) value;
                    bad |= to.maxValue() - value | value - to.minValue();
                }
            }
            if (!widening && bad < 0) {
                recheck(frame, to, safe);
            }
        };
    }

    private static void recheck(CallFrame frame, IntegerType to, boolean safe) {
        FlatVector vector = frame.operand(0).vector();
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            long value = frame.operand(0).integer(rows[i]);
            if (value < to.minValue() || value > to.maxValue()) {
                if (!safe) {
                    throw ArithmeticErrors.outOfRange(vector.type().sqlName() + " " + value, to);
                }
                frame.setNull(rows[i]);
            }
        }
    }

    static void toDouble(CallFrame frame) {
        double[] result = frame.resultDoubles();
        int rowCount = frame.rowCount();
        switch (frame.operand(0).vector()) {
            case IntVector ints -> {
                int[] values = ints.values();
                for (int i = 0; i < rowCount; i++) {
                    result[i] = values[i];
                }
            }
            case LongVector longs -> {
                long[] values = longs.values();
                for (int i = 0; i < rowCount; i++) {
                    result[i] = values[i];
                }
            }
            default -> throw new IllegalStateException("cast of an integer that is none");
        }
    }

    /// Straight to 24 bits: by way of DOUBLE it might be rounded twice.
    static void toReal(CallFrame frame) {
        double[] result = frame.resultDoubles();
        int rowCount = frame.rowCount();
        for (int i = 0; i < rowCount; i++) {
            result[i] = (float) frame.operand(0).integer(i);
        }
    }

    static Kernel toDecimal(DecimalType to, boolean safe) {
        DecimalRescale rescale = DecimalRescale.between(new DecimalType(DecimalType.MAX_PRECISION, 0), to, safe);
        return new Kernel() {
            private long[] widened = {};

            @Override
            public void run(CallFrame frame) {
                if (frame.operand(0).vector() instanceof LongVector longs) {
                    rescale.run(longs.values(), frame.mask(0), frame);
                    return;
                }
                if (widened.length < frame.rowCount()) {
                    widened = new long[frame.rowCount()];
                }
                copy(frame.operand(0).vector(), widened, frame.rowCount());
                rescale.run(widened, frame.mask(0), frame);
            }
        };
    }

    static void toBoolean(CallFrame frame) {
        long[] bits = frame.resultBits();
        int rowCount = frame.rowCount();
        for (int base = 0; base < rowCount; base += 64) {
            int end = Math.min(rowCount, base + 64);
            long word = 0;
            for (int i = base; i < end; i++) {
                long value = frame.operand(0).integer(i);
                word |= (value | -value) >>> 63 << i;
            }
            bits[base >> 6] = word;
        }
    }

    static Kernel fromBoolean(IntegerType to) {
        return frame -> {
            long[] bits = frame.operand(0).bits();
            int rowCount = frame.rowCount();
            for (int i = 0; i < rowCount; i++) {
                int value = Bits.get(bits, i) ? 1 : 0;
                if (to.bits() == 64) {
                    frame.resultLongs()[i] = value;
                } else {
                    frame.resultInts()[i] = value;
                }
            }
        };
    }

    private static void copy(FlatVector from, long[] to, int rowCount) {
        if (from instanceof IntVector ints) {
            int[] values = ints.values();
            for (int i = 0; i < rowCount; i++) {
                to[i] = values[i];
            }
        } else {
            System.arraycopy(((LongVector) from).values(), 0, to, 0, rowCount);
        }
    }
}
