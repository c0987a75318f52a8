// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.physical;

import dev.sheaf.core.plan.AggregateCall;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.planner.logical.LogicalNode.Aggregate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// Distinct aggregates, all of one argument, as two plain ones: group by keys and argument, then aggregate the argument
/// by the keys. Plain aggregates beside them take part where the second step can merge them.
final class DistinctAggregates {
    private DistinctAggregates() {}

    static boolean separable(Aggregate aggregate) {
        List<AggregateCall> distinct =
                aggregate.calls().stream().filter(AggregateCall::distinct).toList();
        if (distinct.isEmpty()) {
            return false;
        }
        List<Integer> arguments = distinct.getFirst().arguments();
        return distinct.stream().allMatch(call -> call.arguments().equals(arguments) && isPlain(call))
                && arguments.size() == 1
                && aggregate.calls().stream().allMatch(call -> call.distinct() || mergeable(call));
    }

    private static boolean isPlain(AggregateCall call) {
        return call.filter().isEmpty() && call.order().isEmpty() && call.function().splittable();
    }

    /// Whether results of parts can be aggregated to the result of the whole.
    private static boolean mergeable(AggregateCall call) {
        return switch (call.function()) {
            case MIN, MAX, ANY_VALUE, BOOL_AND, BOOL_OR, BIT_AND, BIT_OR -> call.order().isEmpty();
            default -> false;
        };
    }

    /// Groups by the keys and the distinct argument.
    static Aggregate inner(Aggregate aggregate) {
        List<Integer> keys = new ArrayList<>(aggregate.keys());
        keys.add(argument(aggregate));
        List<Field> fields = new ArrayList<>(aggregate.input().schema().select(keys).fields());
        List<AggregateCall> calls = new ArrayList<>();
        for (int i = 0; i < aggregate.calls().size(); i++) {
            AggregateCall call = aggregate.calls().get(i);
            if (!call.distinct()) {
                calls.add(call);
                fields.add(aggregate.schema().field(aggregate.keys().size() + i));
            }
        }
        return new Aggregate(aggregate.input(), keys, calls, new Schema(fields));
    }

    /// Aggregates the argument's different values, and merges the plain aggregates.
    static Aggregate outer(Aggregate aggregate, Aggregate inner) {
        int keyCount = aggregate.keys().size();
        List<AggregateCall> calls = new ArrayList<>();
        int next = keyCount + 1;
        for (AggregateCall call : aggregate.calls()) {
            List<Integer> places = List.of(call.distinct() ? keyCount : next++);
            calls.add(new AggregateCall(
                    call.function(),
                    places,
                    false,
                    OptionalInt.empty(),
                    List.of(),
                    call.type(),
                    call.position()));
        }
        List<Integer> keys = IntStream.range(0, keyCount).boxed().toList();
        return new Aggregate(inner, keys, calls, aggregate.schema());
    }

    private static int argument(Aggregate aggregate) {
        return aggregate.calls().stream()
                .filter(AggregateCall::distinct)
                .findFirst()
                .orElseThrow()
                .arguments()
                .getFirst();
    }
}
