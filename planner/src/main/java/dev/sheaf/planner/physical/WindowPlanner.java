// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.physical;

import dev.sheaf.core.plan.PlanNode;
import dev.sheaf.core.plan.SortKey;
import dev.sheaf.core.plan.WindowCall;
import dev.sheaf.core.plan.WindowFrame;
import dev.sheaf.core.plan.WindowFrame.Bound;
import dev.sheaf.core.plan.WindowNode;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.planner.cost.Costs;
import dev.sheaf.planner.cost.Estimate;
import dev.sheaf.planner.cost.Estimator;
import dev.sheaf.planner.logical.LogicalNode.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// The ways to compute windows: where the partitions lie together, or after sending them so.
final class WindowPlanner {
    private WindowPlanner() {}

    static Candidates plan(NodeFactory nodes, Window window, Candidates input) {
        Enforcer enforcer = new Enforcer(nodes);
        int width = window.input().schema().size();
        List<Field> added = window.schema().fields().subList(width, window.schema().size());
        Estimate rows = input.estimate();
        Estimate output = Estimator.extend(rows, rows.rows(), added);
        List<Candidate> candidates = new ArrayList<>();
        for (Candidate candidate : input.all()) {
            Candidate gathered = window.partitionKeys().isEmpty()
                    ? enforcer.single(candidate, rows)
                    : enforcer.gathered(candidate, rows, window.partitionKeys());
            double cost = gathered.cost() + Costs.sort(rows, gathered.distributed());
            candidates.add(new Candidate(
                    gathered.distribution(),
                    cost,
                    columns -> build(nodes, window, gathered, columns, output)));
        }
        return new Candidates(output, candidates);
    }

    private static PlanNode build(
            NodeFactory nodes, Window window, Candidate input, List<Integer> columns, Estimate output) {
        int width = window.input().schema().size();
        List<Integer> read = new ArrayList<>(columns.stream().filter(column -> column < width).toList());
        read = Enforcer.union(read, window.partitionKeys());
        read = Enforcer.union(read, window.orderKeys().stream().map(SortKey::column).toList());
        for (WindowCall call : window.calls()) {
            read = Enforcer.union(read, columns(call));
        }
        List<Integer> all = read.stream().distinct().toList();
        PlanNode rows = input.build(all);
        List<Field> fields = new ArrayList<>(rows.schema().fields());
        fields.addAll(window.schema().fields().subList(width, window.schema().size()));
        PlanNode node = new WindowNode(
                nodes.id(output),
                rows,
                window.partitionKeys().stream().map(all::indexOf).toList(),
                AggregatePlanner.moved(window.orderKeys(), all),
                window.calls().stream().map(call -> moved(call, all)).toList(),
                new Schema(fields));
        int base = rows.schema().size();
        List<Integer> places = columns.stream()
                .map(column -> column < width ? all.indexOf(column) : base + column - width)
                .toList();
        return places.isEmpty() || places.equals(IntStream.range(0, fields.size()).boxed().toList())
                ? node
                : nodes.select(node, places, output);
    }

    private static List<Integer> columns(WindowCall call) {
        List<Integer> columns = new ArrayList<>();
        switch (call) {
            case WindowCall.Ranking ranking -> columns.addAll(ranking.arguments());
            case WindowCall.Aggregate aggregate -> {
                columns.addAll(aggregate.call().arguments());
                aggregate.call().filter().ifPresent(columns::add);
                aggregate.call().order().forEach(key -> columns.add(key.column()));
            }
        }
        call.frame().start().offset().ifPresent(columns::add);
        call.frame().end().offset().ifPresent(columns::add);
        return columns;
    }

    private static WindowCall moved(WindowCall call, List<Integer> read) {
        WindowFrame frame = new WindowFrame(
                call.frame().unit(),
                moved(call.frame().start(), read),
                moved(call.frame().end(), read),
                call.frame().exclusion());
        return switch (call) {
            case WindowCall.Ranking ranking -> new WindowCall.Ranking(
                    ranking.function(),
                    ranking.arguments().stream().map(read::indexOf).toList(),
                    ranking.ignoreNulls(),
                    frame,
                    ranking.type());
            case WindowCall.Aggregate aggregate -> new WindowCall.Aggregate(
                    AggregatePlanner.moved(aggregate.call(), read), frame);
        };
    }

    private static Bound moved(Bound bound, List<Integer> read) {
        return bound.offset().isEmpty()
                ? bound
                : new Bound(bound.kind(), OptionalInt.of(read.indexOf(bound.offset().getAsInt())));
    }
}
