// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.rule;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expression.Call;
import dev.sheaf.core.expression.Expression.Case;
import dev.sheaf.core.expression.Expression.ColumnReference;
import dev.sheaf.core.expression.Expressions;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.planner.convert.ExpressionFactory;
import dev.sheaf.planner.logical.LogicalNode;
import dev.sheaf.planner.logical.LogicalNode.Aggregate;
import dev.sheaf.planner.logical.LogicalNode.Apply;
import dev.sheaf.planner.logical.LogicalNode.ApplyKind;
import dev.sheaf.planner.logical.LogicalNode.Filter;
import dev.sheaf.planner.logical.LogicalNode.GroupingSets;
import dev.sheaf.planner.logical.LogicalNode.Join;
import dev.sheaf.planner.logical.LogicalNode.JoinKind;
import dev.sheaf.planner.logical.LogicalNode.Project;
import dev.sheaf.planner.logical.LogicalNode.SingleRow;
import dev.sheaf.planner.logical.LogicalNode.Sort;
import dev.sheaf.planner.logical.LogicalNode.Union;
import dev.sheaf.planner.logical.LogicalNode.Values;
import dev.sheaf.planner.logical.LogicalNode.Window;
import dev.sheaf.planner.logical.LogicalNodes;
import dev.sheaf.planner.logical.OuterColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Unnests any subquery: the distinct values of its outer columns, the domain, are pushed down into it, so that it
/// computes its rows for all of them at once; each node gives its own columns followed by the domain's. After Neumann
/// and Kemper, Unnesting Arbitrary Queries (2015).
final class DomainPush {
    private final int apply;
    private final List<Integer> outerColumns;
    private final LogicalNode domain;

    private DomainPush(Apply apply) {
        this.apply = apply.id();
        this.outerColumns = List.copyOf(OuterColumns.usedBy(apply.right(), apply.id()));
        LogicalNode values = LogicalNodes.select(apply.left(), outerColumns);
        List<Integer> all = IntStream.range(0, outerColumns.size()).boxed().toList();
        this.domain = new Aggregate(values, all, List.of(), values.schema());
    }

    /// The join that an apply stands for.
    static LogicalNode join(Apply apply) {
        DomainPush push = new DomainPush(apply);
        int leftSize = apply.left().schema().size();
        int width = apply.right().schema().size();
        LogicalNode right = push.push(apply.right());
        if (apply.kind() == ApplyKind.SCALAR && !LogicalNodes.givesOneRow(apply.right())) {
            right = SingleRows.perGroup(right, width, push.domainPlaces(width), apply.position());
        }
        List<Expression> conditions = new ArrayList<>(Expressions.conjuncts(apply.condition()));
        for (int i = 0; i < push.outerColumns.size(); i++) {
            Field field = right.schema().field(width + i);
            conditions.add(ExpressionFactory.compare(
                    ScalarFunction.IS_NOT_DISTINCT_FROM,
                    LogicalNodes.column(apply.left().schema(), push.outerColumns.get(i)),
                    new ColumnReference(leftSize + width + i, field.type(), field.nullable()),
                    SourcePosition.UNKNOWN));
        }
        JoinKind kind = Unnesting.joinKind(apply.kind());
        if (kind == JoinKind.NULL_AWARE_ANTI) {
            kind = JoinKind.ANTI;
            conditions.set(0, notFalse(conditions.getFirst()));
        }
        LogicalNode joined = new Join(apply.left(), right, kind, Expressions.and(conditions));
        return kind.givesRight()
                ? LogicalNodes.select(
                        joined, IntStream.range(0, leftSize + width).boxed().toList())
                : joined;
    }

    private LogicalNode push(LogicalNode node) {
        if (!OuterColumns.usedIn(node, apply)) {
            return cross(node);
        }
        return switch (node) {
            case Filter filter -> new Filter(
                    push(filter.input()), replace(filter.condition(), filter.schema().size()));
            case Project project -> project(project, push(project.input()));
            case Join join -> join(join);
            case Aggregate aggregate -> aggregate(aggregate);
            case Sort sort -> sort.limited()
                    ? Limits.perGroup(push(sort.input()), domainPlaces(sort.schema().size()), sort)
                    : push(sort.input());
            case Window window -> window(window);
            case Union union -> union(union);
            case Values values -> values(values);
            case SingleRow single -> everyValueOnce(SingleRows.perGroup(
                    push(single.input()), single.schema().size(), domainPlaces(single.schema().size()),
                    single.position()), List.of());
            case GroupingSets sets -> groupingSets(sets);
            default -> throw unsupported(node);
        };
    }

