// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.convert;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expression.Call;
import dev.sheaf.core.expression.Expression.Case;
import dev.sheaf.core.expression.Expression.Coalesce;
import dev.sheaf.core.expression.Expression.InList;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.CharacterType;
import dev.sheaf.core.type.DataType.NullType;
import dev.sheaf.planner.validate.Arithmetic;
import dev.sheaf.planner.validate.CommonTypeFunction;
import dev.sheaf.planner.validate.CommonTypes;
import dev.sheaf.planner.validate.ConcatOperator;
import dev.sheaf.planner.validate.IntervalLiteralFunction;
import dev.sheaf.planner.validate.SheafFunction;
import dev.sheaf.planner.validate.SheafOperators;
import dev.sheaf.planner.validate.TextLiteralFunction;
import dev.sheaf.planner.validate.TypeMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlLikeOperator;

/// Turns calls of operators and functions.
final class RexCalls {
    private final RexConverter converter;
    private final StatementContext context;

    RexCalls(RexConverter converter, StatementContext context) {
        this.converter = converter;
        this.context = context;
    }

    Expression convert(RexCall call) {
        SourcePosition position = RexConverter.position(call);
        SqlOperator operator = call.getOperator();
        if (operator instanceof SheafFunction function) {
            return function(call, function, position);
        }
        if (operator == SheafOperators.COALESCE) {
            return coalesce(call, position);
        }
        if (operator instanceof CommonTypeFunction function) {
            return commonTyped(call, function.function(), position);
        }
        if (operator == TextLiteralFunction.INSTANCE) {
            return operand(call, 0);
        }
        if (operator == IntervalLiteralFunction.INSTANCE) {
            Literal amount = (Literal) converter.convert(call.getOperands().getFirst());
            return new Literal(amount.asLong(), TypeMapping.toDataType(call.getType()));
        }
        if (operator == ConcatOperator.INSTANCE) {
            Expression left = text(operand(call, 0), position);
            Expression right = text(operand(call, 1), position);
            return ExpressionFactory.call(
                    ScalarFunction.CONCAT,
                    DataType.VARCHAR,
                    left.nullable() || right.nullable(),
                    position,
                    left,
                    right);
        }
        return switch (call.getKind()) {
            case AND -> ExpressionFactory.and(conditions(call));
            case OR -> ExpressionFactory.or(conditions(call));
            case NOT -> negate(call, position);
            case EQUALS,
                    NOT_EQUALS,
                    LESS_THAN,
                    LESS_THAN_OR_EQUAL,
                    GREATER_THAN,
                    GREATER_THAN_OR_EQUAL,
                    IS_DISTINCT_FROM,
                    IS_NOT_DISTINCT_FROM -> comparison(call, position);
            case IS_NULL -> ExpressionFactory.isNull(operand(call, 0));
            case IS_NOT_NULL -> ExpressionFactory.isNotNull(operand(call, 0));
            case IS_TRUE -> truth(ScalarFunction.IS_TRUE, call, position);
            case IS_NOT_TRUE -> truth(ScalarFunction.IS_NOT_TRUE, call, position);
            case IS_FALSE -> truth(ScalarFunction.IS_FALSE, call, position);
            case IS_NOT_FALSE -> truth(ScalarFunction.IS_NOT_FALSE, call, position);
            case PLUS, MINUS, TIMES, DIVIDE, MOD -> arithmetic(call, position);
            case MINUS_PREFIX -> negative(signed(call, position), position);
            case PLUS_PREFIX -> signed(call, position);
            case CAST -> ExpressionFactory.explicitCast(
                    operand(call, 0), TypeMapping.toDeclaredType(call.getType()), false, position);
            case SAFE_CAST -> ExpressionFactory.explicitCast(
                    operand(call, 0), TypeMapping.toDeclaredType(call.getType()), true, position);
            case CASE -> cases(call, position);
            case NULLIF -> nullIf(call, position);
            case LIKE, SIMILAR -> like(call, position);
            default -> special(call, position);
        };
    }

    private Expression special(RexCall call, SourcePosition position) {
        return switch (call.getOperator().getName().toUpperCase(Locale.ROOT)) {
            case "&" -> bits(ScalarFunction.BIT_AND, call, position);
            case "<<" -> bits(ScalarFunction.SHIFT_LEFT, call, position);
            case "CURRENT_DATE" -> context.date();
            case "CURRENT_TIME", "LOCALTIME" -> context.time();
            case "CURRENT_TIMESTAMP", "LOCALTIMESTAMP" -> context.timestamp();
            case "CURRENT_USER", "SESSION_USER", "USER" -> context.user();
            default -> throw RexConverter.unsupported(call.getOperator().getName(), position);
        };
    }

