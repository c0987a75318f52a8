// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.decimal;

import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.type.DataType.DecimalType;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.exec.kernel.CallFrame;
import dev.sheaf.exec.kernel.Kernel;
import java.math.BigDecimal;
import java.math.RoundingMode;

/// CEIL, FLOOR, ROUND and TRUNCATE of decimals.
public final class DecimalRounding {
    private DecimalRounding() {}

    public static Kernel bind(ScalarFunction function, DecimalType from, DecimalType to, int operandCount) {
        Rounding rounding = switch (function) {
            case CEIL -> Rounding.UP;
            case FLOOR -> Rounding.DOWN;
            case ROUND -> Rounding.HALF_AWAY_FROM_ZERO;
            case TRUNCATE -> Rounding.TOWARD_ZERO;
            default -> throw new IllegalArgumentException(function + " doesn't round");
        };
        if (operandCount == 1) {
            DecimalRescale rescale = new DecimalRescale(to, to.scale() - from.scale(), rounding, false);
            return rescale::run;
        }
        RoundingMode mode = rounding == Rounding.TOWARD_ZERO ? RoundingMode.DOWN : RoundingMode.HALF_UP;
        DecimalRescale rescale = new DecimalRescale(to, to.scale() - from.scale(), rounding, false);
        return frame -> {
            boolean byScale = frame.operand(1).constant() && frame.operand(1).integer(0) == to.scale();
            if (byScale && to.scale() <= from.scale()) {
                rescale.run(frame);
            } else {
                toDigits(frame, from.scale(), to, mode);
            }
        };
    }

    /// Digits that differ from row to row, or lie before the point.
    private static void toDigits(CallFrame frame, int fromScale, DecimalType to, RoundingMode mode) {
        DecimalVector from = frame.operand(0).decimals();
        int mask = frame.mask(0);
        DecimalResult result = new DecimalResult(frame);
        Int128 value = new Int128();
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            long digits = Math.clamp(frame.operand(1).integer(row), -39L, (long) fromScale);
            BigDecimal number = new BigDecimal(value.set(from, row & mask).toBigInteger(), fromScale);
            BigDecimal rounded = number.setScale((int) digits, mode).setScale(to.scale(), mode);
            result.put(row, rounded.unscaledValue(), value);
        }
        result.finish();
    }
}
