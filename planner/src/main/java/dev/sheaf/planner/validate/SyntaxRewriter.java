// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.planner.sql.DialectOperators;
import dev.sheaf.planner.sql.IntervalValue;
import dev.sheaf.planner.sql.SourcePositions;
import dev.sheaf.planner.sql.TypeNames;
import dev.sheaf.planner.sql.UnsupportedSyntax;
import dev.sheaf.planner.sql.WholeDecimalLiteral;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIntervalLiteral;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlUnknownLiteral;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlShuttle;
import org.apache.calcite.util.NlsString;

/// Says in the validator's language what the dialect says in its own: type names, literals, special function syntax,
/// and (with [SelectRewriter]) DISTINCT ON and the ALL clauses.
public final class SyntaxRewriter extends SqlShuttle {
    private static final BigDecimal LONG_MIN_MAGNITUDE = BigDecimal.valueOf(Long.MIN_VALUE).negate();

    public static SqlNode rewrite(SqlNode statement) {
        return Objects.requireNonNull(statement.accept(new SyntaxRewriter()));
    }

    @Override
    public SqlNode visit(SqlCall call) {
        if (call.getKind() == SqlKind.AND || call.getKind() == SqlKind.OR) {
            return chain(call);
        }
        SqlCall rewritten =
                switch (call) {
                    case SqlOrderBy orderBy -> SelectRewriter.rewrite(orderBy);
                    case SqlSelect select -> SelectRewriter.rewrite(select);
                    default -> call;
                };
        SqlNode visited = Objects.requireNonNull(super.visit(rewritten));
        if (visited instanceof SqlCall minus && minus.getOperator() == DialectOperators.NEGATIVE) {
            visited = negative(minus);
        }
        return visited instanceof SqlCall done
                ? FunctionSyntax.rewrite(AggregateSyntax.rewrite(special(done)))
                : visited;
    }

    /// A decimal number, which literals are kept as, has no negative zero: there the sign stays outside.
    private static SqlNode negative(SqlCall minus) {
        SqlParserPos position = minus.getParserPosition();
        SqlNode operand = minus.operand(0);
        boolean folded = operand instanceof SqlNumericLiteral number
                && (number.isExact() || ((Number) Objects.requireNonNull(number.getValue())).doubleValue() != 0);
        return folded
                ? WholeDecimalLiteral.negative((SqlNumericLiteral) operand, position)
                : SqlStdOperatorTable.UNARY_MINUS.createCall(position, operand);
    }

    /// A chain of one operator as a tree of little depth: the grammar makes a list of it, and statements that programs
    /// write have chains of thousands.
    private SqlNode chain(SqlCall call) {
        ArrayDeque<SqlNode> operands = new ArrayDeque<>();
        SqlNode rest = call;
        while (rest instanceof SqlCall left && left.getOperator() == call.getOperator() && left.operandCount() == 2) {
            operands.addFirst(left.operand(1));
            rest = left.operand(0);
        }
        operands.addFirst(rest);
        List<SqlNode> visited = new ArrayList<>();
        operands.forEach(operand -> visited.add(Objects.requireNonNull(operand.accept(this))));
        return balanced(call.getOperator(), visited);
    }

    static SqlNode balanced(SqlOperator operator, List<SqlNode> operands) {
        if (operands.size() == 1) {
            return operands.getFirst();
        }
        int middle = (operands.size() + 1) / 2;
        SqlNode left = balanced(operator, operands.subList(0, middle));
        SqlNode right = balanced(operator, operands.subList(middle, operands.size()));
        return operator.createCall(left.getParserPosition().plus(right.getParserPosition()), left, right);
    }

