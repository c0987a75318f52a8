// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.function.AggregateFunction;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.plan.AggregateCall;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.PhysicalType;
import dev.sheaf.core.type.Schema;
import dev.sheaf.exec.spill.Spill;

/// Makes the accumulator of a call.
final class AccumulatorFactory {
    private AccumulatorFactory() {}

    /// @param arguments the argument columns: in the FINAL step those of the state. Behind them stand the columns of
    ///     the call's order where it counts
    /// @param spill where a DISTINCT call puts what it has no memory for
    static Accumulator create(AggregateCall call, Schema arguments, MemoryContext memory, Spill spill) {
        Accumulator accumulator = unplaced(call, arguments, memory, spill);
        return call.position().known() ? new PlacedAccumulator(accumulator, call.position()) : accumulator;
    }

    private static Accumulator unplaced(
            AggregateCall call, Schema arguments, MemoryContext memory, Spill spill) {
        boolean distinct = distinct(call);
        boolean ordered = ordered(call);
        if (!distinct && !ordered) {
            return plain(call, arguments, memory);
        }
        int argumentCount = call.arguments().size();
        Schema own = new Schema(arguments.fields().subList(0, argumentCount));
        Accumulator inner = plain(call, own, memory);
        if (ordered) {
            inner = new OrderedAccumulator(inner, argumentCount, call.order(), arguments, memory);
        }
        return distinct ? new DistinctAccumulator(inner, own, innerArguments(call, ordered), memory, spill) : inner;
    }

    /// Whether equal arguments have to be removed.
    static boolean distinct(AggregateCall call) {
        return call.distinct()
                && !call.function().duplicateInsensitive()
                && call.function() != AggregateFunction.COUNT_STAR;
    }

    /// Whether the result depends on the call's order.
    static boolean ordered(AggregateCall call) {
        return !call.order().isEmpty() && call.function().orderSensitive();
    }

    private static int[] innerArguments(AggregateCall call, boolean ordered) {
        int argumentCount = call.arguments().size();
        int[] places = new int[argumentCount + (ordered ? call.order().size() : 0)];
        for (int i = 0; i < places.length; i++) {
            places[i] = i < argumentCount
                    ? i
                    : call.arguments().indexOf(call.order().get(i - argumentCount).column());
            if (places[i] < 0) {
                throw new SheafException(
                        ErrorCode.NOT_SUPPORTED,
                        "the ORDER BY of an aggregate with DISTINCT must be one of its arguments");
            }
        }
        return places;
    }

    private static Accumulator plain(AggregateCall call, Schema arguments, MemoryContext memory) {
        AggregateFunction function = call.function();
        return switch (function) {
            case COUNT_STAR, COUNT, REGR_COUNT -> new CountAccumulator();
            case SUM, AVG -> sum(function == AggregateFunction.AVG, arguments.type(0));
            case PRODUCT -> new DoubleSumAccumulator(DoubleSumAccumulator.Kind.PRODUCT);
            case MIN, MAX -> extreme(function, arguments.type(0), memory);
            case ANY_VALUE -> value(ValueAccumulator.Kind.ANY, arguments, memory);
            case FIRST -> value(ValueAccumulator.Kind.FIRST, arguments, memory);
            case LAST -> value(ValueAccumulator.Kind.LAST, arguments, memory);
            case BOOL_AND, BOOL_OR, BIT_AND, BIT_OR, BIT_XOR ->
                    new BitwiseAccumulator(BitwiseAccumulator.Kind.of(function));
            case STDDEV_SAMP -> new VarianceAccumulator(true, true);
            case STDDEV_POP -> new VarianceAccumulator(false, true);
            case VAR_SAMP -> new VarianceAccumulator(true, false);
            case VAR_POP -> new VarianceAccumulator(false, false);
            case COVAR_SAMP, COVAR_POP, CORR, REGR_SLOPE, REGR_INTERCEPT, REGR_R2 ->
                    new CovarianceAccumulator(function);
            case SKEWNESS -> new MomentsAccumulator(false);
            case KURTOSIS -> new MomentsAccumulator(true);
            case STRING_AGG -> new StringAggregateAccumulator(arguments, memory);
            case ARG_MIN, ARG_MAX -> new ArgExtremeAccumulator(
                    function == AggregateFunction.ARG_MAX, arguments.type(0), arguments.type(1), memory);
            case MEDIAN -> new QuantileAccumulator(QuantileAccumulator.Kind.MEDIAN, arguments, memory);
            case MODE -> new QuantileAccumulator(QuantileAccumulator.Kind.MODE, arguments, memory);
            case QUANTILE_CONT -> new QuantileAccumulator(QuantileAccumulator.Kind.CONTINUOUS, arguments, memory);
            case QUANTILE_DISC -> new QuantileAccumulator(QuantileAccumulator.Kind.DISCRETE, arguments, memory);
            case APPROX_COUNT_DISTINCT -> new ApproximateDistinctAccumulator(memory);
        };
    }

    private static Accumulator sum(boolean average, DataType argument) {
        DataType summed = AggregateFunction.sumType(argument);
        return summed.physical() == PhysicalType.DOUBLE
                ? new DoubleSumAccumulator(
                        average ? DoubleSumAccumulator.Kind.AVERAGE : DoubleSumAccumulator.Kind.SUM)
                : new ExactSumAccumulator(average, summed);
    }

    private static Accumulator extreme(AggregateFunction function, DataType argument, MemoryContext memory) {
        boolean maximum = function == AggregateFunction.MAX;
        return switch (argument.physical()) {
            case BOOLEAN -> new BitwiseAccumulator(BitwiseAccumulator.Kind.of(function));
            case INT, LONG, DOUBLE -> new ExtremeAccumulator(maximum);
            case DECIMAL -> new DecimalExtremeAccumulator(maximum);
            case STRING ->
                    new ValueAccumulator(
                            maximum ? ValueAccumulator.Kind.MAX : ValueAccumulator.Kind.MIN, argument, memory);
        };
    }

    private static Accumulator value(ValueAccumulator.Kind kind, Schema arguments, MemoryContext memory) {
        return new ValueAccumulator(kind, arguments.type(0), memory);
    }
}
