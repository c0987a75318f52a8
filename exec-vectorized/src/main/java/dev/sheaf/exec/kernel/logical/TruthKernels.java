// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.logical;

import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.vector.Bits;
import dev.sheaf.exec.kernel.CallFrame;
import dev.sheaf.exec.kernel.Kernel;
import dev.sheaf.exec.kernel.Operand;

/// NOT, and the predicates about truth and nulls that are never null themselves.
public final class TruthKernels {
    private TruthKernels() {}

    public static Kernel bind(ScalarFunction function) {
        return switch (function) {
            case NOT -> TruthKernels::not;
            case IS_NULL -> Kernel.nullAware(frame -> isValid(frame, -1L));
            case IS_NOT_NULL -> Kernel.nullAware(frame -> isValid(frame, 0L));
            case IS_TRUE -> Kernel.nullAware(frame -> is(frame, 0L, 0L));
            case IS_NOT_TRUE -> Kernel.nullAware(frame -> is(frame, 0L, -1L));
            case IS_FALSE -> Kernel.nullAware(frame -> is(frame, -1L, 0L));
            case IS_NOT_FALSE -> Kernel.nullAware(frame -> is(frame, -1L, -1L));
            default -> throw new IllegalArgumentException(function + " is no predicate on truth");
        };
    }

    private static void not(CallFrame frame) {
        long[] from = frame.operand(0).bits();
        long[] to = frame.resultBits();
        int words = Bits.words(frame.rowCount());
        for (int i = 0; i < words; i++) {
            to[i] = ~from[i];
        }
    }

    private static void isValid(CallFrame frame, long inversion) {
        long[] to = frame.resultBits();
        int words = Bits.words(frame.rowCount());
        for (int i = 0; i < words; i++) {
            to[i] = validWord(frame.operand(0), i) ^ inversion;
        }
    }

    private static void is(CallFrame frame, long valueInversion, long resultInversion) {
        Operand operand = frame.operand(0);
        long[] from = operand.bits();
        long[] to = frame.resultBits();
        int words = Bits.words(frame.rowCount());
        for (int i = 0; i < words; i++) {
            to[i] = (from[i] ^ valueInversion) & validWord(operand, i) ^ resultInversion;
        }
    }

    private static long validWord(Operand operand, int word) {
        long[] validity = operand.validity();
        return validity == null ? -1L : validity[word];
    }
}
