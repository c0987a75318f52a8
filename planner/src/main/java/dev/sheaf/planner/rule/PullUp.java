// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.rule;

import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expression.Case;
import dev.sheaf.core.expression.Expression.ColumnReference;
import dev.sheaf.core.expression.Expressions;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.function.AggregateFunction;
import dev.sheaf.core.plan.AggregateCall;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.planner.convert.ConstantFolder;
import dev.sheaf.planner.logical.LogicalNode;
import dev.sheaf.planner.logical.LogicalNode.Aggregate;
import dev.sheaf.planner.logical.LogicalNode.Filter;
import dev.sheaf.planner.logical.LogicalNode.Join;
import dev.sheaf.planner.logical.LogicalNode.JoinKind;
import dev.sheaf.planner.logical.LogicalNode.Project;
import dev.sheaf.planner.logical.LogicalNode.Sort;
import dev.sheaf.planner.logical.LogicalNode.Window;
import dev.sheaf.planner.logical.LogicalNodes;
import dev.sheaf.planner.logical.OuterColumns;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Pulls the conditions that refer to the outer query out of a subquery, so that they become join conditions. Where one
/// passes an aggregate, limit or window, it must be an equality, by whose inner side the rows are then grouped: all of
/// one group belong to the same outer rows. Gives null where that doesn't do; [DomainPush] does then.
///
/// After Kim (On Optimizing an SQL-like Nested Query, 1982) with the count bug of Ganski and Wong (1987) minded by
/// `defaults`.
final class PullUp {
    private final int apply;

    private PullUp(int apply) {
        this.apply = apply;
    }

    /// @param repeatable whether it doesn't matter how often a row comes out
    static @Nullable Pulled pull(LogicalNode node, int apply, boolean repeatable) {
        return new PullUp(apply).pull(node, repeatable);
    }

    private @Nullable Pulled pull(LogicalNode node, boolean repeatable) {
        if (!OuterColumns.usedIn(node, apply)) {
            return new Pulled(node, List.of(), Optional.empty());
        }
        return switch (node) {
            case Filter filter -> filter(filter, repeatable);
            case Project project -> project(project, repeatable);
            case Join join -> join(join, repeatable);
            case Aggregate aggregate -> aggregate(aggregate);
            case Sort sort -> sort(sort, repeatable);
            case Window window -> window(window);
            default -> null;
        };
    }

    private @Nullable Pulled filter(Filter filter, boolean repeatable) {
        Pulled input = pull(filter.input(), repeatable);
        if (input == null) {
            return null;
        }
        List<Expression> kept = new ArrayList<>();
        List<Expression> predicates = new ArrayList<>(input.predicates());
        for (Expression conjunct : Expressions.conjuncts(filter.condition())) {
            (OuterColumns.refersTo(conjunct, apply) ? predicates : kept).add(conjunct);
        }
        if (input.defaults().isEmpty()) {
            return new Pulled(LogicalNodes.filter(input.node(), kept), predicates, Optional.empty());
        }
        return predicates.size() == input.predicates().size() ? having(filter, input) : null;
    }

    /// A filter over an aggregate that always gives a row: the row stays, with nulls where the condition doesn't hold,
    /// since what asks for it takes its one value.
    private @Nullable Pulled having(Filter filter, Pulled input) {
        int width = filter.schema().size();
        List<Expression> expressions = new ArrayList<>();
        List<Expression> defaults = new ArrayList<>();
        List<Expression> before = input.defaults().orElseThrow();
        for (int i = 0; i < width; i++) {
            Expression column = LogicalNodes.column(input.node().schema(), i);
            expressions.add(when(filter.condition(), column));
            defaults.add(ConstantFolder.fold(when(substitute(filter.condition(), before), before.get(i))));
        }
        List<String> names = names(input.node().schema());
        for (int i = width; i < input.node().schema().size(); i++) {
            expressions.add(LogicalNodes.column(input.node().schema(), i));
        }
        return new Pulled(
                LogicalNodes.project(input.node(), expressions, names), input.predicates(), Optional.of(defaults));
    }

    private static Expression when(Expression condition, Expression value) {
        return new Case(List.of(condition, value, Literal.ofNull(value.type())), value.type(), true);
    }

    private @Nullable Pulled project(Project project, boolean repeatable) {
        if (project.expressions().stream().anyMatch(expression -> OuterColumns.refersTo(expression, apply))) {
            return null;
        }
        Pulled input = pull(project.input(), repeatable);
        if (input == null) {
            return null;
        }
        List<Expression> expressions = new ArrayList<>(project.expressions());
        List<String> names = new ArrayList<>(names(project.schema()));
        List<Expression> predicates = carry(input, expressions, names);
        Optional<List<Expression>> defaults = input.defaults()
                .map(before -> project.expressions().stream()
                        .map(expression -> substitute(expression, before))
                        .toList());
        return new Pulled(LogicalNodes.project(input.node(), expressions, names), predicates, defaults);
    }

