// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.arithmetic;

import dev.sheaf.core.expression.Expression.Call;
import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.FloatingType;
import dev.sheaf.core.type.DataType.IntegerType;
import dev.sheaf.core.type.DataType.IntervalType;
import dev.sheaf.core.type.PhysicalType;
import dev.sheaf.exec.kernel.Kernel;

/// Finds the kernel of an arithmetic operator by the type of its result. Those of decimals are elsewhere.
public final class ArithmeticKernels {
    private static final IntegerType MONTHS = new IntegerType(32);

    private ArithmeticKernels() {}

    public static Kernel bind(Call call) {
        DataType type = call.type();
        return switch (call.function()) {
            case NEGATE -> SignKernels.negate(type);
            case ABS -> SignKernels.absolute(type);
            case SIGN -> SignKernels::sign;
            case CEIL, FLOOR, ROUND, TRUNCATE -> rounding(call);
            default -> switch (type) {
                case IntegerType integer -> integers(call.function(), integer);
                case FloatingType floating -> floating.bits() == 32
                        ? DoubleArithmetic.rounded(doubles(call.function()))
                        : doubles(call.function());
                case IntervalType interval -> integers(
                        call.function(), interval.physical() == PhysicalType.INT ? MONTHS : new IntegerType(64));
                default -> throw unsupported(call);
            };
        };
    }

    private static Kernel integers(ScalarFunction function, IntegerType type) {
        boolean wide = type.bits() == 64;
        return switch (function) {
            case ADD -> wide ? LongArithmetic::add : IntArithmetic.add(type);
            case SUBTRACT -> wide ? LongArithmetic::subtract : IntArithmetic.subtract(type);
            case MULTIPLY -> wide ? LongArithmetic::multiply : IntArithmetic.multiply(type);
            case DIVIDE -> IntegerDivision.divide(type);
            case MODULUS -> IntegerDivision.modulus(type);
            default -> throw new IllegalArgumentException(function + " is no operator");
        };
    }

    private static Kernel doubles(ScalarFunction function) {
        return switch (function) {
            case ADD -> DoubleArithmetic::add;
            case SUBTRACT -> DoubleArithmetic::subtract;
            case MULTIPLY -> DoubleArithmetic::multiply;
            case DIVIDE -> DoubleArithmetic::divide;
            case MODULUS -> DoubleArithmetic::modulus;
            default -> throw new IllegalArgumentException(function + " is no operator");
        };
    }

    private static Kernel rounding(Call call) {
        int operandCount = call.operands().size();
        return switch (call.type()) {
            case IntegerType integer -> RoundingKernels.integers(call.function(), integer, operandCount);
            case FloatingType _ -> RoundingKernels.doubles(call.function(), operandCount);
            default -> throw unsupported(call);
        };
    }

    private static IllegalArgumentException unsupported(Call call) {
        return new IllegalArgumentException("no kernel for " + call + " as " + call.type().sqlName());
    }
}
