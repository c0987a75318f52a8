// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.expression;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.expression.Expression.Call;
import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.DecimalType;
import dev.sheaf.exec.kernel.CallFrame;
import dev.sheaf.exec.kernel.Kernel;
import dev.sheaf.exec.kernel.KernelContext;
import dev.sheaf.exec.kernel.arithmetic.ArithmeticKernels;
import dev.sheaf.exec.kernel.compare.ComparisonKernel;
import dev.sheaf.exec.kernel.compare.DistinctKernel;
import dev.sheaf.exec.kernel.decimal.DecimalKernels;
import dev.sheaf.exec.kernel.logical.TruthKernels;
import dev.sheaf.exec.kernel.pattern.PatternKernels;
import dev.sheaf.exec.kernel.text.TextKernels;

/// Finds the family of kernels that a function belongs to; the family finds the kernel by the operands' types.
final class KernelBinder {
    private KernelBinder() {}

    /// Whether equal operands give equal results.
    static boolean foldable(ScalarFunction function) {
        return function != ScalarFunction.RANDOM;
    }

    static Kernel bind(Call call, KernelContext context) {
        return switch (call.function()) {
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULUS, NEGATE, ABS, SIGN, CEIL, FLOOR, ROUND, TRUNCATE ->
                    call.type() instanceof DecimalType ? DecimalKernels.bind(call) : ArithmeticKernels.bind(call);
            case EQUAL, NOT_EQUAL, LESS_THAN, LESS_THAN_OR_EQUAL, GREATER_THAN, GREATER_THAN_OR_EQUAL ->
                    ComparisonKernel.of(call.function());
            case IS_DISTINCT_FROM, IS_NOT_DISTINCT_FROM -> new DistinctKernel(
                    call.function() == ScalarFunction.IS_DISTINCT_FROM,
                    new CallFrame(2, DataType.BOOLEAN, true, context.evaluation().chunkRows()));
            case NOT, IS_NULL, IS_NOT_NULL, IS_TRUE, IS_NOT_TRUE, IS_FALSE, IS_NOT_FALSE ->
                    TruthKernels.bind(call.function());
            case CONCAT, CONCAT_SKIP_NULLS, CONCAT_WS, LENGTH, OCTET_LENGTH, BIT_LENGTH, LOWER, UPPER, INITCAP,
                    SUBSTRING,
                    POSITION, LTRIM, RTRIM, BTRIM, LPAD, RPAD, LEFT, RIGHT, REPLACE, REVERSE, REPEAT, TRANSLATE,
                    OVERLAY,
                    SPLIT_PART, ASCII, CHR, MD5, SHA256, HEX_ENCODE, HEX_DECODE, LEVENSHTEIN ->
                    TextKernels.bind(call, context);
            case STARTS_WITH, ENDS_WITH, CONTAINS, LIKE, ILIKE, REGEXP_MATCHES, REGEXP_REPLACE, REGEXP_EXTRACT,
                    SIMILAR_TO ->
                    PatternKernels.bind(call.function(), context);
            default -> throw new SheafException(
                    ErrorCode.NOT_SUPPORTED, "function " + call.function() + " is not supported", call.position());
        };
    }
}