    /// Adds the columns that the predicates read to a projection, and gives the predicates over it.
    private List<Expression> carry(Pulled input, List<Expression> expressions, List<String> names) {
        Schema schema = input.node().schema();
        int[] places = new int[schema.size()];
        BitSet needed = new BitSet();
        input.predicates().forEach(predicate -> needed.or(Expressions.columns(predicate)));
        for (int column = needed.nextSetBit(0); column >= 0 && column < schema.size();
                column = needed.nextSetBit(column + 1)) {
            Expression reference = LogicalNodes.column(schema, column);
            int place = expressions.indexOf(reference);
            if (place < 0) {
                place = expressions.size();
                expressions.add(reference);
                names.add(schema.name(column));
            }
            places[column] = place;
        }
        return input.predicates().stream()
                .map(predicate -> Expressions.remapColumns(
                        predicate, index -> index < places.length ? places[index] : index))
                .toList();
    }

    private @Nullable Pulled join(Join join, boolean repeatable) {
        boolean conditionOuter = OuterColumns.refersTo(join.condition(), apply);
        JoinKind kind = join.kind();
        if (kind == JoinKind.SEMI && repeatable) {
            int width = join.left().schema().size();
            Join inner = new Join(join.left(), join.right(), JoinKind.INNER, join.condition());
            return pull(
                    LogicalNodes.select(inner, IntStream.range(0, width).boxed().toList()), true);
        }
        boolean rightMayRefer = kind == JoinKind.INNER;
        if (kind == JoinKind.FULL
                || (!rightMayRefer && (conditionOuter || OuterColumns.usedIn(join.right(), apply)))) {
            return null;
        }
        Pulled left = pull(join.left(), repeatable);
        Pulled right = rightMayRefer
                ? pull(join.right(), repeatable)
                : new Pulled(join.right(), List.of(), Optional.empty());
        if (left == null || right == null || left.defaults().isPresent() || right.defaults().isPresent()) {
            return null;
        }
        return rejoin(join, left, right);
    }