    private Expression bits(ScalarFunction function, RexCall call, SourcePosition position) {
        Expression left = operand(call, 0);
        Expression right = operand(call, 1);
        DataType common = CommonTypes.of(left.type(), right.type());
        if (!(common instanceof DataType.IntegerType type)) {
            throw RexConverter.unsupported(call.getOperator().getName() + " of other than whole numbers", position);
        }
        return ExpressionFactory.call(
                function,
                type,
                left.nullable() || right.nullable(),
                position,
                ExpressionFactory.cast(left, type, position),
                ExpressionFactory.cast(right, type, position));
    }

    private Expression operand(RexCall call, int index) {
        return converter.convert(call.getOperands().get(index));
    }

    private List<Expression> conditions(RexCall call) {
        List<Expression> conditions = new ArrayList<>();
        call.getOperands().forEach(operand -> conditions.add(converter.convertCondition(operand)));
        return conditions;
    }

    private Expression negate(RexCall call, SourcePosition position) {
        Expression operand = converter.convertCondition(call.getOperands().getFirst());
        return ExpressionFactory.not(operand, position);
    }

    private Expression truth(ScalarFunction function, RexCall call, SourcePosition position) {
        Expression operand = converter.convertCondition(call.getOperands().getFirst());
        return new Call(function, List.of(operand), DataType.BOOLEAN, false, position);
    }

    private Expression comparison(RexCall call, SourcePosition position) {
        RexNode left = call.getOperands().get(0);
        RexNode right = call.getOperands().get(1);
        RexCall leftRow = RowComparisons.row(left);
        RexCall rightRow = RowComparisons.row(right);
        if (leftRow != null && rightRow != null) {
            return RowComparisons.compare(
                    call.getKind(),
                    converter.convert(leftRow.getOperands()),
                    converter.convert(rightRow.getOperands()),
                    position);
        }
        return ExpressionFactory.compare(
                RexConverter.comparison(call.getKind()), operand(call, 0), operand(call, 1), position);
    }

    private Expression arithmetic(RexCall call, SourcePosition position) {
        Expression left = operand(call, 0);
        Expression right = operand(call, 1);
        Arithmetic meaning = Arithmetic.of(
                call.getKind(),
                call.getOperands().get(0).getType(),
                call.getOperands().get(1).getType());
        if (meaning == null) {
            throw RexConverter.unsupported(call.getOperator().getName(), position);
        }
        boolean nullable = left.nullable() || right.nullable();
        Expression a = ExpressionFactory.cast(left, meaning.left(), position);
        Expression b = ExpressionFactory.cast(right, meaning.right(), position);
        if (meaning.swapped()) {
            Expression first = a;
            a = b;
            b = first;
        }
        if (meaning.rightNegated()) {
            b = negative(b, position);
        } else if (call.getKind() == SqlKind.DIVIDE && meaning.function() == ScalarFunction.MULTIPLY_INTERVAL) {
            Expression one = Literal.of(1.0);
            b = ExpressionFactory.call(ScalarFunction.DIVIDE, DataType.DOUBLE, b.nullable(), position, one, b);
        }
        return ExpressionFactory.call(meaning.function(), meaning.result(), nullable, position, a, b);
    }

    /// The operand of a sign: a bare NULL is a number there.
    private Expression signed(RexCall call, SourcePosition position) {
        return ExpressionFactory.cast(operand(call, 0), TypeMapping.toDataType(call.getType()), position);
    }

    private static Expression negative(Expression operand, SourcePosition position) {
        return ExpressionFactory.call(ScalarFunction.NEGATE, operand.type(), operand.nullable(), position, operand);
    }

    private Expression cases(RexCall call, SourcePosition position) {
        DataType type = TypeMapping.toDataType(call.getType());
        List<Expression> operands = new ArrayList<>();
        boolean nullable = false;
        int count = call.getOperands().size();
        for (int i = 0; i < count; i++) {
            boolean condition = i % 2 == 0 && i < count - 1;
            if (condition) {
                operands.add(converter.convertCondition(call.getOperands().get(i)));
            } else {
                Expression result = ExpressionFactory.cast(operand(call, i), type, position);
                nullable |= result.nullable();
                operands.add(result);
            }
        }
        return ConstantFolder.fold(new Case(operands, type, nullable));
    }

