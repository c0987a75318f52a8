// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.math;

import dev.sheaf.core.vector.BooleanVector;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.core.vector.StringViews;
import dev.sheaf.exec.kernel.CallFrame;
import dev.sheaf.exec.kernel.Kernel;
import dev.sheaf.exec.kernel.Operand;
import java.util.Arrays;

/// GREATEST and LEAST: nulls are passed over; null only when all operands are.
final class ExtremeKernel implements Kernel {
    private final int sign;
    private int[] best = {};

    ExtremeKernel(boolean greatest) {
        sign = greatest ? 1 : -1;
    }

    @Override
    public boolean strict() {
        return false;
    }

    @Override
    public void run(CallFrame frame) {
        int[] rows = frame.rows();
        int count = frame.count();
        if (best.length < count) {
            best = new int[Math.max(count, frame.rowCount())];
        }
        Arrays.fill(best, 0, count, 0);
        for (int i = 1; i < frame.operandCount(); i++) {
            improve(frame, i, rows, count);
        }
        FlatVector result = frame.result();
        if (result instanceof StringVector strings) {
            strings.clearHeaps();
        } else if (result instanceof DecimalVector decimals) {
            decimals.startNarrow();
        }
        for (int i = 0; i < count; i++) {
            Operand operand = frame.operand(best[i]);
            if (operand.isNull(rows[i])) {
                frame.setNull(rows[i]);
            } else {
                result.copyRow(rows[i], operand.vector(), rows[i] & operand.mask());
            }
        }
    }

    private void improve(CallFrame frame, int candidate, int[] rows, int count) {
        Operand operand = frame.operand(candidate);
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            if (operand.isNull(row)) {
                continue;
            }
            Operand held = frame.operand(best[i]);
            if (held.isNull(row)
                    || sign * compare(operand.vector(), row & operand.mask(), held.vector(), row & held.mask()) > 0) {
                best[i] = candidate;
            }
        }
    }

    private static int compare(FlatVector left, int leftRow, FlatVector right, int rightRow) {
        return switch (left) {
            case BooleanVector l -> Boolean.compare(l.value(leftRow), ((BooleanVector) right).value(rightRow));
            case IntVector l -> Integer.compare(l.values()[leftRow], ((IntVector) right).values()[rightRow]);
            case LongVector l -> Long.compare(l.values()[leftRow], ((LongVector) right).values()[rightRow]);
            // Adding 0.0 makes both zeros one; NaN is the greatest already.
            case DoubleVector l -> Double.compare(
                    l.values()[leftRow] + 0.0, ((DoubleVector) right).values()[rightRow] + 0.0);
            case DecimalVector l -> {
                DecimalVector r = (DecimalVector) right;
                int high = Long.compare(l.highWord(leftRow), r.highWord(rightRow));
                yield high != 0 ? high : Long.compareUnsigned(l.values()[leftRow], r.values()[rightRow]);
            }
            case StringVector l -> {
                StringVector r = (StringVector) right;
                yield StringViews.compare(
                        l.views()[2 * leftRow], l.views()[2 * leftRow + 1], l.heaps(), r.views()[2 * rightRow],
                        r.views()[2 * rightRow + 1], r.heaps());
            }
        };
    }
}
