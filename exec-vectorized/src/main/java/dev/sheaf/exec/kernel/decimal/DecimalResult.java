// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.decimal;

import dev.sheaf.core.type.DataType.DecimalType;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.exec.kernel.ArithmeticErrors;
import dev.sheaf.exec.kernel.CallFrame;
import java.math.BigInteger;

/// A result whose rows are computed in 128 bits. Gives 64-bit values again when all rows allow it.
final class DecimalResult {
    private final DecimalVector vector;
    private final DecimalType type;
    private final long[] high;
    private boolean wide;

    DecimalResult(CallFrame frame) {
        vector = frame.resultDecimals();
        type = (DecimalType) vector.type();
        high = vector.startWide();
    }

    /// @param fits whether `value` could be computed
    void put(int row, Int128 value, boolean fits) {
        if (!fits || !value.hasDigits(DecimalType.MAX_PRECISION)) {
            throw ArithmeticErrors.outOfRange("a result", type);
        }
        vector.values()[row] = value.low;
        high[row] = value.high;
        wide |= !value.fitsLong();
    }

    void put(int row, BigInteger value, Int128 scratch) {
        put(row, scratch, scratch.set(value));
    }

    void finish() {
        if (!wide) {
            vector.startNarrow();
        }
    }
}
