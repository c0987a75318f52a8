// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.expression;

import dev.sheaf.core.expression.Expression.Call;
import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.CharacterType;
import dev.sheaf.core.type.DataType.DecimalType;
import dev.sheaf.exec.kernel.CallFrame;
import dev.sheaf.exec.kernel.Kernel;
import dev.sheaf.exec.kernel.KernelContext;
import dev.sheaf.exec.kernel.arithmetic.ArithmeticKernels;
import dev.sheaf.exec.kernel.cast.CastKernels;
import dev.sheaf.exec.kernel.compare.ComparisonKernel;
import dev.sheaf.exec.kernel.compare.DistinctKernel;
import dev.sheaf.exec.kernel.datetime.DateTimeKernels;
import dev.sheaf.exec.kernel.decimal.DecimalKernels;
import dev.sheaf.exec.kernel.format.FormatKernels;
import dev.sheaf.exec.kernel.logical.TruthKernels;
import dev.sheaf.exec.kernel.math.MathKernels;
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
            case EXTRACT_YEAR, EXTRACT_QUARTER, EXTRACT_MONTH, EXTRACT_WEEK, EXTRACT_DAY, EXTRACT_DAY_OF_WEEK,
                    EXTRACT_ISO_DAY_OF_WEEK, EXTRACT_DAY_OF_YEAR, EXTRACT_ISO_YEAR, EXTRACT_HOUR, EXTRACT_MINUTE,
                    EXTRACT_SECOND, EXTRACT_MILLISECOND, EXTRACT_MICROSECOND, EXTRACT_EPOCH, EXTRACT_DECADE,
                    EXTRACT_CENTURY, EXTRACT_MILLENNIUM, DATE_TRUNC, ADD_MONTHS, ADD_INTERVAL, ADD_DAYS,
                    DAYS_BETWEEN, TIMESTAMP_DIFFERENCE, DATE_DIFF, MULTIPLY_INTERVAL, LAST_DAY, DAY_NAME,
                    MONTH_NAME, MAKE_DATE, MAKE_TIMESTAMP, MAKE_TIME, TO_TIMESTAMP, AT_TIME_ZONE, TIME_BUCKET ->
                    DateTimeKernels.bind(call, context);
            case FIT_TEXT -> CastKernels.fit((CharacterType) call.type(), context);
            case STRFTIME, STRPTIME, TO_CHAR -> FormatKernels.bind(call, context);
            case POWER, SQRT, CBRT, EXP, LN, LOG10, LOG2, LOG, SIN, COS, TAN, COT, ASIN, ACOS, ATAN, ATAN2, SINH, COSH,
                    TANH, DEGREES, RADIANS, PI, GCD, LCM, FACTORIAL, IS_NAN, IS_FINITE, IS_INFINITE, BIT_AND, BIT_OR,
                    BIT_XOR, BIT_NOT, SHIFT_LEFT, SHIFT_RIGHT, BIT_COUNT, RANDOM, WIDTH_BUCKET, GREATEST, LEAST,
                    HASH, RAISE ->
                    MathKernels.bind(call, context);
        };
    }
}
