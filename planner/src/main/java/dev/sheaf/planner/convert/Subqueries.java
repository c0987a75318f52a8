// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.convert;

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
import dev.sheaf.planner.logical.LogicalNode;
import dev.sheaf.planner.logical.LogicalNode.Apply;
import dev.sheaf.planner.logical.LogicalNode.ApplyKind;
import dev.sheaf.planner.logical.LogicalNodes;
import dev.sheaf.planner.logical.OuterColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlQuantifyOperator;

/// EXISTS, IN and quantified comparisons as applies.
///
/// Where only truth matters (a WHERE conjunct), `x IN q` is a semi join on `x = y`, and NOT IN an anti join on `x = y`
/// being true or unknown. As a value, IN needs three answers: one mark for a match and, where nulls can leave it open,
/// one for an unknown.
final class Subqueries {
    /// A subquery and the condition that one of its rows must meet.
    ///
    /// @param condition on the left columns followed by the right ones; TRUE for EXISTS
    record Predicate(LogicalNode right, Expression condition, int id, boolean oneEquality, boolean correlated) {}

    /// A node and the place of its column that holds a subquery's answer.
    record Marked(LogicalNode node, int column) {}

    private final RelConverter relations;
    private final RexConverter converter;

    Subqueries(RelConverter relations, RexConverter converter) {
        this.relations = relations;
        this.converter = converter;
    }

    Predicate predicate(RexSubQuery subquery, LogicalNode left, Set<CorrelationId> variables) {
        int id = relations.nextApply();
        LogicalNode right = relations.convertSubquery(subquery.rel, variables, id);
        boolean correlated = OuterColumns.usedIn(right, id);
        if (subquery.getKind() == SqlKind.EXISTS) {
            return new Predicate(right, Literal.TRUE, id, false, correlated);
        }
        SqlKind comparison = subquery.getKind() == SqlKind.SOME
                ? ((SqlQuantifyOperator) subquery.getOperator()).comparisonKind
                : SqlKind.EQUALS;
        List<Expression> operands = converter.convert(subquery.getOperands());
        List<Expression> columns = new ArrayList<>();
        int leftSize = left.schema().size();
        for (int i = 0; i < operands.size(); i++) {
            Field field = right.schema().field(i);
            columns.add(new ColumnReference(leftSize + i, field.type(), field.nullable()));
        }
        Expression condition = RowComparisons.compare(comparison, operands, columns, SourcePosition.UNKNOWN);
        // Null-aware joins need a key on each side, which a constant is not.
        boolean oneEquality = operands.size() == 1
                && comparison == SqlKind.EQUALS
                && !Expressions.columns(operands.getFirst()).isEmpty();
        return new Predicate(right, condition, id, oneEquality, correlated);
    }

    static LogicalNode filter(LogicalNode left, Predicate predicate, boolean negated) {
        if (!negated) {
            return apply(left, predicate, ApplyKind.SEMI, predicate.condition());
        }
        if (!predicate.condition().nullable()) {
            return apply(left, predicate, ApplyKind.ANTI, predicate.condition());
        }
        return predicate.oneEquality() && !predicate.correlated()
                ? apply(left, predicate, ApplyKind.NULL_AWARE_ANTI, predicate.condition())
                : apply(left, predicate, ApplyKind.ANTI, notFalse(predicate.condition()));
    }

    static Marked mark(LogicalNode left, Predicate predicate) {
        int column = left.schema().size();
        if (!predicate.condition().nullable()) {
            return new Marked(apply(left, predicate, ApplyKind.MARK, predicate.condition()), column);
        }
        if (predicate.oneEquality() && !predicate.correlated()) {
            return new Marked(apply(left, predicate, ApplyKind.NULL_AWARE_MARK, predicate.condition()), column);
        }
        LogicalNode matched = apply(left, predicate, ApplyKind.MARK, predicate.condition());
        // The second mark's right columns stand one place further on, behind the first mark.
        Expression shifted = Expressions.remapColumns(
                notFalse(predicate.condition()),
                place -> place >= column && place < Short.MAX_VALUE ? place + 1 : place);
        LogicalNode open = apply(matched, predicate, ApplyKind.MARK, shifted);
        Expression isMatch = LogicalNodes.column(open.schema(), column);
        Expression isOpen = LogicalNodes.column(open.schema(), column + 1);
        Expression answer = new Case(
                List.of(isMatch, Literal.TRUE, isOpen, Literal.NULL_BOOLEAN, Literal.FALSE), DataType.BOOLEAN, true);
        LogicalNode answered = LogicalNodes.append(open, List.of(answer), List.of("$in"));
        return new Marked(answered, column + 2);
    }

    private static LogicalNode apply(LogicalNode left, Predicate predicate, ApplyKind kind, Expression condition) {
        return new Apply(left, predicate.right(), kind, condition, predicate.id(), SourcePosition.UNKNOWN);
    }

    /// True where the condition is true or unknown. Per conjunct: an AND is not false when none of its operands is.
    private static Expression notFalse(Expression condition) {
        List<Expression> conditions = new ArrayList<>();
        for (Expression conjunct : Expressions.conjuncts(condition)) {
            conditions.add(
                    conjunct.nullable()
                            ? new Call(
                                    ScalarFunction.IS_NOT_FALSE,
                                    List.of(conjunct),
                                    DataType.BOOLEAN,
                                    false,
                                    SourcePosition.UNKNOWN)
                            : conjunct);
        }
        return ExpressionFactory.and(conditions);
    }
}
