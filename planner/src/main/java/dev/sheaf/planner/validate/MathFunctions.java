// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.DecimalType;
import java.util.List;
import java.util.Objects;

/// Functions of numbers.
final class MathFunctions {
    private MathFunctions() {}

    static void addTo(FunctionList list) {
        Overload.Result whole = MathFunctions::whole;
        Overload.Result rounded = MathFunctions::rounded;
        Overload.Result wider = MathFunctions::wider;
        list.add("sqrt", ScalarFunction.SQRT, Parameter.DOUBLE).gives(DataType.DOUBLE);
        list.add("cbrt", ScalarFunction.CBRT, Parameter.DOUBLE).gives(DataType.DOUBLE);
        list.add("exp", ScalarFunction.EXP, Parameter.DOUBLE).gives(DataType.DOUBLE);
        list.add("ln", ScalarFunction.LN, Parameter.DOUBLE).gives(DataType.DOUBLE);
        list.add("log10", ScalarFunction.LOG10, Parameter.DOUBLE).gives(DataType.DOUBLE);
        list.add("log2", ScalarFunction.LOG2, Parameter.DOUBLE).gives(DataType.DOUBLE);
        list.add("sin", ScalarFunction.SIN, Parameter.DOUBLE).gives(DataType.DOUBLE);
        list.add("cos", ScalarFunction.COS, Parameter.DOUBLE).gives(DataType.DOUBLE);
        list.add("tan", ScalarFunction.TAN, Parameter.DOUBLE).gives(DataType.DOUBLE);
        list.add("cot", ScalarFunction.COT, Parameter.DOUBLE).gives(DataType.DOUBLE);
        list.add("asin", ScalarFunction.ASIN, Parameter.DOUBLE).gives(DataType.DOUBLE);
        list.add("acos", ScalarFunction.ACOS, Parameter.DOUBLE).gives(DataType.DOUBLE);
        list.add("atan", ScalarFunction.ATAN, Parameter.DOUBLE).gives(DataType.DOUBLE);
        list.add("sinh", ScalarFunction.SINH, Parameter.DOUBLE).gives(DataType.DOUBLE);
        list.add("cosh", ScalarFunction.COSH, Parameter.DOUBLE).gives(DataType.DOUBLE);
        list.add("tanh", ScalarFunction.TANH, Parameter.DOUBLE).gives(DataType.DOUBLE);
        list.add("degrees", ScalarFunction.DEGREES, Parameter.DOUBLE).gives(DataType.DOUBLE);
        list.add("radians", ScalarFunction.RADIANS, Parameter.DOUBLE).gives(DataType.DOUBLE);
        list.add("log", ScalarFunction.LOG10, Parameter.DOUBLE).gives(DataType.DOUBLE);
        list.add("log", ScalarFunction.LOG, Parameter.DOUBLE, Parameter.DOUBLE).gives(DataType.DOUBLE);
        list.add("power", ScalarFunction.POWER, Parameter.DOUBLE, Parameter.DOUBLE).gives(DataType.DOUBLE);
        list.add("pow", ScalarFunction.POWER, Parameter.DOUBLE, Parameter.DOUBLE).gives(DataType.DOUBLE);
        list.add("atan2", ScalarFunction.ATAN2, Parameter.DOUBLE, Parameter.DOUBLE).gives(DataType.DOUBLE);
        list.add("pi", ScalarFunction.PI).nulls(Overload.Nulls.NEVER).gives(DataType.DOUBLE);
        list.add("random", ScalarFunction.RANDOM).nulls(Overload.Nulls.NEVER).gives(DataType.DOUBLE);
        list.add("rand", ScalarFunction.RANDOM).nulls(Overload.Nulls.NEVER).gives(DataType.DOUBLE);
        list.add("abs", ScalarFunction.ABS, Parameter.NUMBER).givesFirst();
        list.add("sign", ScalarFunction.SIGN, Parameter.NUMBER).gives(DataType.TINYINT);
        list.add("ceil", ScalarFunction.CEIL, Parameter.NUMBER).gives(whole);
        list.add("ceiling", ScalarFunction.CEIL, Parameter.NUMBER).gives(whole);
        list.add("floor", ScalarFunction.FLOOR, Parameter.NUMBER).gives(whole);
        list.add("round", ScalarFunction.ROUND, Parameter.NUMBER).gives(whole);
        list.add("round", ScalarFunction.ROUND, Parameter.NUMBER, Parameter.INTEGER).gives(rounded);
        list.add("trunc", ScalarFunction.TRUNCATE, Parameter.NUMBER).gives(whole);
        list.add("trunc", ScalarFunction.TRUNCATE, Parameter.NUMBER, Parameter.INTEGER).gives(rounded);
        list.add("truncate", ScalarFunction.TRUNCATE, Parameter.NUMBER).gives(whole);
        list.add("truncate", ScalarFunction.TRUNCATE, Parameter.NUMBER, Parameter.INTEGER)
                .gives(rounded);
        list.add("gcd", ScalarFunction.GCD, Parameter.INTEGER, Parameter.INTEGER).gives(DataType.BIGINT);
        list.add("lcm", ScalarFunction.LCM, Parameter.INTEGER, Parameter.INTEGER).gives(DataType.BIGINT);
        list.add("factorial", ScalarFunction.FACTORIAL, Parameter.INTEGER).gives(DataType.decimal(38, 0));
        list.add("isnan", ScalarFunction.IS_NAN, Parameter.DOUBLE).gives(DataType.BOOLEAN);
        list.add("isfinite", ScalarFunction.IS_FINITE, Parameter.DOUBLE).gives(DataType.BOOLEAN);
        list.add("isinf", ScalarFunction.IS_INFINITE, Parameter.DOUBLE).gives(DataType.BOOLEAN);
        list.add("bit_count", ScalarFunction.BIT_COUNT, Parameter.ANY_INTEGER).gives(DataType.BIGINT);
        list.add("xor", ScalarFunction.BIT_XOR, Parameter.ANY_INTEGER, Parameter.ANY_INTEGER)
                .gives(wider);
        list.add("$bit_or", ScalarFunction.BIT_OR, Parameter.ANY_INTEGER, Parameter.ANY_INTEGER)
                .gives(wider);
        list.add("$shift_right", ScalarFunction.SHIFT_RIGHT, Parameter.ANY_INTEGER, Parameter.ANY_INTEGER)
                .gives(wider);
        list.add("$divide", ScalarFunction.DIVIDE, Parameter.ANY_INTEGER, Parameter.ANY_INTEGER)
                .gives(wider);
        list.add("$bit_not", ScalarFunction.BIT_NOT, Parameter.ANY_INTEGER).givesFirst();
        list.add("width_bucket", ScalarFunction.WIDTH_BUCKET, Parameter.DOUBLE, Parameter.DOUBLE, Parameter.DOUBLE,
                Parameter.INTEGER).gives(DataType.BIGINT);
        list.add("hash", ScalarFunction.HASH, Parameter.ANY).repeating().nulls(Overload.Nulls.NEVER)
                .gives(DataType.BIGINT);
    }

    private static DataType wider(List<DataType> arguments, Overload.Constants constants) {
        return Objects.requireNonNull(CommonTypes.of(arguments.get(0), arguments.get(1)));
    }

    /// A decimal without its fraction, which may carry into one more digit (S34).
    private static DataType whole(List<DataType> arguments, Overload.Constants constants) {
        return decimalOfScale(arguments.getFirst(), 0);
    }

    private static DataType rounded(List<DataType> arguments, Overload.Constants constants) {
        Integer digits = constants.at(1);
        return arguments.getFirst() instanceof DecimalType decimal
                ? decimalOfScale(decimal, digits == null ? decimal.scale() : Math.clamp(digits, 0, decimal.scale()))
                : arguments.getFirst();
    }

    private static DataType decimalOfScale(DataType type, int scale) {
        if (!(type instanceof DecimalType decimal)) {
            return type;
        }
        int whole = decimal.precision() - decimal.scale() + 1;
        return DataType.decimal(Math.clamp(whole + scale, 1, DecimalType.MAX_PRECISION), scale);
    }
}
