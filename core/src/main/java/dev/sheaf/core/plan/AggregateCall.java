// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.plan;

import dev.sheaf.core.function.AggregateFunction;
import dev.sheaf.core.type.DataType;
import java.util.List;
import java.util.OptionalInt;

/// One aggregate of an [AggregateNode] or a [WindowNode].
///
/// @param arguments the places of the argument columns; constants are projected below
/// @param distinct whether equal arguments within a group count once
/// @param filter the place of a BOOLEAN column; only rows where it is true count
/// @param order the order in which rows are taken, for the functions that care
/// @param type the type of the result
public record AggregateCall(
        AggregateFunction function,
        List<Integer> arguments,
        boolean distinct,
        OptionalInt filter,
        List<SortKey> order,
        DataType type) {
    public AggregateCall {
        arguments = List.copyOf(arguments);
        order = List.copyOf(order);
    }
}
