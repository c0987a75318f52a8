// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.convert;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expression.Call;
import dev.sheaf.core.expression.Expression.Cast;
import dev.sheaf.core.expression.Expression.InList;
import dev.sheaf.core.expression.Expression.Logical;
import dev.sheaf.core.expression.Expressions;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.BinaryType;
import dev.sheaf.core.type.DataType.BooleanType;
import dev.sheaf.core.type.DataType.CharacterType;
import dev.sheaf.core.type.DataType.DateType;
import dev.sheaf.core.type.DataType.IntegerType;
import dev.sheaf.core.type.DataType.IntervalType;
import dev.sheaf.core.type.DataType.NullType;
import dev.sheaf.core.type.DataType.TimeType;
import dev.sheaf.core.type.DataType.TimestampType;
import dev.sheaf.planner.validate.CommonTypes;
import java.util.ArrayList;
import java.util.List;

/// Makes well-typed expressions: operands cast to the types that kernels expect, constants folded.
public final class ExpressionFactory {
    private ExpressionFactory() {}

    public static Expression call(
            ScalarFunction function, DataType type, boolean nullable, SourcePosition position, Expression... operands) {
        return ConstantFolder.fold(new Call(function, List.of(operands), type, nullable, position));
    }

    /// A function of BOOLEAN result that is null when an operand is.
    public static Expression predicate(ScalarFunction function, SourcePosition position, Expression... operands) {
        boolean nullable = List.of(operands).stream().anyMatch(Expression::nullable);
        return call(function, DataType.BOOLEAN, nullable, position, operands);
    }

    /// An implicit cast, which is known to exist.
    public static Expression cast(Expression operand, DataType type, SourcePosition position) {
        return operand.type().equals(type)
                ? operand
                : ConstantFolder.fold(new Cast(operand, type, operand.nullable(), false, position));
    }

    /// A cast that SQL asks for.
    public static Expression explicitCast(Expression operand, DataType type, boolean safe, SourcePosition position) {
        DataType from = operand.type();
        if (from.equals(type)) {
            return operand;
        }
        if (!castable(from, type)) {
            throw new SheafException(
                    ErrorCode.CANNOT_COERCE, "cannot cast " + from.sqlName() + " to " + type.sqlName(), position);
        }
        return ConstantFolder.fold(new Cast(operand, type, safe || operand.nullable(), safe, position));
    }

    /// A comparison of operands brought to a common type.
    public static Expression compare(
            ScalarFunction comparison, Expression left, Expression right, SourcePosition position) {
        DataType common = commonType(left, right, position);
        Expression a = cast(left, common, position);
        Expression b = cast(right, common, position);
        boolean never = comparison == ScalarFunction.IS_DISTINCT_FROM
                || comparison == ScalarFunction.IS_NOT_DISTINCT_FROM;
        return call(comparison, DataType.BOOLEAN, !never && (a.nullable() || b.nullable()), position, a, b);
    }

    public static DataType commonType(Expression left, Expression right, SourcePosition position) {
        DataType common = CommonTypes.of(left.type(), right.type());
        if (common == null && left instanceof Literal && left.type() instanceof CharacterType) {
            common = right.type();
        } else if (common == null && right instanceof Literal && right.type() instanceof CharacterType) {
            common = left.type();
        }
        if (common == null) {
            throw new SheafException(
                    ErrorCode.TYPE_MISMATCH,
                    "cannot compare " + left.type().sqlName() + " with " + right.type().sqlName(),
                    position);
        }
        return common;
    }

    public static Expression and(List<Expression> conditions) {
        List<Expression> flat = new ArrayList<>();
        conditions.forEach(condition -> flat.addAll(Expressions.conjuncts(condition)));
        return flat.size() < 2 ? Expressions.and(flat) : ConstantFolder.fold(Expressions.and(flat));
    }

    /// OR, with equalities of one operand to constants gathered in a list.
    public static Expression or(List<Expression> conditions) {
        List<Expression> flat = new ArrayList<>();
        for (Expression condition : conditions) {
            if (condition instanceof Logical logical && logical.operator() == Logical.Operator.OR) {
                flat.addAll(logical.operands());
            } else {
                flat.add(condition);
            }
        }
        List<Expression> gathered = InLists.gather(flat);
        if (gathered.size() == 1) {
            return gathered.getFirst();
        }
        return ConstantFolder.fold(new Logical(
                Logical.Operator.OR, gathered, gathered.stream().anyMatch(Expression::nullable)));
    }

    public static Expression not(Expression operand, SourcePosition position) {
        if (operand instanceof Call call) {
            ScalarFunction opposite =
                    switch (call.function()) {
                        case EQUAL -> ScalarFunction.NOT_EQUAL;
                        case NOT_EQUAL -> ScalarFunction.EQUAL;
                        case LESS_THAN -> ScalarFunction.GREATER_THAN_OR_EQUAL;
                        case LESS_THAN_OR_EQUAL -> ScalarFunction.GREATER_THAN;
                        case GREATER_THAN -> ScalarFunction.LESS_THAN_OR_EQUAL;
                        case GREATER_THAN_OR_EQUAL -> ScalarFunction.LESS_THAN;
                        case IS_NULL -> ScalarFunction.IS_NOT_NULL;
                        case IS_NOT_NULL -> ScalarFunction.IS_NULL;
                        case IS_DISTINCT_FROM -> ScalarFunction.IS_NOT_DISTINCT_FROM;
                        case IS_NOT_DISTINCT_FROM -> ScalarFunction.IS_DISTINCT_FROM;
                        case NOT -> ScalarFunction.NOT;
                        default -> null;
                    };
            if (opposite == ScalarFunction.NOT) {
                return call.operands().getFirst();
            }
            if (opposite != null) {
                return new Call(opposite, call.operands(), DataType.BOOLEAN, call.nullable(), call.position());
            }
        }
        return predicate(ScalarFunction.NOT, position, operand);
    }

    public static Expression isNull(Expression operand) {
        return call(ScalarFunction.IS_NULL, DataType.BOOLEAN, false, SourcePosition.UNKNOWN, operand);
    }

    public static Expression isNotNull(Expression operand) {
        return call(ScalarFunction.IS_NOT_NULL, DataType.BOOLEAN, false, SourcePosition.UNKNOWN, operand);
    }

    static boolean isEqualityWithConstant(Expression expression) {
        return expression instanceof InList
                || (expression instanceof Call call
                        && call.function() == ScalarFunction.EQUAL
                        && call.operands().get(1) instanceof Literal
                        && !(call.operands().get(0) instanceof Literal));
    }

    private static boolean castable(DataType from, DataType to) {
        if (from instanceof NullType || to instanceof CharacterType) {
            return !(from instanceof BinaryType) || to instanceof CharacterType;
        }
        return switch (from) {
            case CharacterType _ -> !(to instanceof NullType);
            case IntegerType _ -> CommonTypes.isNumeric(to) || to instanceof BooleanType;
            case DataType.DecimalType _, DataType.FloatingType _ -> CommonTypes.isNumeric(to);
            case BooleanType _ -> to instanceof IntegerType;
            case DateType _ -> to instanceof TimestampType;
            case TimestampType _ -> to instanceof DateType || to instanceof TimeType || to instanceof TimestampType;
            case IntervalType interval -> to.equals(interval);
            default -> false;
        };
    }
}
