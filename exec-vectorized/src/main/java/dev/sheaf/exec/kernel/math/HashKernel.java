// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.math;

import dev.sheaf.core.hash.ValueHash;
import dev.sheaf.core.type.DataType.DecimalType;
import dev.sheaf.core.vector.BooleanVector;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.exec.kernel.CallFrame;
import dev.sheaf.exec.kernel.Kernel;
import dev.sheaf.exec.kernel.Operand;

/// HASH: the plan's hash of one value, or of several combined in order. Never null.
final class HashKernel implements Kernel {
    @Override
    public boolean strict() {
        return false;
    }

    @Override
    public void run(CallFrame frame) {
        long[] result = frame.resultLongs();
        int[] rows = frame.rows();
        int count = frame.count();
        for (int operand = 0; operand < frame.operandCount(); operand++) {
            Operand values = frame.operand(operand);
            for (int i = 0; i < count; i++) {
                int row = rows[i];
                long hash = values.isNull(row) ? ValueHash.NULL : hash(values.vector(), row & values.mask());
                result[row] = operand == 0 ? hash : ValueHash.combine(result[row], hash);
            }
        }
    }

    private static long hash(FlatVector vector, int row) {
        return switch (vector) {
            case BooleanVector booleans -> ValueHash.ofLong(booleans.value(row) ? 1 : 0);
            case IntVector ints -> ValueHash.ofLong(ints.values()[row]);
            case LongVector longs -> ValueHash.ofLong(longs.values()[row]);
            case DoubleVector doubles -> ValueHash.ofDouble(doubles.values()[row]);
            case DecimalVector decimals -> ValueHash.ofDecimal(
                    decimals.values()[row], decimals.highWord(row), ((DecimalType) decimals.type()).scale());
            case StringVector strings -> ValueHash.ofView(
                    strings.views()[2 * row], strings.views()[2 * row + 1], strings.heaps());
        };
    }
}
