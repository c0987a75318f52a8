// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.physical;

import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expression.ColumnReference;
import dev.sheaf.core.expression.Expressions;
import dev.sheaf.core.plan.AggregateCall;
import dev.sheaf.core.plan.AggregateNode;
import dev.sheaf.core.plan.AggregateNode.Step;
import dev.sheaf.core.plan.ExchangeNode;
import dev.sheaf.core.plan.FilterNode;
import dev.sheaf.core.plan.GroupingSetsNode;
import dev.sheaf.core.plan.PlanNode;
import dev.sheaf.core.plan.ProjectNode;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.planner.logical.LogicalNodes;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Groups by all keys of grouping sets before the rows are repeated, one time for each set: what is repeated then are
/// the groups with the states of their aggregates. Where grouping hardly makes the rows fewer, nothing is changed.
final class EarlyGrouping {
    private static final double ROWS_PER_GROUP = 2;

    private final NodeFactory nodes;
    /// The first step of the aggregate, or its only one.
    private final AggregateNode aggregate;
    /// What lies between it and the grouping sets, from above.
    private final List<PlanNode> between;
    private final GroupingSetsNode sets;
    private final int keyCount;

    private EarlyGrouping(NodeFactory nodes, AggregateNode aggregate, List<PlanNode> between, GroupingSetsNode sets) {
        this.nodes = nodes;
        this.aggregate = aggregate;
        this.between = between;
        this.sets = sets;
        this.keyCount = sets.keys().size();
    }

    /// The plan with all such groupings made early.
    static PlanNode apply(PlanNode node, NodeFactory nodes) {
        PlanNode rewritten = node instanceof AggregateNode aggregate ? rewrite(aggregate, nodes) : null;
        PlanNode current = rewritten == null ? node : rewritten;
        List<PlanNode> children = current.children();
        List<PlanNode> applied = children.stream().map(child -> apply(child, nodes)).toList();
        return applied.equals(children) ? current : current.withChildren(applied);
    }

    private static @Nullable PlanNode rewrite(AggregateNode last, NodeFactory nodes) {
        if (last.step() == Step.SINGLE && AggregateSteps.possible(last.calls())) {
            return rewriteOnly(last, nodes);
        }
        return last.step() == Step.FINAL
                && last.input() instanceof ExchangeNode exchange
                && exchange.input() instanceof AggregateNode first
                && first.step() == Step.PARTIAL
                        ? rewriteFirst(last, exchange, first, nodes)
                        : null;
    }

    private static @Nullable PlanNode rewriteOnly(AggregateNode only, NodeFactory nodes) {
        EarlyGrouping grouping = find(only, only, nodes);
        if (grouping == null) {
            return null;
        }
        AggregateSteps steps = grouping.steps();
        PlanNode states = grouping.states(steps);
        return states == null ? null : merging(only, states, steps.merging());
    }

    private static @Nullable PlanNode rewriteFirst(
            AggregateNode last, ExchangeNode exchange, AggregateNode first, NodeFactory nodes) {
        EarlyGrouping grouping = find(first, last, nodes);
        if (grouping == null) {
            return null;
        }
        PlanNode states = grouping.states(new AggregateSteps(first.schema(), last.calls()));
        return states == null ? null : last.withChildren(List.of(exchange.withChildren(List.of(states))));
    }

    private static @Nullable EarlyGrouping find(AggregateNode first, AggregateNode last, NodeFactory nodes) {
        List<PlanNode> between = new ArrayList<>();
        PlanNode node = first.input();
        while (node instanceof ProjectNode || node instanceof FilterNode) {
            between.add(node);
            node = node.children().getFirst();
        }
        return node instanceof GroupingSetsNode sets
                && nodes.rows(last) * ROWS_PER_GROUP <= nodes.rows(sets.input())
                        ? new EarlyGrouping(nodes, first, between, sets)
                        : null;
    }

    private static PlanNode merging(AggregateNode last, PlanNode states, List<AggregateCall> calls) {
        List<Integer> keys = IntStream.range(0, last.keys().size()).boxed().toList();
        return new AggregateNode(last.id(), states, Step.FINAL, keys, calls, last.schema());
    }

    private AggregateSteps steps() {
        List<Field> fields = aggregate.schema().fields();
        int keys = aggregate.keys().size();
        return AggregateSteps.of(
                aggregate.input().schema(),
                fields.subList(0, keys),
                aggregate.calls(),
                fields.subList(keys, fields.size()).stream().map(Field::name).toList());
    }

