// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.rule;

import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expressions;
import dev.sheaf.core.plan.AggregateCall;
import dev.sheaf.core.plan.SortKey;
import dev.sheaf.core.plan.WindowCall;
import dev.sheaf.core.plan.WindowFrame;
import dev.sheaf.core.plan.WindowFrame.Bound;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.planner.logical.LogicalNode;
import dev.sheaf.planner.logical.LogicalNode.Aggregate;
import dev.sheaf.planner.logical.LogicalNode.Filter;
import dev.sheaf.planner.logical.LogicalNode.GroupingSets;
import dev.sheaf.planner.logical.LogicalNode.Join;
import dev.sheaf.planner.logical.LogicalNode.Project;
import dev.sheaf.planner.logical.LogicalNode.Scan;
import dev.sheaf.planner.logical.LogicalNode.SingleRow;
import dev.sheaf.planner.logical.LogicalNode.Sort;
import dev.sheaf.planner.logical.LogicalNode.Union;
import dev.sheaf.planner.logical.LogicalNode.Values;
import dev.sheaf.planner.logical.LogicalNode.Window;
import dev.sheaf.planner.logical.LogicalNodes;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// Leaves out columns that nothing above reads. A pruned node has the columns asked for, in their old order, and no
/// others.
public final class ColumnPruning {
    private ColumnPruning() {}

    /// The same tree with all columns of its root.
    public static LogicalNode prune(LogicalNode root) {
        BitSet all = new BitSet();
        all.set(0, root.schema().size());
        return prune(root, all);
    }

    /// The tree with some columns of its root.
    static LogicalNode prune(LogicalNode node, BitSet needed) {
        return switch (node) {
            case Scan _, LogicalNode.Shared _, LogicalNode.WorkingTable _ -> select(node, needed);
            case LogicalNode.Recursion recursion -> select(
                    recursion.withInputs(List.of(prune(recursion.anchor()), prune(recursion.step()))), needed);
            case Values values -> values(values, needed);
            case Filter filter -> filter(filter, needed);
            case Project project -> project(project, needed);
            case Join join -> join(join, needed);
            case Aggregate aggregate -> aggregate(aggregate, needed);
            case Window window -> window(window, needed);
            case Sort sort -> sort(sort, needed);
            case Union union -> new Union(
                    union.inputs().stream().map(input -> prune(input, needed)).toList(),
                    union.schema().select(list(needed)));
            case SingleRow single -> new SingleRow(prune(single.input(), needed), single.position());
            case GroupingSets sets -> groupingSets(sets, needed);
            case LogicalNode.Apply _ -> throw new IllegalStateException("an apply is left");
        };
    }

    private static List<Integer> list(BitSet set) {
        return set.stream().boxed().toList();
    }

    private static int[] places(BitSet kept, int size) {
        int[] places = new int[size];
        int next = 0;
        for (int i = 0; i < size; i++) {
            places[i] = kept.get(i) ? next++ : -1;
        }
        return places;
    }

    private static LogicalNode select(LogicalNode node, BitSet needed) {
        return LogicalNodes.select(node, list(needed));
    }

    /// Of a pruned node that has all of `kept`, only what is needed.
    private static LogicalNode narrow(LogicalNode node, BitSet kept, BitSet needed) {
        int[] places = places(kept, kept.length());
        return LogicalNodes.select(node, needed.stream().map(column -> places[column]).boxed().toList());
    }

    private static LogicalNode values(Values values, BitSet needed) {
        List<Integer> columns = list(needed);
        List<List<Expression>> rows = new ArrayList<>();
        values.rows().forEach(row -> rows.add(columns.stream().map(row::get).toList()));
        return new Values(values.schema().select(columns), rows);
    }

    private static BitSet with(BitSet needed, List<Expression> expressions) {
        BitSet all = (BitSet) needed.clone();
        expressions.forEach(expression -> all.or(Expressions.columns(expression)));
        return all;
    }