    private Expression coalesce(RexCall call, SourcePosition position) {
        DataType type = TypeMapping.toDataType(call.getType());
        List<Expression> operands = new ArrayList<>();
        call.getOperands()
                .forEach(operand -> operands.add(ExpressionFactory.cast(converter.convert(operand), type, position)));
        boolean nullable = operands.stream().allMatch(Expression::nullable);
        return operands.size() == 1
                ? operands.getFirst()
                : ConstantFolder.fold(new Coalesce(operands, type, nullable));
    }

    private Expression nullIf(RexCall call, SourcePosition position) {
        Expression value = operand(call, 0);
        if (value.type() instanceof NullType) {
            return Literal.ofNull(operand(call, 1).type());
        }
        Expression equal = ExpressionFactory.compare(ScalarFunction.EQUAL, value, operand(call, 1), position);
        return new Case(List.of(equal, Literal.ofNull(value.type()), value), value.type(), true);
    }

    private Expression like(RexCall call, SourcePosition position) {
        SqlLikeOperator operator = (SqlLikeOperator) call.getOperator();
        ScalarFunction function = call.getKind() == SqlKind.SIMILAR
                ? ScalarFunction.SIMILAR_TO
                : operator.isCaseSensitive() ? ScalarFunction.LIKE : ScalarFunction.ILIKE;
        Expression[] operands = call.getOperands().stream()
                .map(operand -> pattern(converter.convert(operand), operator, position))
                .toArray(Expression[]::new);
        Expression matches = ExpressionFactory.predicate(function, position, operands);
        return operator.isNegated() ? ExpressionFactory.not(matches, position) : matches;
    }

    private static Expression pattern(Expression operand, SqlOperator operator, SourcePosition position) {
        if (!(operand.type() instanceof CharacterType || operand.type() instanceof NullType)) {
            throw new SheafException(
                    ErrorCode.TYPE_MISMATCH,
                    operator.getName() + " compares texts, not " + operand.type().sqlName(),
                    position);
        }
        return text(operand, position);
    }

    private static Expression text(Expression operand, SourcePosition position) {
        return operand.type() instanceof CharacterType character && !character.fixed()
                ? operand
                : ExpressionFactory.explicitCast(operand, DataType.VARCHAR, false, position);
    }

    private Expression function(RexCall call, SheafFunction function, SourcePosition position) {
        List<RelDataType> types = call.getOperands().stream().map(RexNode::getType).toList();
        SheafFunction.Resolved resolved = function.resolve(types);
        Expression[] operands = new Expression[types.size()];
        for (int i = 0; i < operands.length; i++) {
            DataType target = resolved.argumentTypes().get(i);
            Expression operand = operand(call, i);
            operands[i] = target instanceof CharacterType && operand.type() instanceof CharacterType
                    ? text(operand, position)
                    : ExpressionFactory.cast(operand, target, position);
        }
        boolean nullable = call.getType().isNullable();
        switch (resolved.function()) {
            // Their kernels take operands of the result's type.
            case BIT_OR, BIT_XOR, SHIFT_RIGHT, DIVIDE -> {
                DataType type = TypeMapping.toDataType(call.getType());
                for (int i = 0; i < operands.length; i++) {
                    operands[i] = ExpressionFactory.cast(operands[i], type, position);
                }
            }
            default -> {}
        }
        return ExpressionFactory.call(
                resolved.function(), TypeMapping.toDataType(call.getType()), nullable, position, operands);
    }

    private Expression commonTyped(RexCall call, ScalarFunction function, SourcePosition position) {
        List<RelDataType> types = call.getOperands().stream().map(RexNode::getType).toList();
        DataType type = Objects.requireNonNull(CommonTypes.of(types));
        Expression[] operands = call.getOperands().stream()
                .map(operand -> ExpressionFactory.cast(converter.convert(operand), type, position))
                .toArray(Expression[]::new);
        boolean nullable = List.of(operands).stream().allMatch(Expression::nullable);
        return ExpressionFactory.call(function, type, nullable, position, operands);
    }

    /// Whether an expression of an IN-list was gathered already.
    static boolean isList(Expression expression) {
        return expression instanceof InList;
    }
}