    private Pulled rejoin(Join join, Pulled left, Pulled right) {
        int leftWidth = join.left().schema().size();
        int newLeftWidth = left.node().schema().size();
        int shift = newLeftWidth - leftWidth;
        List<Expression> kept = new ArrayList<>();
        List<Expression> pulled = new ArrayList<>();
        for (Expression conjunct : Expressions.conjuncts(join.condition())) {
            Expression moved = Expressions.remapColumns(
                    conjunct, index -> index >= leftWidth && !isOuterIndex(index) ? index + shift : index);
            (OuterColumns.refersTo(conjunct, apply) ? pulled : kept).add(moved);
        }
        pulled.addAll(left.predicates());
        right.predicates()
                .forEach(predicate -> pulled.add(Expressions.remapColumns(
                        predicate, index -> isOuterIndex(index) ? index : index + newLeftWidth)));
        LogicalNode joined = new Join(left.node(), right.node(), join.kind(), Expressions.and(kept));
        // Back to the order of the join's own columns, those that were added behind them.
        int width = join.schema().size();
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            order.add(i < leftWidth ? i : i + shift);
        }
        IntStream.range(0, joined.schema().size())
                .filter(i -> !order.contains(i))
                .forEach(order::add);
        List<Expression> predicates = pulled.stream()
                .map(predicate -> Expressions.remapColumns(
                        predicate, index -> isOuterIndex(index) ? index : order.indexOf(index)))
                .toList();
        return new Pulled(LogicalNodes.select(joined, order), predicates, Optional.empty());
    }

    private @Nullable Pulled aggregate(Aggregate aggregate) {
        Pulled input = pull(aggregate.input(), false);
        if (input == null || input.defaults().isPresent()) {
            return null;
        }
        Optional<List<Equality>> equalities = Equality.all(input.predicates(), apply);
        if (equalities.isEmpty()) {
            return null;
        }
        Keyed keyed = Keyed.of(input.node(), equalities.get());
        List<Integer> keys = new ArrayList<>(aggregate.keys());
        keys.addAll(keyed.columns());
        int keyCount = aggregate.keys().size();
        Schema schema = keyed.node().schema().select(keys)
                .concat(new Schema(aggregate.schema().fields().subList(keyCount, aggregate.schema().size())));
        LogicalNode grouped = new Aggregate(keyed.node(), keys, aggregate.calls(), schema);
        List<Integer> order = new ArrayList<>(IntStream.range(0, keyCount).boxed().toList());
        IntStream.range(keys.size(), schema.size()).forEach(order::add);
        IntStream.range(keyCount, keys.size()).forEach(order::add);
        LogicalNode node = LogicalNodes.select(grouped, order);
        List<Expression> predicates = keyed.predicates(node, node.schema().size() - keyed.columns().size());
        return new Pulled(
                node, predicates, keyCount == 0 ? Optional.of(overNoRows(aggregate.calls())) : Optional.empty());
    }

    /// What aggregates give over no rows.
    static List<Expression> overNoRows(List<AggregateCall> calls) {
        List<Expression> values = new ArrayList<>();
        for (AggregateCall call : calls) {
            boolean counts = call.function() == AggregateFunction.COUNT
                    || call.function() == AggregateFunction.COUNT_STAR
                    || call.function() == AggregateFunction.REGR_COUNT
                    || call.function() == AggregateFunction.APPROX_COUNT_DISTINCT;
            values.add(counts ? Literal.of(0L) : Literal.ofNull(call.type()));
        }
        return values;
    }

    private @Nullable Pulled sort(Sort sort, boolean repeatable) {
        Pulled input = pull(sort.input(), repeatable);
        boolean limitMatters = sort.limited() && !(repeatable && sort.offset() == 0 && sort.count() > 0);
        if (input == null || !limitMatters) {
            return input;
        }
        Optional<List<Equality>> equalities = Equality.all(input.predicates(), apply);
        if (equalities.isEmpty() || input.defaults().isPresent()) {
            return null;
        }
        Keyed keyed = Keyed.of(input.node(), equalities.get());
        LogicalNode limited = Limits.perGroup(keyed.node(), keyed.columns(), sort);
        return new Pulled(limited, keyed.predicates(), Optional.empty());
    }

    private @Nullable Pulled window(Window window) {
        Pulled input = pull(window.input(), false);
        if (input == null || input.defaults().isPresent()) {
            return null;
        }
        Optional<List<Equality>> equalities = Equality.all(input.predicates(), apply);
        if (equalities.isEmpty()) {
            return null;
        }
        Keyed keyed = Keyed.of(input.node(), equalities.get());
        List<Integer> partition = new ArrayList<>(window.partitionKeys());
        partition.addAll(keyed.columns());
        int width = window.input().schema().size();
        List<Field> fields = new ArrayList<>(keyed.node().schema().fields());
        fields.addAll(window.schema().fields().subList(width, window.schema().size()));
        LogicalNode node =
                new Window(keyed.node(), partition, window.orderKeys(), window.calls(), new Schema(fields));
        List<Integer> order = new ArrayList<>(IntStream.range(0, width).boxed().toList());
        IntStream.range(keyed.node().schema().size(), fields.size()).forEach(order::add);
        IntStream.range(width, keyed.node().schema().size()).forEach(order::add);
        LogicalNode ordered = LogicalNodes.select(node, order);
        List<Expression> predicates = new ArrayList<>();
        for (int i = 0; i < keyed.columns().size(); i++) {
            int place = order.indexOf(keyed.columns().get(i));
            predicates.add(equalities.get().get(i).predicate(LogicalNodes.column(ordered.schema(), place)));
        }
        return new Pulled(ordered, predicates, Optional.empty());
    }

    /// A node with the inner sides of equalities as columns.
    private record Keyed(LogicalNode node, List<Integer> columns, List<Equality> equalities) {
        static Keyed of(LogicalNode input, List<Equality> equalities) {
            List<Expression> more = new ArrayList<>();
            List<String> names = new ArrayList<>();
            List<Integer> columns = new ArrayList<>();
            for (Equality equality : equalities) {
                if (equality.inner() instanceof ColumnReference column) {
                    columns.add(column.index());
                } else {
                    columns.add(input.schema().size() + more.size());
                    names.add("$key" + more.size());
                    more.add(equality.inner());
                }
            }
            return new Keyed(more.isEmpty() ? input : LogicalNodes.append(input, more, names), columns, equalities);
        }

        List<Expression> predicates() {
            List<Expression> predicates = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                predicates.add(equalities.get(i).predicate(LogicalNodes.column(node.schema(), columns.get(i))));
            }
            return predicates;
        }

        /// The predicates over another node, in which the keys stand from a place on.
        List<Expression> predicates(LogicalNode other, int from) {
            List<Expression> predicates = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                predicates.add(equalities.get(i).predicate(LogicalNodes.column(other.schema(), from + i)));
            }
            return predicates;
        }
    }

    private static Expression substitute(Expression expression, List<Expression> values) {
        return Expressions.rewrite(
                expression,
                node -> node instanceof ColumnReference column && column.index() < values.size()
                        ? values.get(column.index())
                        : ConstantFolder.fold(node));
    }

    private static boolean isOuterIndex(int index) {
        return OuterColumns.isOuter(new ColumnReference(index, DataType.NULL, true));
    }

    private static List<String> names(Schema schema) {
        return schema.fields().stream().map(Field::name).toList();
    }
}