    private LogicalNode cross(LogicalNode node) {
        return new Join(node, domain, JoinKind.INNER, Literal.TRUE);
    }

    private List<Integer> domainPlaces(int from) {
        return IntStream.range(from, from + outerColumns.size()).boxed().toList();
    }

    /// Puts the domain's columns, which stand from a place on, where outer columns stood.
    private Expression replace(Expression expression, int from) {
        return OuterColumns.replace(
                expression,
                apply,
                place -> {
                    int index = outerColumns.indexOf(place);
                    Field field = domain.schema().field(index);
                    return new ColumnReference(from + index, field.type(), field.nullable());
                });
    }

    private LogicalNode project(Project project, LogicalNode input) {
        int width = project.input().schema().size();
        List<Expression> expressions = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < project.expressions().size(); i++) {
            expressions.add(replace(project.expressions().get(i), width));
            names.add(project.schema().name(i));
        }
        domainPlaces(width).forEach(place -> {
            expressions.add(LogicalNodes.column(input.schema(), place));
            names.add(input.schema().name(place));
        });
        return LogicalNodes.project(input, expressions, names);
    }

    private LogicalNode join(Join join) {
        boolean rightRefers = OuterColumns.usedIn(join.right(), apply);
        boolean leftNeeded = OuterColumns.usedIn(join.left(), apply) || join.kind() != JoinKind.INNER || !rightRefers;
        if (join.kind() == JoinKind.FULL || (join.kind() == JoinKind.NULL_AWARE_MARK && rightRefers)) {
            throw unsupported(join);
        }
        int count = outerColumns.size();
        int leftWidth = join.left().schema().size();
        int rightWidth = join.right().schema().size();
        LogicalNode left = leftNeeded ? push(join.left()) : join.left();
        LogicalNode right = rightRefers ? push(join.right()) : join.right();
        int shift = leftNeeded ? count : 0;
        int from = leftNeeded ? leftWidth : leftWidth + rightWidth;
        Expression condition = replace(
                Expressions.rewrite(
                        join.condition(),
                        node -> node instanceof ColumnReference column
                                && !OuterColumns.isOuter(column)
                                && column.index() >= leftWidth
                                        ? new ColumnReference(column.index() + shift, column.type(), column.nullable())
                                        : node),
                from);
        List<Expression> conditions = new ArrayList<>();
        JoinKind kind = join.kind();
        if (kind == JoinKind.NULL_AWARE_ANTI && rightRefers) {
            kind = JoinKind.ANTI;
            condition = notFalse(condition);
        }
        conditions.add(condition);
        if (leftNeeded && rightRefers) {
            for (int i = 0; i < count; i++) {
                Field field = domain.schema().field(i);
                conditions.add(ExpressionFactory.compare(
                        ScalarFunction.IS_NOT_DISTINCT_FROM,
                        new ColumnReference(leftWidth + i, field.type(), field.nullable()),
                        new ColumnReference(
                                leftWidth + count + rightWidth + i, field.type(), field.nullable()),
                        SourcePosition.UNKNOWN));
            }
        }
        LogicalNode joined = new Join(left, right, kind, ExpressionFactory.and(conditions));
        List<Integer> order = new ArrayList<>(IntStream.range(0, leftWidth).boxed().toList());
        int own = join.schema().size();
        IntStream.range(leftWidth, own).forEach(i -> order.add(i + shift));
        if (kind.givesMark() && rightRefers) {
            order.set(own - 1, joined.schema().size() - 1);
        }
        order.addAll(domainPlaces(from));
        return LogicalNodes.select(joined, order);
    }

    private LogicalNode aggregate(Aggregate aggregate) {
        LogicalNode input = push(aggregate.input());
        int keyCount = aggregate.keys().size();
        List<Integer> places = domainPlaces(aggregate.input().schema().size());
        List<Integer> keys = new ArrayList<>(aggregate.keys());
        keys.addAll(places);
        Schema calls = new Schema(aggregate.schema().fields().subList(keyCount, aggregate.schema().size()));
        LogicalNode grouped =
                new Aggregate(input, keys, aggregate.calls(), input.schema().select(keys).concat(calls));
        List<Integer> order = new ArrayList<>(IntStream.range(0, keyCount).boxed().toList());
        IntStream.range(keys.size(), grouped.schema().size()).forEach(order::add);
        order.addAll(domainPlaces(keyCount));
        LogicalNode ordered = LogicalNodes.select(grouped, order);
        return keyCount > 0 ? ordered : everyValueOnce(ordered, PullUp.overNoRows(aggregate.calls()));
    }

    /// Gives a row for each value of the domain, also where the node has none.
    ///
    /// @param defaults the columns of such a row; nulls when empty
    private LogicalNode everyValueOnce(LogicalNode node, List<Expression> defaults) {
        int count = outerColumns.size();
        int width = node.schema().size() - count;
        LogicalNode marked = LogicalNodes.append(node, List.of(Literal.TRUE), List.of("$matched"));
        List<Expression> conditions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Field field = domain.schema().field(i);
            conditions.add(ExpressionFactory.compare(
                    ScalarFunction.IS_NOT_DISTINCT_FROM,
                    new ColumnReference(i, field.type(), field.nullable()),
                    new ColumnReference(count + width + i, field.type(), field.nullable()),
                    SourcePosition.UNKNOWN));
        }
        LogicalNode joined = new Join(domain, marked, JoinKind.LEFT, ExpressionFactory.and(conditions));
        Expression unmatched =
                ExpressionFactory.isNull(LogicalNodes.column(joined.schema(), joined.schema().size() - 1));
        List<Expression> expressions = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            Expression column = LogicalNodes.column(joined.schema(), count + i);
            boolean plain = defaults.isEmpty() || (defaults.get(i) instanceof Literal literal && literal.isNull());
            expressions.add(
                    plain ? column : new Case(List.of(unmatched, defaults.get(i), column), column.type(), true));
            names.add(node.schema().name(i));
        }
        for (int i = 0; i < count; i++) {
            expressions.add(LogicalNodes.column(joined.schema(), i));
            names.add(joined.schema().name(i));
        }
        return LogicalNodes.project(joined, expressions, names);
    }

    private LogicalNode window(Window window) {
        LogicalNode input = push(window.input());
        int width = window.input().schema().size();
        List<Integer> partition = new ArrayList<>(window.partitionKeys());
        partition.addAll(domainPlaces(width));
        List<Field> fields = new ArrayList<>(input.schema().fields());
        fields.addAll(window.schema().fields().subList(width, window.schema().size()));
        LogicalNode node = new Window(input, partition, window.orderKeys(), window.calls(), new Schema(fields));
        List<Integer> order = new ArrayList<>(IntStream.range(0, width).boxed().toList());
        IntStream.range(input.schema().size(), fields.size()).forEach(order::add);
        order.addAll(domainPlaces(width));
        return LogicalNodes.select(node, order);
    }

    private LogicalNode union(Union union) {
        List<LogicalNode> inputs = union.inputs().stream().map(this::push).toList();
        return new Union(inputs, union.schema().concat(domain.schema()));
    }

    private LogicalNode values(Values values) {
        List<LogicalNode> rows = new ArrayList<>();
        List<String> names = values.schema().fields().stream().map(Field::name).toList();
        for (List<Expression> row : values.rows()) {
            List<Expression> expressions = new ArrayList<>();
            row.forEach(expression -> expressions.add(replace(expression, 0)));
            List<String> all = new ArrayList<>(names);
            for (int i = 0; i < outerColumns.size(); i++) {
                expressions.add(LogicalNodes.column(domain.schema(), i));
                all.add(domain.schema().name(i));
            }
            rows.add(LogicalNodes.project(domain, expressions, all));
        }
        return rows.size() == 1 ? rows.getFirst()
                : new Union(rows, values.schema().asNullable().concat(domain.schema()));
    }

    private LogicalNode groupingSets(GroupingSets sets) {
        LogicalNode repeated = new GroupingSets(push(sets.input()), sets.keys(), sets.sets());
        int own = sets.schema().size();
        int count = outerColumns.size();
        List<Integer> order = new ArrayList<>(IntStream.range(0, own - 1).boxed().toList());
        order.add(own - 1 + count);
        order.addAll(domainPlaces(own - 1));
        return LogicalNodes.select(repeated, order);
    }

    private static Expression notFalse(Expression condition) {
        return new Call(
                ScalarFunction.IS_NOT_FALSE, List.of(condition), DataType.BOOLEAN, false, SourcePosition.UNKNOWN);
    }

    private static SheafException unsupported(LogicalNode node) {
        return new SheafException(
                ErrorCode.NOT_SUPPORTED,
                "a correlated subquery with " + node.getClass().getSimpleName().toUpperCase(java.util.Locale.ROOT)
                        + " is not supported here");
    }
}
