// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.expression;

import dev.sheaf.core.expression.Expression.Call;
import dev.sheaf.core.expression.Expression.Case;
import dev.sheaf.core.expression.Expression.Cast;
import dev.sheaf.core.expression.Expression.Coalesce;
import dev.sheaf.core.expression.Expression.ColumnReference;
import dev.sheaf.core.expression.Expression.InList;
import dev.sheaf.core.expression.Expression.Logical;
import dev.sheaf.core.expression.Expression.Parameter;
import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/// Prints expressions in the infix form that EXPLAIN shows, with columns by name where a schema is given.
public final class ExpressionPrinter {
    private final IntFunction<String> columnName;

    private ExpressionPrinter(IntFunction<String> columnName) {
        this.columnName = columnName;
    }

    /// With columns as `#index`.
    public static String print(Expression expression) {
        return new ExpressionPrinter(index -> "#" + index).text(expression);
    }

    /// With columns by their name in `input`.
    public static String print(Expression expression, Schema input) {
        return new ExpressionPrinter(index -> index < input.size() ? input.name(index) : "#" + index).text(expression);
    }

    private String text(Expression expression) {
        return switch (expression) {
            case ColumnReference column -> columnName.apply(column.index());
            case Parameter parameter -> "?" + (parameter.index() + 1);
            case Literal literal -> literalText(literal);
            case Cast cast -> (cast.safe() ? "TRY_CAST(" : "CAST(") + text(cast.operand()) + " AS "
                    + cast.type().sqlName() + ")";
            case Logical logical -> joined(logical.operands(), " " + logical.operator() + " ", "(", ")");
            case Case branches -> caseText(branches);
            case Coalesce coalesce -> joined(coalesce.operands(), ", ", "COALESCE(", ")");
            case InList in -> text(in.operand()) + " IN " + joined(in.values(), ", ", "(", ")");
            case Call call -> callText(call);
        };
    }

    private String callText(Call call) {
        List<Expression> operands = call.operands();
        String infix = infix(call.function());
        if (infix != null && operands.size() == 2) {
            return "(" + text(operands.get(0)) + " " + infix + " " + text(operands.get(1)) + ")";
        }
        return switch (call.function()) {
            case NOT -> "NOT " + text(operands.getFirst());
            case NEGATE -> "-" + text(operands.getFirst());
            case IS_NULL, IS_NOT_NULL, IS_TRUE, IS_NOT_TRUE, IS_FALSE, IS_NOT_FALSE -> "(" + text(operands.getFirst())
                    + " " + call.function().name().replace('_', ' ') + ")";
            default -> joined(operands, ", ", call.function().name().toLowerCase(Locale.ROOT) + "(", ")");
        };
    }

    @SuppressWarnings("NullAway") // null says "not an infix operator" to the one caller above
    private static String infix(ScalarFunction function) {
        return switch (function) {
            case ADD -> "+";
            case SUBTRACT -> "-";
            case MULTIPLY -> "*";
            case DIVIDE -> "/";
            case MODULUS -> "%";
            case EQUAL -> "=";
            case NOT_EQUAL -> "<>";
            case LESS_THAN -> "<";
            case LESS_THAN_OR_EQUAL -> "<=";
            case GREATER_THAN -> ">";
            case GREATER_THAN_OR_EQUAL -> ">=";
            case IS_DISTINCT_FROM -> "IS DISTINCT FROM";
            case IS_NOT_DISTINCT_FROM -> "IS NOT DISTINCT FROM";
            case LIKE -> "LIKE";
            case ILIKE -> "ILIKE";
            case CONCAT -> "||";
            default -> null;
        };
    }

    private String caseText(Case branches) {
        StringBuilder text = new StringBuilder("CASE");
        for (int i = 0; i < branches.branchCount(); i++) {
            text.append(" WHEN ").append(text(branches.condition(i)));
            text.append(" THEN ").append(text(branches.result(i)));
        }
        return text.append(" ELSE ").append(text(branches.otherwise())).append(" END").toString();
    }

    private String joined(List<? extends Expression> operands, String separator, String open, String close) {
        StringBuilder text = new StringBuilder(open);
        for (int i = 0; i < operands.size(); i++) {
            text.append(i == 0 ? "" : separator).append(text(operands.get(i)));
        }
        return text.append(close).toString();
    }

    private static String literalText(Literal literal) {
        Object value = literal.value();
        if (value == null) {
            return "NULL";
        }
        return switch (literal.type()) {
            case DataType.CharacterType _, DataType.JsonType _ -> "'" + literal.asString().replace("'", "''") + "'";
            case DataType.BinaryType _ -> "X'" + value + "'";
            case DataType.DateType _ -> "DATE '" + LocalDate.ofEpochDay(literal.asLong()) + "'";
            case DataType.TimeType _ -> "TIME '" + LocalTime.ofNanoOfDay(literal.asLong() * 1000) + "'";
            case DataType.TimestampType _ -> "TIMESTAMP '"
                    + Instant.EPOCH.plus(literal.asLong(), ChronoUnit.MICROS).atOffset(ZoneOffset.UTC).toLocalDateTime()
                    + "'";
            case DataType.IntervalType interval -> "INTERVAL " + value
                    + (interval.kind() == DataType.IntervalType.Kind.YEAR_MONTH ? " MONTH" : " MICROSECOND");
            default -> value.toString();
        };
    }
}