    private static SqlCall special(SqlCall call) {
        if ((call.getKind() == SqlKind.IN || call.getKind() == SqlKind.NOT_IN)
                && call.operand(1) instanceof SqlNodeList values
                && values.isEmpty()) {
            return overNoValues(call);
        }
        if (call.getKind() == SqlKind.MINUS_PREFIX
                && call.operand(0) instanceof SqlLiteral literal
                && literal.getValue() instanceof BigDecimal number
                && LONG_MIN_MAGNITUDE.compareTo(number) == 0) {
            // The one BIGINT whose digits alone are none (S6).
            SqlParserPos position = call.getParserPosition();
            SqlLiteral lowest = SqlLiteral.createExactNumeric(Long.toString(Long.MIN_VALUE), position);
            return cast(lowest, SqlTypeName.BIGINT, position);
        }
        if ((call.getKind() == SqlKind.CAST || call.getKind() == SqlKind.SAFE_CAST)
                && call.operand(0) instanceof SqlNumericLiteral
                && call.operand(1) instanceof SqlIntervalQualifier) {
            // Calcite makes the interval that has so many of its last unit; no number has a cast to one here (S54).
            throw new SheafException(
                    ErrorCode.CANNOT_COERCE,
                    "cannot cast a number to an interval",
                    SourcePositions.of(call.getParserPosition()));
        }
        if (call.getKind() == SqlKind.IS_DISTINCT_FROM || call.getKind() == SqlKind.IS_NOT_DISTINCT_FROM) {
            return RowDistinctness.rewrite(call);
        }
        if (call.getKind() == SqlKind.MINUS_PREFIX || call.getKind() == SqlKind.PLUS_PREFIX) {
            // Calcite's own would ask for the type that the place wants before it is replaced.
            SignOperator sign = call.getKind() == SqlKind.PLUS_PREFIX ? SignOperator.PLUS : SignOperator.MINUS;
            return sign.createCall(call.getParserPosition(), call.getOperandList());
        }
        if (call.getOperator() == SqlStdOperatorTable.INTERVAL) {
            SqlIntervalQualifier qualifier = call.operand(1);
            if (qualifier.timeUnitRange.endUnit != null) {
                throw UnsupportedSyntax.of("an interval expression of several units", call.getParserPosition());
            }
            IntervalValue unit = IntervalValue.ofUnit(qualifier.timeUnitRange.startUnit, call.getParserPosition());
            return SqlStdOperatorTable.MULTIPLY.createCall(
                    call.getParserPosition(), interval(unit, call.getParserPosition()), call.operand(0));
        }
        return call;
    }

    /// `x IN ()` is false even for a null x (S40).
    private static SqlCall overNoValues(SqlCall call) {
        SqlParserPos position = call.getParserPosition();
        SqlNode value = call.operand(0);
        SqlNode some = SqlStdOperatorTable.IS_NULL.createCall(position, value);
        return call.getKind() == SqlKind.IN
                ? SqlStdOperatorTable.AND.createCall(position, some, SqlLiteral.createBoolean(false, position))
                : SqlStdOperatorTable.OR.createCall(position, some, SqlLiteral.createBoolean(true, position));
    }

    @Override
    public SqlNode visit(SqlLiteral literal) {
        SqlParserPos position = literal.getParserPosition();
        return switch (literal) {
            case SqlIntervalLiteral interval -> interval(IntervalValue.of(interval), position);
            case SqlUnknownLiteral unknown -> cast(
                    SqlLiteral.createCharString(unknown.getValue(), position), typeOf(unknown), position);
            case SqlCharStringLiteral text -> plain(text, position);
            default -> literal;
        };
    }

    @Override
    public SqlNode visit(SqlDataTypeSpec type) {
        return TypeNames.resolve(type);
    }

    /// All text is UTF-8, whatever prefix a literal has.
    private static SqlNode plain(SqlCharStringLiteral text, SqlParserPos position) {
        NlsString value = (NlsString) Objects.requireNonNull(text.getValue());
        return value.getCharsetName() == null ? text : SqlLiteral.createCharString(value.getValue(), position);
    }

    private static SqlCall interval(IntervalValue value, SqlParserPos position) {
        return IntervalLiteralFunction.INSTANCE.of(value.amount(), value.unit(), position);
    }

    private static SqlTypeName typeOf(SqlUnknownLiteral literal) {
        return switch (literal.tag) {
            case "DATE" -> SqlTypeName.DATE;
            case "TIME" -> SqlTypeName.TIME;
            case "TIMESTAMP", "DATETIME" -> SqlTypeName.TIMESTAMP;
            case "TIMESTAMP WITH LOCAL TIME ZONE", "TIMESTAMP WITH TIME ZONE" ->
                    SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE;
            default -> throw UnsupportedSyntax.of("a " + literal.tag + " literal", literal.getParserPosition());
        };
    }

    static SqlCall cast(SqlNode value, SqlTypeName type, SqlParserPos position) {
        SqlDataTypeSpec spec = new SqlDataTypeSpec(new SqlBasicTypeNameSpec(type, position), position);
        return SqlStdOperatorTable.CAST.createCall(position, List.of(value, spec));
    }

    /// The time unit of `EXTRACT(unit FROM x)` in words.
    static String unitName(SqlNode unit) {
        if (unit instanceof SqlIntervalQualifier qualifier) {
            return qualifier.timeFrameName != null ? qualifier.timeFrameName : name(qualifier.timeUnitRange.startUnit);
        }
        return unit instanceof SqlLiteral literal ? String.valueOf(literal.toValue()) : unit.toString();
    }

    private static String name(TimeUnit unit) {
        return unit.name();
    }
}
