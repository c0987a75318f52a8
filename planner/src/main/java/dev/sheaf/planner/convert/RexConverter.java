// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.convert;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expression.Parameter;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.schedule.CancellationScope;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Schema;
import dev.sheaf.planner.logical.LogicalNodes;
import dev.sheaf.planner.logical.OuterColumns;
import dev.sheaf.planner.sql.SourcePositions;
import dev.sheaf.planner.validate.TypeMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;

/// Turns Calcite's expressions over one input into Sheaf's. Types come from the input's schema upward; where Calcite's
/// differ in trifles (the CHAR of its literals), Sheaf's stand.
final class RexConverter {
    private final Schema input;
    private final Map<RexNode, Integer> computed;
    private final Map<CorrelationId, Integer> correlations;
    private final StatementContext context;
    private final RexCalls calls;

    /// @param computed expressions that the input already has as columns: windows and subqueries
    /// @param correlations the applies whose left sides outer references mean
    RexConverter(
            Schema input,
            Map<RexNode, Integer> computed,
            Map<CorrelationId, Integer> correlations,
            StatementContext context) {
        this.input = input;
        this.computed = computed;
        this.correlations = correlations;
        this.context = context;
        this.calls = new RexCalls(this, context);
    }

    Expression convert(RexNode node) {
        CancellationScope.check();
        Integer column = computed.get(node);
        if (column != null) {
            return LogicalNodes.column(input, column);
        }
        return switch (node) {
            case RexInputRef reference -> LogicalNodes.column(input, reference.getIndex());
            case RexLiteral literal -> RexLiterals.convert(literal);
            case RexDynamicParam parameter -> new Parameter(
                    parameter.getIndex(), TypeMapping.toDataType(parameter.getType()));
            case RexFieldAccess access when access.getReferenceExpr() instanceof RexCorrelVariable variable -> outer(
                    access, variable);
            case RexCall call -> call.getKind() == SqlKind.SEARCH
                    ? convert(RexUtil.expandSearch(RexLiterals.BUILDER, null, call))
                    : calls.convert(call);
            default -> throw unsupported(node.getKind().toString(), SourcePosition.UNKNOWN);
        };
    }

    List<Expression> convert(List<? extends RexNode> nodes) {
        List<Expression> expressions = new ArrayList<>(nodes.size());
        nodes.forEach(node -> expressions.add(convert(node)));
        return expressions;
    }

    /// A condition: of BOOLEAN type.
    Expression convertCondition(RexNode node) {
        Expression condition = convert(node);
        return condition.type().equals(DataType.NULL) ? Literal.NULL_BOOLEAN : condition;
    }

    private Expression outer(RexFieldAccess access, RexCorrelVariable variable) {
        Integer apply = correlations.get(variable.id);
        if (apply == null) {
            throw new SheafException(ErrorCode.INTERNAL_ERROR, "no apply for " + variable);
        }
        return OuterColumns.of(
                apply,
                access.getField().getIndex(),
                TypeMapping.toDataType(access.getType()),
                access.getType().isNullable());
    }

    static SheafException unsupported(String what, SourcePosition position) {
        return new SheafException(ErrorCode.NOT_SUPPORTED, what + " is not supported", position);
    }

    static SourcePosition position(RexCall call) {
        return SourcePositions.of(call.getParserPosition());
    }

    StatementContext context() {
        return context;
    }

    static ScalarFunction comparison(SqlKind kind) {
        return switch (kind) {
            case EQUALS -> ScalarFunction.EQUAL;
            case NOT_EQUALS -> ScalarFunction.NOT_EQUAL;
            case LESS_THAN -> ScalarFunction.LESS_THAN;
            case LESS_THAN_OR_EQUAL -> ScalarFunction.LESS_THAN_OR_EQUAL;
            case GREATER_THAN -> ScalarFunction.GREATER_THAN;
            case GREATER_THAN_OR_EQUAL -> ScalarFunction.GREATER_THAN_OR_EQUAL;
            case IS_DISTINCT_FROM -> ScalarFunction.IS_DISTINCT_FROM;
            case IS_NOT_DISTINCT_FROM -> ScalarFunction.IS_NOT_DISTINCT_FROM;
            default -> throw new IllegalArgumentException(kind + " is no comparison");
        };
    }
}
