// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.function;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.DecimalType;
import dev.sheaf.core.type.DataType.FloatingType;
import dev.sheaf.core.type.DataType.IntegerType;
import java.util.List;

/// The built-in aggregate functions. Each says the columns of its state, so that a partial aggregate can send it over
/// an exchange and a final one can merge it. Nulls are passed over unless said otherwise; over no rows all give NULL
/// but the counts.
public enum AggregateFunction {
    /// Counts rows, without an argument.
    COUNT_STAR,
    COUNT,
    SUM,
    AVG,
    MIN,
    MAX,
    /// The value of any row, null only if all are.
    ANY_VALUE,
    /// First and last in the order of arrival, or of the call's ORDER BY; nulls count as values.
    FIRST,
    LAST,
    BOOL_AND,
    BOOL_OR,
    BIT_AND,
    BIT_OR,
    BIT_XOR,
    PRODUCT,
    STDDEV_SAMP,
    STDDEV_POP,
    VAR_SAMP,
    VAR_POP,
    COVAR_SAMP,
    COVAR_POP,
    CORR,
    REGR_SLOPE,
    REGR_INTERCEPT,
    REGR_R2,
    REGR_COUNT,
    SKEWNESS,
    KURTOSIS,
    /// `STRING_AGG(text, separator)`.
    STRING_AGG,
    /// `ARG_MIN(value, by)`, `ARG_MAX(value, by)`.
    ARG_MIN,
    ARG_MAX,
    MEDIAN,
    MODE,
    /// `QUANTILE_CONT(value, fraction)`: interpolated. A negative fraction counts from the greatest value.
    QUANTILE_CONT,
    QUANTILE_DISC,
    /// Distinct values by a HyperLogLog sketch.
    APPROX_COUNT_DISTINCT;

    /// Whether the state has a fixed number of columns, so that partial results can be merged elsewhere. Where not, the
    /// planner brings all rows of a group to one place first.
    public boolean splittable() {
        return switch (this) {
            case STRING_AGG, MEDIAN, MODE, QUANTILE_CONT, QUANTILE_DISC, FIRST, LAST -> false;
            default -> true;
        };
    }

    /// Whether repeated values don't change the result, so that DISTINCT may be dropped.
    public boolean duplicateInsensitive() {
        return switch (this) {
            case MIN, MAX, ANY_VALUE, BOOL_AND, BOOL_OR, BIT_AND, BIT_OR, APPROX_COUNT_DISTINCT -> true;
            default -> false;
        };
    }

    /// Whether the order of the rows changes the result, so that a call's ORDER BY means something. Of equal values
    /// MODE and the ARG functions take the one that comes first.
    public boolean orderSensitive() {
        return switch (this) {
            case FIRST, LAST, ANY_VALUE, STRING_AGG, ARG_MIN, ARG_MAX, MODE -> true;
            default -> false;
        };
    }

    /// The columns of a partial state, in order. All may be null.
    ///
    /// @param arguments the types of the call's arguments
    /// @param result the type of the call
    public List<DataType> stateTypes(List<DataType> arguments, DataType result) {
        return switch (this) {
            case COUNT_STAR, COUNT, REGR_COUNT -> List.of(DataType.BIGINT);
            case SUM -> List.of(sumType(arguments.getFirst()));
            case AVG -> List.of(sumType(arguments.getFirst()), DataType.BIGINT);
            case MIN, MAX, ANY_VALUE, FIRST, LAST, BOOL_AND, BOOL_OR, BIT_AND, BIT_OR, BIT_XOR, PRODUCT ->
                    List.of(result);
            case STDDEV_SAMP, STDDEV_POP, VAR_SAMP, VAR_POP ->
                    List.of(DataType.BIGINT, DataType.DOUBLE, DataType.DOUBLE);
            case COVAR_SAMP, COVAR_POP -> List.of(
                    DataType.BIGINT, DataType.DOUBLE, DataType.DOUBLE, DataType.DOUBLE);
            case CORR, REGR_SLOPE, REGR_INTERCEPT, REGR_R2 -> List.of(
                    DataType.BIGINT, DataType.DOUBLE, DataType.DOUBLE, DataType.DOUBLE, DataType.DOUBLE,
                    DataType.DOUBLE);
            case SKEWNESS, KURTOSIS -> List.of(
                    DataType.BIGINT, DataType.DOUBLE, DataType.DOUBLE, DataType.DOUBLE, DataType.DOUBLE);
            case ARG_MIN, ARG_MAX -> List.of(result, arguments.get(1));
            case APPROX_COUNT_DISTINCT -> List.of(DataType.VARBINARY);
            case STRING_AGG, MEDIAN, MODE, QUANTILE_CONT, QUANTILE_DISC -> throw new IllegalStateException(
                    name() + " has no fixed state");
        };
    }

    /// The type in which values of that type are summed without overflow: 38 digits for exact numbers, DOUBLE for the
    /// others.
    public static DataType sumType(DataType argument) {
        return switch (argument) {
            case IntegerType _ -> DataType.decimal(DecimalType.MAX_PRECISION, 0);
            case DecimalType decimal -> DataType.decimal(DecimalType.MAX_PRECISION, decimal.scale());
            case FloatingType _ -> DataType.DOUBLE;
            default -> argument;
        };
    }
}
