// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.rule;

import dev.sheaf.core.catalog.ColumnStatistics;
import dev.sheaf.core.catalog.TableStatistics;
import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expression.Call;
import dev.sheaf.core.expression.Expression.ColumnReference;
import dev.sheaf.core.expression.Expressions;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.DateType;
import dev.sheaf.core.type.DataType.IntegerType;
import dev.sheaf.planner.convert.ExpressionFactory;
import dev.sheaf.planner.logical.LogicalNode;
import dev.sheaf.planner.logical.LogicalNode.Aggregate;
import dev.sheaf.planner.logical.LogicalNode.Filter;
import dev.sheaf.planner.logical.LogicalNode.Join;
import dev.sheaf.planner.logical.LogicalNode.JoinKind;
import dev.sheaf.planner.logical.LogicalNode.Project;
import dev.sheaf.planner.logical.LogicalNode.Scan;
import dev.sheaf.planner.logical.LogicalNodes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Leaves rows out of one side of a join whose keys lie beyond all that the other side's column holds: a calendar of
/// two centuries that is joined with the sales of five years. Only where the bounds of the tables' columns are known to
/// hold for the rows that will be read, and where a good part of the column's range goes.
public final class JoinKeyBounds {
    /// What stays of a side's range is at most its half, or looking at each row isn't repaid.
    private static final int SHARE = 2;

    private JoinKeyBounds() {}

    /// The numbers that a column's values lie between, both among them.
    private record Bounds(long min, long max) {
        double width() {
            return (double) max - min + 1;
        }
    }

    public static LogicalNode apply(LogicalNode root) {
        return LogicalNodes.rewrite(root, node -> node instanceof Join join ? narrow(join) : node);
    }

    private static LogicalNode narrow(Join join) {
        boolean toRight = switch (join.kind()) {
            case INNER, LEFT, SEMI, ANTI, MARK -> true;
            case FULL, NULL_AWARE_ANTI, NULL_AWARE_MARK -> false;
        };
        boolean toLeft = join.kind() == JoinKind.INNER || join.kind() == JoinKind.SEMI;
        int leftSize = join.left().schema().size();
        List<Expression> left = new ArrayList<>();
        List<Expression> right = new ArrayList<>();
        for (Expression conjunct : Expressions.conjuncts(join.condition())) {
            if (!toRight
                    || !(conjunct instanceof Call call)
                    || call.function() != ScalarFunction.EQUAL
                    || !(call.operands().get(0) instanceof ColumnReference a)
                    || !(call.operands().get(1) instanceof ColumnReference b)
                    || a.index() < leftSize == b.index() < leftSize
                    || a.index() >= leftSize + join.right().schema().size()
                    || b.index() >= leftSize + join.right().schema().size()) {
                continue;
            }
            int leftColumn = Math.min(a.index(), b.index());
            int rightColumn = Math.max(a.index(), b.index()) - leftSize;
            Bounds ofLeft = bounds(join.left(), leftColumn);
            Bounds ofRight = ofLeft == null ? null : bounds(join.right(), rightColumn);
            if (ofLeft == null || ofRight == null) {
                continue;
            }
            addConditions(join.right(), rightColumn, ofRight, ofLeft, right);
            if (toLeft) {
                addConditions(join.left(), leftColumn, ofLeft, ofRight, left);
            }
        }
        return left.isEmpty() && right.isEmpty()
                ? join
                : join.withInputs(List.of(narrowed(join.left(), left), narrowed(join.right(), right)));
    }

    private static LogicalNode narrowed(LogicalNode side, List<Expression> conditions) {
        return conditions.isEmpty() ? side : PredicatePushdown.push(side, conditions);
    }

    private static void addConditions(
            LogicalNode side, int column, Bounds own, Bounds other, List<Expression> conditions) {
        double kept = (double) Math.min(own.max, other.max) - Math.max(own.min, other.min) + 1;
        if (kept * SHARE > own.width()) {
            return;
        }
        if (own.min < other.min) {
            conditions.add(condition(ScalarFunction.GREATER_THAN_OR_EQUAL, side, column, other.min));
        }
        if (own.max > other.max) {
            conditions.add(condition(ScalarFunction.LESS_THAN_OR_EQUAL, side, column, other.max));
        }
    }

    private static Expression condition(ScalarFunction comparison, LogicalNode side, int column, long bound) {
        ColumnReference reference = LogicalNodes.column(side.schema(), column);
        return ExpressionFactory.predicate(
                comparison, SourcePosition.UNKNOWN, reference, new Literal(bound, reference.type()));
    }

    /// The bounds of a column's values besides nulls, or null where they aren't known.
    private static @Nullable Bounds bounds(LogicalNode node, int column) {
        DataType type = node.schema().type(column);
        if (!(type instanceof IntegerType) && !(type instanceof DateType)) {
            return null;
        }
        return switch (node) {
            case Scan scan -> bounds(scan.table().statistics().get(), column);
            case Filter filter -> bounds(filter.input(), column);
            case Project project -> project.expressions().get(column) instanceof ColumnReference reference
                    ? bounds(project.input(), reference.index())
                    : null;
            case Aggregate aggregate -> column < aggregate.keys().size()
                    ? bounds(aggregate.input(), aggregate.keys().get(column))
                    : null;
            case Join join -> {
                int leftSize = join.left().schema().size();
                yield column < leftSize
                        ? bounds(join.left(), column)
                        : join.kind().givesRight() ? bounds(join.right(), column - leftSize) : null;
            }
            default -> null;
        };
    }

    private static @Nullable Bounds bounds(TableStatistics statistics, int column) {
        ColumnStatistics known = statistics.column(column);
        return statistics.boundsHold()
                && known.min().map(Literal::value).orElse(null) instanceof Long min
                && known.max().map(Literal::value).orElse(null) instanceof Long max
                        ? new Bounds(min, max)
                        : null;
    }
}
