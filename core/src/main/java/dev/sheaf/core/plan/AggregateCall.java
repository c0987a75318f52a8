// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.plan;

import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.core.function.AggregateFunction;
import dev.sheaf.core.type.DataType;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// One aggregate of an [AggregateNode] or a [WindowNode].
///
/// @param arguments the places of the argument columns; constants are projected below
/// @param distinct whether equal arguments within a group count once
/// @param filter the place of a BOOLEAN column; only rows where it is true count
/// @param order the order in which rows are taken, for the functions that care
/// @param type the type of the result
/// @param position where it stands in the SQL, for errors of its computation; equal calls may stand in several places
public record AggregateCall(
        AggregateFunction function,
        List<Integer> arguments,
        boolean distinct,
        OptionalInt filter,
        List<SortKey> order,
        DataType type,
        SourcePosition position) {
    public AggregateCall {
        arguments = List.copyOf(arguments);
        order = List.copyOf(order);
    }

    /// A call that the planner made up, or whose place nobody knows.
    public AggregateCall(
            AggregateFunction function,
            List<Integer> arguments,
            boolean distinct,
            OptionalInt filter,
            List<SortKey> order,
            DataType type) {
        this(function, arguments, distinct, filter, order, type, SourcePosition.UNKNOWN);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AggregateCall call
                && function == call.function
                && distinct == call.distinct
                && arguments.equals(call.arguments)
                && filter.equals(call.filter)
                && order.equals(call.order)
                && type.equals(call.type);
    }

    @Override
    public int hashCode() {
        return (function.name().hashCode() * 31 + arguments.hashCode()) * 31 + type.hashCode();
    }
}