    /// What the first step gives, grouped before the rows are repeated; null where something other than the keys
    /// depends on the set.
    private @Nullable PlanNode states(AggregateSteps steps) {
        List<Expression> outputs = outputs();
        List<Expression> conditions = conditions();
        TreeSet<Integer> kept = new TreeSet<>();
        for (Expression condition : conditions) {
            Expressions.columns(condition).stream().filter(this::passed).forEach(kept::add);
        }
        for (int key : aggregate.keys()) {
            if (!(outputs.get(key) instanceof ColumnReference column) || passed(column.index())) {
                return null;
            }
        }
        List<Integer> keptColumns = List.copyOf(kept);
        List<Expression> read = new ArrayList<>();
        sets.keys().forEach(key -> read.add(LogicalNodes.column(sets.input().schema(), key)));
        keptColumns.forEach(column -> read.add(LogicalNodes.column(sets.input().schema(), column - keyCount)));
        int groupKeys = read.size();
        List<AggregateCall> calls = new ArrayList<>();
        for (AggregateCall call : aggregate.calls()) {
            List<Integer> arguments = new ArrayList<>();
            for (int argument : call.arguments()) {
                arguments.add(place(outputs.get(argument), read));
            }
            OptionalInt filter = call.filter().isPresent()
                    ? OptionalInt.of(place(outputs.get(call.filter().getAsInt()), read))
                    : OptionalInt.empty();
            if (arguments.contains(-1) || filter.equals(OptionalInt.of(-1))) {
                return null;
            }
            calls.add(new AggregateCall(
                    call.function(), arguments, false, filter, List.of(), call.type(), call.position()));
        }
        return repeated(grouped(read, groupKeys, calls, steps), keptColumns, outputs, conditions, steps.states());
    }

    private AggregateNode grouped(
            List<Expression> read, int groupKeys, List<AggregateCall> calls, AggregateSteps steps) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < read.size(); i++) {
            Expression expression = read.get(i);
            String name = expression instanceof ColumnReference column
                    ? sets.input().schema().name(column.index())
                    : "$argument" + i;
            fields.add(new Field(name, expression.type(), expression.nullable()));
        }
        Schema schema = new Schema(fields);
        PlanNode rows = new ProjectNode(nodes.idLike(sets.input()), sets.input(), read, schema);
        List<Field> states = new ArrayList<>(fields.subList(0, groupKeys));
        states.addAll(steps.states().fields().subList(aggregate.keys().size(), steps.states().size()));
        List<Integer> keys = IntStream.range(0, groupKeys).boxed().toList();
        return new AggregateNode(nodes.idLike(aggregate), rows, Step.PARTIAL, keys, calls, new Schema(states));
    }

    /// The groups once per set, with those conditions, and of the columns those that the last step reads.
    private PlanNode repeated(
            AggregateNode grouped,
            List<Integer> kept,
            List<Expression> outputs,
            List<Expression> conditions,
            Schema schema) {
        List<Integer> keys = IntStream.range(0, keyCount).boxed().toList();
        PlanNode node = new GroupingSetsNode(nodes.idLike(aggregate), grouped, keys, sets.sets());
        Schema repeated = node.schema();
        int setColumn = repeated.size() - 1;
        for (Expression condition : conditions.reversed()) {
            Expression moved = Expressions.rewrite(
                    condition,
                    part -> part instanceof ColumnReference column
                            ? LogicalNodes.column(
                                    repeated,
                                    column.index() < keyCount
                                            ? column.index()
                                            : passed(column.index())
                                                    ? 2 * keyCount + kept.indexOf(column.index())
                                            : setColumn)
                            : part);
            node = new FilterNode(nodes.idLike(node), node, moved);
        }
        List<Expression> selected = new ArrayList<>();
        for (int key : aggregate.keys()) {
            int column = ((ColumnReference) outputs.get(key)).index();
            selected.add(LogicalNodes.column(repeated, column < keyCount ? column : setColumn));
        }
        int firstState = 2 * keyCount + kept.size();
        for (int i = firstState; i < setColumn; i++) {
            selected.add(LogicalNodes.column(repeated, i));
        }
        return new ProjectNode(nodes.idLike(node), node, selected, schema);
    }

    /// The columns that the aggregate reads as expressions over what the grouping sets give.
    private List<Expression> outputs() {
        List<Expression> columns = new ArrayList<>();
        Schema schema = aggregate.input().schema();
        for (int i = 0; i < schema.size(); i++) {
            columns.add(over(LogicalNodes.column(schema, i), 0));
        }
        return columns;
    }

    private List<Expression> conditions() {
        List<Expression> conditions = new ArrayList<>();
        for (int i = 0; i < between.size(); i++) {
            if (between.get(i) instanceof FilterNode filter) {
                conditions.add(over(filter.condition(), i + 1));
            }
        }
        return conditions;
    }

    /// An expression over the output of a node in between as one over what the grouping sets give.
    private Expression over(Expression expression, int from) {
        Expression result = expression;
        for (int i = from; i < between.size(); i++) {
            if (between.get(i) instanceof ProjectNode project) {
                result = Expressions.rewrite(
                        result,
                        part -> part instanceof ColumnReference column
                                ? project.expressions().get(column.index())
                                : part);
            }
        }
        return result;
    }

    /// Where an expression over what the grouping sets give stands among those that are computed before them, added
    /// where it is missing; -1 where it depends on the set.
    private int place(Expression expression, List<Expression> read) {
        if (!Expressions.columns(expression).stream().allMatch(this::passed)) {
            return -1;
        }
        Expression before = Expressions.rewrite(
                expression,
                part -> part instanceof ColumnReference column
                        ? LogicalNodes.column(sets.input().schema(), column.index() - keyCount)
                        : part);
        int known = read.indexOf(before);
        if (known < 0) {
            read.add(before);
        }
        return known < 0 ? read.size() - 1 : known;
    }

    /// Whether a column of the grouping sets is one of their input's, as it was.
    private boolean passed(int column) {
        return column >= keyCount && column < keyCount + sets.input().schema().size();
    }
}