    private static Expression moved(Expression expression, int[] places) {
        return Expressions.remapColumns(expression, column -> places[column]);
    }

    private static LogicalNode filter(Filter filter, BitSet needed) {
        BitSet kept = with(needed, List.of(filter.condition()));
        int[] places = places(kept, filter.schema().size());
        LogicalNode pruned = new Filter(prune(filter.input(), kept), moved(filter.condition(), places));
        return narrow(pruned, kept, needed);
    }

    private static LogicalNode project(Project project, BitSet needed) {
        List<Integer> columns = list(needed);
        List<Expression> expressions = columns.stream().map(project.expressions()::get).toList();
        BitSet kept = with(new BitSet(), expressions);
        int[] places = places(kept, project.input().schema().size());
        LogicalNode input = prune(project.input(), kept);
        List<Expression> moved = expressions.stream().map(expression -> moved(expression, places)).toList();
        if (input instanceof Project inner && moved.stream().allMatch(Expression.ColumnReference.class::isInstance)) {
            List<Expression> merged = moved.stream()
                    .map(expression -> inner.expressions().get(((Expression.ColumnReference) expression).index()))
                    .toList();
            return new Project(inner.input(), merged, project.schema().select(columns));
        }
        return new Project(input, moved, project.schema().select(columns));
    }

    private static LogicalNode join(Join join, BitSet needed) {
        int leftSize = join.left().schema().size();
        int bothSize = leftSize + join.right().schema().size();
        BitSet read = Expressions.columns(join.condition());
        BitSet output = (BitSet) needed.clone();
        boolean mark = join.kind().givesMark();
        BitSet kept = (BitSet) needed.clone();
        if (mark) {
            kept.clear(leftSize);
        }
        kept.or(read);
        BitSet left = kept.get(0, leftSize);
        BitSet right = kept.get(leftSize, bothSize);
        int[] places = places(kept, bothSize);
        Join pruned = new Join(
                prune(join.left(), left),
                prune(join.right(), right),
                join.kind(),
                moved(join.condition(), places));
        if (!join.kind().givesRight()) {
            BitSet leftKept = (BitSet) left.clone();
            if (mark) {
                leftKept.set(leftSize);
            }
            return narrow(pruned, leftKept, output);
        }
        return narrow(pruned, kept, output);
    }

    private static LogicalNode aggregate(Aggregate aggregate, BitSet needed) {
        int keyCount = aggregate.keys().size();
        List<Integer> calls = IntStream.range(0, aggregate.calls().size())
                .filter(call -> needed.get(keyCount + call))
                .boxed()
                .toList();
        BitSet read = new BitSet();
        aggregate.keys().forEach(read::set);
        calls.forEach(call -> read(aggregate.calls().get(call), read));
        int[] places = places(read, aggregate.input().schema().size());
        List<Field> fields = new ArrayList<>(aggregate.schema().fields().subList(0, keyCount));
        BitSet kept = new BitSet();
        kept.set(0, keyCount);
        calls.forEach(call -> {
            fields.add(aggregate.schema().field(keyCount + call));
            kept.set(keyCount + call);
        });
        LogicalNode pruned = new Aggregate(
                prune(aggregate.input(), read),
                aggregate.keys().stream().map(key -> places[key]).toList(),
                calls.stream().map(call -> moved(aggregate.calls().get(call), places)).toList(),
                new Schema(fields));
        return narrow(pruned, kept, needed);
    }

    private static void read(AggregateCall call, BitSet read) {
        call.arguments().forEach(read::set);
        call.filter().ifPresent(read::set);
        call.order().forEach(key -> read.set(key.column()));
    }

    private static AggregateCall moved(AggregateCall call, int[] places) {
        return new AggregateCall(
                call.function(),
                call.arguments().stream().map(argument -> places[argument]).toList(),
                call.distinct(),
                call.filter().isPresent() ? OptionalInt.of(places[call.filter().getAsInt()]) : OptionalInt.empty(),
                moved(call.order(), places),
                call.type(),
                call.position());
    }

