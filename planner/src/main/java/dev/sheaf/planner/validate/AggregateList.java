// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import dev.sheaf.core.function.AggregateFunction;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.DecimalType;
import dev.sheaf.core.type.DataType.IntegerType;
import java.util.List;
import java.util.function.Function;
import org.apache.calcite.sql.SqlKind;

/// The aggregate functions but COUNT, which is Calcite's own.
final class AggregateList {
    private static final int AVERAGE_SCALE = 12;

    // The types of the results, each made once: linking a lambda takes longer than making an aggregate.
    private static final Function<List<DataType>, DataType> FIRST = List::getFirst;
    private static final Function<List<DataType>, DataType> AVERAGE = AggregateList::average;
    private static final Function<List<DataType>, DataType> DOUBLE = new Always(DataType.DOUBLE);
    private static final Function<List<DataType>, DataType> BIGINT = new Always(DataType.BIGINT);
    private static final Function<List<DataType>, DataType> BOOLEAN = new Always(DataType.BOOLEAN);
    private static final Function<List<DataType>, DataType> VARCHAR = new Always(DataType.VARCHAR);

    /// The type of the result whatever the arguments are.
    private record Always(DataType type) implements Function<List<DataType>, DataType> {
        @Override
        public DataType apply(List<DataType> arguments) {
            return type;
        }
    }

