// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.physical;

import dev.sheaf.core.plan.AggregateCall;
import dev.sheaf.core.plan.AggregateNode;
import dev.sheaf.core.plan.AggregateNode.Step;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.planner.logical.LogicalNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// Plans aggregations: in one step where the groups lie together, else in two around an exchange where every call can be split, else in one
/// after an exchange.
final class AggregatePlanner {
    private final PlanBuilder builder;

    AggregatePlanner(PlanBuilder builder) {
        this.builder = builder;
    }

    PhysicalTree plan(LogicalNode.Aggregate aggregate, PhysicalTree input, double rows) {
        List<Integer> keys = aggregate.keys();
        boolean together = input.distribution().isSingle()
                || !keys.isEmpty() && input.distribution().groups(keys);
        if (together) {
            return single(aggregate, input, rows);
        }
        if (!splittable(aggregate)) {
            return single(aggregate, builder.colocate(input, keys), rows);
        }
        PhysicalTree partial = partial(aggregate, input, rows);
        List<Integer> finalKeys = IntStream.range(0, keys.size()).boxed().toList();
        PhysicalTree exchanged = builder.colocate(partial, finalKeys);
        AggregateNode finished = new AggregateNode(
                builder.nextId(),
                exchanged.node(),
                Step.FINAL,
                finalKeys,
                finalCalls(aggregate),
                aggregate.schema());
        return builder.tree(finished, exchanged.distribution(), rows);
    }

    private PhysicalTree single(LogicalNode.Aggregate aggregate, PhysicalTree input, double rows) {
        AggregateNode node = new AggregateNode(
                builder.nextId(),
                input.node(),
                Step.SINGLE,
                aggregate.keys(),
                aggregate.calls(),
                aggregate.schema());
        return builder.tree(node, regrouped(input.distribution(), aggregate.keys()), rows);
    }

    /// How groups lie in terms of the aggregate's key columns.
    private static Distribution regrouped(Distribution distribution, List<Integer> keys) {
        return distribution instanceof Distribution.Hashed hashed
                ? new Distribution.Hashed(hashed.columns().stream().map(keys::indexOf).toList())
                : distribution;
    }

    private static boolean splittable(LogicalNode.Aggregate aggregate) {
        return aggregate.calls().stream()
                .allMatch(call -> call.function().splittable() && !call.distinct() && call.order().isEmpty());
    }

    private PhysicalTree partial(LogicalNode.Aggregate aggregate, PhysicalTree input, double rows) {
        Schema inputSchema = input.schema();
        List<Field> fields = new ArrayList<>();
        for (int key : aggregate.keys()) {
            fields.add(inputSchema.field(key));
        }
        int call = 0;
        for (AggregateCall each : aggregate.calls()) {
            String name = aggregate.schema().name(aggregate.keys().size() + call++);
            for (DataType type : stateTypes(each, inputSchema)) {
                fields.add(new Field(name + "$" + fields.size(), type, true));
            }
        }
        AggregateNode node = new AggregateNode(
                builder.nextId(), input.node(), Step.PARTIAL, aggregate.keys(), aggregate.calls(), new Schema(fields));
        return builder.tree(node, Distribution.ARBITRARY, rows);
    }

    private static List<DataType> stateTypes(AggregateCall call, Schema input) {
        return call.function().stateTypes(call.arguments().stream().map(input::type).toList(), call.type());
    }

    private static List<AggregateCall> finalCalls(LogicalNode.Aggregate aggregate) {
        Schema input = aggregate.input().schema();
        List<AggregateCall> calls = new ArrayList<>();
        int place = aggregate.keys().size();
        for (AggregateCall call : aggregate.calls()) {
            int stateCount = stateTypes(call, input).size();
            calls.add(new AggregateCall(
                    call.function(),
                    IntStream.range(place, place + stateCount).boxed().toList(),
                    false,
                    OptionalInt.empty(),
                    List.of(),
                    call.type()));
            place += stateCount;
        }
        return calls;
    }
}
