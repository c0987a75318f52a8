// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.compare;

import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.vector.Bits;
import dev.sheaf.exec.kernel.CallFrame;
import dev.sheaf.exec.kernel.Kernel;
import dev.sheaf.exec.kernel.Operand;

/// IS [NOT] DISTINCT FROM: equality in which nulls are equal to each other and to nothing else.
public final class DistinctKernel implements Kernel {
    private static final ComparisonKernel EQUAL = ComparisonKernel.of(ScalarFunction.EQUAL);

    private final CallFrame values;
    private final long inversion;

    /// @param distinct whether for IS DISTINCT FROM
    /// @param values a frame of two operands for a strict kernel, whose rows have no null, so that strings under nulls
    ///     aren't touched
    public DistinctKernel(boolean distinct, CallFrame values) {
        this.values = values;
        this.inversion = distinct ? -1L : 0L;
    }

    @Override
    public boolean strict() {
        return false;
    }

    @Override
    public void run(CallFrame frame) {
        int rowCount = frame.rowCount();
        Operand left = frame.operand(0);
        Operand right = frame.operand(1);
        long[] bits = frame.resultBits();
        boolean leftNull = left.constant() && left.vector().isNull(0);
        boolean rightNull = right.constant() && right.vector().isNull(0);
        int words = Bits.words(rowCount);
        if (!leftNull && !rightNull) {
            values.shareOperands(frame);
            EQUAL.compare(values, bits);
        }
        for (int i = 0; i < words; i++) {
            long l = validWord(left, leftNull, i);
            long r = validWord(right, rightNull, i);
            bits[i] = (bits[i] & l & r | ~(l | r)) ^ inversion;
        }
    }

    private static long validWord(Operand operand, boolean isNull, int word) {
        long[] validity = operand.validity();
        if (operand.constant() || validity == null) {
            return isNull ? 0L : -1L;
        }
        return validity[word];
    }
}