    static final List<SheafAggregate> ALL = List.of(
            new SheafAggregate("sum", AggregateFunction.SUM, SqlKind.SUM, List.of(Parameter.NUMBER), 1,
                    AggregateList::sum),
            new SheafAggregate("avg", AggregateFunction.AVG, SqlKind.AVG, List.of(Parameter.NUMBER), 1,
                    AVERAGE),
            new SheafAggregate("mean", AggregateFunction.AVG, SqlKind.AVG, List.of(Parameter.NUMBER), 1,
                    AVERAGE),
            new SheafAggregate("fsum", AggregateFunction.SUM, SqlKind.SUM, List.of(Parameter.DOUBLE), 1,
                    DOUBLE),
            new SheafAggregate("kahan_sum", AggregateFunction.SUM, SqlKind.SUM, List.of(Parameter.DOUBLE), 1,
                    DOUBLE),
            new SheafAggregate("favg", AggregateFunction.AVG, SqlKind.AVG, List.of(Parameter.DOUBLE), 1,
                    DOUBLE),
            new SheafAggregate("min", AggregateFunction.MIN, SqlKind.MIN, List.of(Parameter.ANY), 1, FIRST),
            new SheafAggregate("max", AggregateFunction.MAX, SqlKind.MAX, List.of(Parameter.ANY), 1, FIRST),
            new SheafAggregate("any_value", AggregateFunction.ANY_VALUE, SqlKind.ANY_VALUE, List.of(Parameter.ANY), 1,
                    FIRST),
            new SheafAggregate("arbitrary", AggregateFunction.ANY_VALUE, SqlKind.ANY_VALUE, List.of(Parameter.ANY), 1,
                    FIRST),
            new SheafAggregate("first", AggregateFunction.FIRST, SqlKind.OTHER_FUNCTION, List.of(Parameter.ANY), 1,
                    FIRST),
            new SheafAggregate("last", AggregateFunction.LAST, SqlKind.OTHER_FUNCTION, List.of(Parameter.ANY), 1,
                    FIRST),
            new SheafAggregate("bool_and", AggregateFunction.BOOL_AND, SqlKind.OTHER_FUNCTION,
                    List.of(Parameter.BOOLEAN), 1, BOOLEAN),
            new SheafAggregate("every", AggregateFunction.BOOL_AND, SqlKind.OTHER_FUNCTION, List.of(Parameter.BOOLEAN),
                    1, BOOLEAN),
            new SheafAggregate("bool_or", AggregateFunction.BOOL_OR, SqlKind.OTHER_FUNCTION, List.of(Parameter.BOOLEAN),
                    1, BOOLEAN),
            new SheafAggregate("bit_and", AggregateFunction.BIT_AND, SqlKind.OTHER_FUNCTION,
                    List.of(Parameter.ANY_INTEGER), 1, FIRST),
            new SheafAggregate("bit_or", AggregateFunction.BIT_OR, SqlKind.OTHER_FUNCTION,
                    List.of(Parameter.ANY_INTEGER), 1, FIRST),
            new SheafAggregate("bit_xor", AggregateFunction.BIT_XOR, SqlKind.OTHER_FUNCTION,
                    List.of(Parameter.ANY_INTEGER), 1, FIRST),
            new SheafAggregate("product", AggregateFunction.PRODUCT, SqlKind.OTHER_FUNCTION, List.of(Parameter.DOUBLE),
                    1, DOUBLE),
            new SheafAggregate("stddev", AggregateFunction.STDDEV_SAMP, SqlKind.OTHER_FUNCTION,
                    List.of(Parameter.DOUBLE), 1, DOUBLE),
            new SheafAggregate("stddev_samp", AggregateFunction.STDDEV_SAMP, SqlKind.OTHER_FUNCTION,
                    List.of(Parameter.DOUBLE), 1, DOUBLE),
            new SheafAggregate("stddev_pop", AggregateFunction.STDDEV_POP, SqlKind.OTHER_FUNCTION,
                    List.of(Parameter.DOUBLE), 1, DOUBLE),
            new SheafAggregate("variance", AggregateFunction.VAR_SAMP, SqlKind.OTHER_FUNCTION,
                    List.of(Parameter.DOUBLE), 1, DOUBLE),
            new SheafAggregate("var_samp", AggregateFunction.VAR_SAMP, SqlKind.OTHER_FUNCTION,
                    List.of(Parameter.DOUBLE), 1, DOUBLE),
            new SheafAggregate("var_pop", AggregateFunction.VAR_POP, SqlKind.OTHER_FUNCTION, List.of(Parameter.DOUBLE),
                    1, DOUBLE),
            new SheafAggregate("covar_samp", AggregateFunction.COVAR_SAMP, SqlKind.OTHER_FUNCTION,
                    List.of(Parameter.DOUBLE, Parameter.DOUBLE), 2, DOUBLE),
            new SheafAggregate("covar_pop", AggregateFunction.COVAR_POP, SqlKind.OTHER_FUNCTION,
                    List.of(Parameter.DOUBLE, Parameter.DOUBLE), 2, DOUBLE),
            new SheafAggregate("corr", AggregateFunction.CORR, SqlKind.OTHER_FUNCTION,
                    List.of(Parameter.DOUBLE, Parameter.DOUBLE), 2, DOUBLE),
            new SheafAggregate("regr_slope", AggregateFunction.REGR_SLOPE, SqlKind.OTHER_FUNCTION,
                    List.of(Parameter.DOUBLE, Parameter.DOUBLE), 2, DOUBLE),
            new SheafAggregate("regr_intercept", AggregateFunction.REGR_INTERCEPT, SqlKind.OTHER_FUNCTION,
                    List.of(Parameter.DOUBLE, Parameter.DOUBLE), 2, DOUBLE),
            new SheafAggregate("regr_r2", AggregateFunction.REGR_R2, SqlKind.OTHER_FUNCTION,
                    List.of(Parameter.DOUBLE, Parameter.DOUBLE), 2, DOUBLE),
            new SheafAggregate("regr_count", AggregateFunction.REGR_COUNT, SqlKind.OTHER_FUNCTION,
                    List.of(Parameter.DOUBLE, Parameter.DOUBLE), 2, BIGINT),
            new SheafAggregate("skewness", AggregateFunction.SKEWNESS, SqlKind.OTHER_FUNCTION,
                    List.of(Parameter.DOUBLE), 1, DOUBLE),
            new SheafAggregate("kurtosis", AggregateFunction.KURTOSIS, SqlKind.OTHER_FUNCTION,
                    List.of(Parameter.DOUBLE), 1, DOUBLE),
            new SheafAggregate("string_agg", AggregateFunction.STRING_AGG, SqlKind.OTHER_FUNCTION,
                    List.of(Parameter.AS_TEXT, Parameter.TEXT), 1, VARCHAR),
            new SheafAggregate("listagg", AggregateFunction.STRING_AGG, SqlKind.OTHER_FUNCTION,
                    List.of(Parameter.AS_TEXT, Parameter.TEXT), 1, VARCHAR),
            new SheafAggregate("group_concat", AggregateFunction.STRING_AGG, SqlKind.OTHER_FUNCTION,
                    List.of(Parameter.AS_TEXT, Parameter.TEXT), 1, VARCHAR),
            new SheafAggregate("arg_min", AggregateFunction.ARG_MIN, SqlKind.OTHER_FUNCTION,
                    List.of(Parameter.ANY, Parameter.ANY), 2, FIRST),
            new SheafAggregate("min_by", AggregateFunction.ARG_MIN, SqlKind.OTHER_FUNCTION,
                    List.of(Parameter.ANY, Parameter.ANY), 2, FIRST),
            new SheafAggregate("arg_max", AggregateFunction.ARG_MAX, SqlKind.OTHER_FUNCTION,
                    List.of(Parameter.ANY, Parameter.ANY), 2, FIRST),
            new SheafAggregate("max_by", AggregateFunction.ARG_MAX, SqlKind.OTHER_FUNCTION,
                    List.of(Parameter.ANY, Parameter.ANY), 2, FIRST),
            new SheafAggregate("argmin", AggregateFunction.ARG_MIN, SqlKind.OTHER_FUNCTION,
                    List.of(Parameter.ANY, Parameter.ANY), 2, FIRST),
            new SheafAggregate("argmax", AggregateFunction.ARG_MAX, SqlKind.OTHER_FUNCTION,
                    List.of(Parameter.ANY, Parameter.ANY), 2, FIRST),
            new SheafAggregate("median", AggregateFunction.MEDIAN, SqlKind.OTHER_FUNCTION,
                    List.of(Parameter.CONTINUOUS),
                    1, FIRST),
            new SheafAggregate("mode", AggregateFunction.MODE, SqlKind.OTHER_FUNCTION, List.of(Parameter.ANY), 1,
                    FIRST),
            new SheafAggregate("quantile_cont", AggregateFunction.QUANTILE_CONT, SqlKind.OTHER_FUNCTION,
                    List.of(Parameter.CONTINUOUS, Parameter.DOUBLE), 2, FIRST),
            new SheafAggregate("quantile_disc", AggregateFunction.QUANTILE_DISC, SqlKind.OTHER_FUNCTION,
                    List.of(Parameter.ANY, Parameter.DOUBLE), 2, FIRST),
            new SheafAggregate("quantile", AggregateFunction.QUANTILE_DISC, SqlKind.OTHER_FUNCTION,
                    List.of(Parameter.ANY, Parameter.DOUBLE), 2, FIRST),
            new SheafAggregate("approx_count_distinct", AggregateFunction.APPROX_COUNT_DISTINCT, SqlKind.OTHER_FUNCTION,
                    List.of(Parameter.ANY), 1, BIGINT));

    private AggregateList() {}

    /// S103.
    private static DataType sum(List<DataType> arguments) {
        return switch (arguments.getFirst()) {
            case IntegerType integer -> integer.bits() == 64
                    ? DataType.decimal(DecimalType.MAX_PRECISION, 0)
                    : DataType.BIGINT;
            case DecimalType decimal -> DataType.decimal(DecimalType.MAX_PRECISION, decimal.scale());
            default -> DataType.DOUBLE;
        };
    }

    /// S104.
    private static DataType average(List<DataType> arguments) {
        return arguments.getFirst() instanceof DecimalType decimal
                ? DataType.decimal(DecimalType.MAX_PRECISION, Math.max(AVERAGE_SCALE, decimal.scale()))
                : DataType.DOUBLE;
    }
}
