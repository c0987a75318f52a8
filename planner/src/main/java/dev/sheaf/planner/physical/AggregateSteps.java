// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.physical;

import dev.sheaf.core.plan.AggregateCall;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// Aggregates computed in two steps: the first gives states, which the last puts together.
///
/// @param states what the first step gives: its keys, then a column or more for each call
/// @param merging the calls of the last step, over those columns
record AggregateSteps(Schema states, List<AggregateCall> merging) {
    static boolean possible(List<AggregateCall> calls) {
        return calls.stream()
                .allMatch(call -> call.function().splittable()
                        && !call.distinct()
                        && call.order().isEmpty());
    }

    /// @param rows what the first step reads
    /// @param keys the fields of its keys
    /// @param calls over `rows`
    /// @param names what the calls are called
    static AggregateSteps of(Schema rows, List<Field> keys, List<AggregateCall> calls, List<String> names) {
        List<Field> fields = new ArrayList<>(keys);
        List<AggregateCall> merging = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            AggregateCall call = calls.get(i);
            List<DataType> arguments = call.arguments().stream().map(rows::type).toList();
            List<DataType> states = call.function().stateTypes(arguments, call.type());
            List<Integer> places = new ArrayList<>();
            for (int s = 0; s < states.size(); s++) {
                places.add(fields.size());
                String name = names.get(i) + (states.size() > 1 ? "." + s : "");
                fields.add(new Field(name, states.get(s), true));
            }
            merging.add(new AggregateCall(
                    call.function(), places, false, OptionalInt.empty(), List.of(), call.type(),
                    call.position()));
        }
        return new AggregateSteps(new Schema(fields), merging);
    }
}
