// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.decimal;

import dev.sheaf.core.expression.Expression.Call;
import dev.sheaf.core.type.DataType.DecimalType;
import dev.sheaf.exec.kernel.Kernel;
import dev.sheaf.exec.kernel.arithmetic.SignKernels;

/// Finds the kernel of an arithmetic operator whose result is a decimal.
public final class DecimalKernels {
    private DecimalKernels() {}

    public static Kernel bind(Call call) {
        DecimalType result = (DecimalType) call.type();
        return switch (call.function()) {
            case NEGATE -> SignKernels.negate(result);
            case ABS -> SignKernels.absolute(result);
            case SIGN -> SignKernels::sign;
            case CEIL, FLOOR, ROUND, TRUNCATE -> DecimalRounding.bind(
                    call.function(), operand(call, 0), result, call.operands().size());
            case ADD -> new DecimalAddition(operand(call, 0), operand(call, 1), result, false);
            case SUBTRACT -> new DecimalAddition(operand(call, 0), operand(call, 1), result, true);
            case MULTIPLY -> new DecimalMultiplication(operand(call, 0), operand(call, 1), result);
            case DIVIDE -> DecimalDivision.divide(operand(call, 0), operand(call, 1), result);
            case MODULUS -> DecimalDivision.modulus(operand(call, 0), operand(call, 1), result);
            default -> throw new IllegalArgumentException(call.function() + " of decimals");
        };
    }

    private static DecimalType operand(Call call, int index) {
        if (call.operands().get(index).type() instanceof DecimalType decimal) {
            return decimal;
        }
        throw new IllegalArgumentException("operand " + index + " of " + call + " is no decimal");
    }
}
