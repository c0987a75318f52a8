// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.math;

import dev.sheaf.core.hash.ValueHash;
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
                long hash = values.isNull(row) ? ValueHash.NULL : ValueHash.of(values.vector(), row & values.mask());
                result[row] = operand == 0 ? hash : ValueHash.combine(result[row], hash);
            }
        }
    }
}
