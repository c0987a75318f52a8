// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.math;

import dev.sheaf.core.expression.Expression.Call;
import dev.sheaf.exec.kernel.Kernel;
import dev.sheaf.exec.kernel.KernelContext;

/// Finds the kernel of a function of numbers, or of one that takes values of all types.
public final class MathKernels {
    private MathKernels() {}

    public static Kernel bind(Call call, KernelContext context) {
        return switch (call.function()) {
            case SQRT, CBRT, EXP, LN, LOG10, LOG2, SIN, COS, TAN, COT, ASIN, ACOS, ATAN, SINH, COSH, TANH, DEGREES,
                    RADIANS ->
                    DoubleFunctions.bind(call.function());
            case POWER -> BinaryDoubleFunctions::power;
            case ATAN2 -> BinaryDoubleFunctions::arcTangent2;
            case LOG -> BinaryDoubleFunctions::logarithm;
            case PI -> BinaryDoubleFunctions::pi;
            case RANDOM -> BinaryDoubleFunctions.random(context);
            case IS_NAN -> BinaryDoubleFunctions::isNan;
            case IS_FINITE -> BinaryDoubleFunctions::isFinite;
            case IS_INFINITE -> BinaryDoubleFunctions::isInfinite;
            case WIDTH_BUCKET -> BinaryDoubleFunctions::widthBucket;
            case GCD -> IntegerFunctions::gcd;
            case LCM -> IntegerFunctions::lcm;
            case FACTORIAL -> IntegerFunctions.factorial();
            case BIT_AND, BIT_OR, BIT_XOR, BIT_NOT, SHIFT_LEFT, SHIFT_RIGHT, BIT_COUNT ->
                    IntegerFunctions.bits(call.function(), call.operands().getFirst().type());
            case GREATEST -> new ExtremeKernel(true);
            case LEAST -> new ExtremeKernel(false);
            case HASH -> new HashKernel();
            case RAISE -> new RaiseKernel(context);
            default -> throw new IllegalArgumentException(call.function() + " is no function of numbers");
        };
    }
}