    private static List<SortKey> moved(List<SortKey> keys, int[] places) {
        return keys.stream()
                .map(key -> new SortKey(places[key.column()], key.descending(), key.nullsFirst()))
                .toList();
    }

    private static LogicalNode window(Window window, BitSet needed) {
        int width = window.input().schema().size();
        List<Integer> calls = IntStream.range(0, window.calls().size())
                .filter(call -> needed.get(width + call))
                .boxed()
                .toList();
        BitSet read = needed.get(0, width);
        if (calls.isEmpty()) {
            return prune(window.input(), read);
        }
        window.partitionKeys().forEach(read::set);
        window.orderKeys().forEach(key -> read.set(key.column()));
        calls.forEach(call -> read(window.calls().get(call), read));
        int[] places = places(read, width);
        BitSet kept = (BitSet) read.clone();
        List<Field> fields = new ArrayList<>(window.input().schema().select(list(read)).fields());
        calls.forEach(call -> {
            fields.add(window.schema().field(width + call));
            kept.set(width + call);
        });
        LogicalNode pruned = new Window(
                prune(window.input(), read),
                window.partitionKeys().stream().map(key -> places[key]).toList(),
                moved(window.orderKeys(), places),
                calls.stream().map(call -> moved(window.calls().get(call), places)).toList(),
                new Schema(fields));
        return narrow(pruned, kept, needed);
    }

    private static void read(WindowCall call, BitSet read) {
        switch (call) {
            case WindowCall.Ranking ranking -> ranking.arguments().forEach(read::set);
            case WindowCall.Aggregate aggregate -> read(aggregate.call(), read);
        }
        call.frame().start().offset().ifPresent(read::set);
        call.frame().end().offset().ifPresent(read::set);
    }

    private static WindowCall moved(WindowCall call, int[] places) {
        WindowFrame frame = new WindowFrame(
                call.frame().unit(),
                moved(call.frame().start(), places),
                moved(call.frame().end(), places),
                call.frame().exclusion());
        return switch (call) {
            case WindowCall.Ranking ranking -> new WindowCall.Ranking(
                    ranking.function(),
                    ranking.arguments().stream().map(argument -> places[argument]).toList(),
                    ranking.ignoreNulls(),
                    frame,
                    ranking.type());
            case WindowCall.Aggregate aggregate -> new WindowCall.Aggregate(moved(aggregate.call(), places), frame);
        };
    }

    private static Bound moved(Bound bound, int[] places) {
        return bound.offset().isEmpty()
                ? bound
                : new Bound(bound.kind(), OptionalInt.of(places[bound.offset().getAsInt()]));
    }

    private static LogicalNode sort(Sort sort, BitSet needed) {
        BitSet kept = (BitSet) needed.clone();
        sort.keys().forEach(key -> kept.set(key.column()));
        int[] places = places(kept, sort.schema().size());
        LogicalNode pruned =
                new Sort(prune(sort.input(), kept), moved(sort.keys(), places), sort.offset(), sort.count());
        return narrow(pruned, kept, needed);
    }

    /// Key copies and the set's number stay; of the input's columns, what is read.
    private static LogicalNode groupingSets(GroupingSets sets, BitSet needed) {
        int keyCount = sets.keys().size();
        int width = sets.input().schema().size();
        BitSet read = needed.get(keyCount, keyCount + width);
        sets.keys().forEach(read::set);
        int[] places = places(read, width);
        BitSet kept = new BitSet();
        kept.set(0, keyCount);
        read.stream().forEach(column -> kept.set(keyCount + column));
        kept.set(keyCount + width);
        LogicalNode pruned = new GroupingSets(
                prune(sets.input(), read),
                sets.keys().stream().map(key -> places[key]).toList(),
                sets.sets());
        return narrow(pruned, kept, needed);
    }
}
