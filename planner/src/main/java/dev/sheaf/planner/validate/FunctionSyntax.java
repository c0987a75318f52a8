// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.planner.sql.DialectOperators;
import dev.sheaf.planner.sql.SourcePositions;
import dev.sheaf.planner.sql.UnsupportedSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.fun.SqlTrimFunction;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// Turns functions with syntax of their own (TRIM, POSITION, EXTRACT, ...) and other names for constructs (IF, IFNULL,
/// NVL) into plain calls.
final class FunctionSyntax {
    private static final Map<String, String> FIELDS = Map.ofEntries(
            Map.entry("years", "year"),
            Map.entry("quarters", "quarter"),
            Map.entry("months", "month"),
            Map.entry("mon", "month"),
            Map.entry("weeks", "week"),
            Map.entry("days", "day"),
            Map.entry("hours", "hour"),
            Map.entry("minutes", "minute"),
            Map.entry("seconds", "second"),
            Map.entry("milliseconds", "millisecond"),
            Map.entry("microseconds", "microsecond"),
            Map.entry("decades", "decade"),
            Map.entry("centuries", "century"),
            Map.entry("dayofweek", "dow"),
            Map.entry("weekday", "dow"),
            Map.entry("weekofyear", "week"),
            Map.entry("dayofmonth", "day"),
            Map.entry("dayofyear", "doy"));

    private FunctionSyntax() {}

    static SqlNode rewrite(SqlCall call) {
        SqlParserPos position = call.getParserPosition();
        SqlOperator operator = call.getOperator();
        if (operator.getKind() == SqlKind.OTHER && call.operandCount() > 0) {
            SqlNode rewritten = dialectOperator(call, operator, position);
            if (rewritten != null) {
                return rewritten;
            }
        }
        if (operator instanceof SqlTrimFunction) {
            return trim(call, position);
        }
        if (operator == SqlStdOperatorTable.POSITION) {
            if (call.operandCount() > 2) {
                throw UnsupportedSyntax.of("POSITION with a start", position);
            }
            return function("position", position, call.operand(0), call.operand(1));
        }
        if (operator == SqlStdOperatorTable.EXTRACT) {
            return extract(call.operand(0), SyntaxRewriter.unitName(call.operand(0)), call.operand(1), position);
        }
        if ((call.getKind() == SqlKind.FLOOR || call.getKind() == SqlKind.CEIL) && call.operandCount() == 2) {
            if (call.getKind() == SqlKind.CEIL) {
                throw UnsupportedSyntax.of("CEIL to a time unit", position);
            }
            SqlNode unit = SqlLiteral.createCharString(
                    SyntaxRewriter.unitName(call.operand(1)).toLowerCase(Locale.ROOT), position);
            return function("date_trunc", position, unit, call.operand(0));
        }
        if (call.getKind() == SqlKind.TIMESTAMP_DIFF) {
            SqlNode unit = SqlLiteral.createCharString(
                    SyntaxRewriter.unitName(call.operand(0)).toLowerCase(Locale.ROOT), position);
            return function("date_diff", position, unit, call.operand(1), call.operand(2));
        }
        if (call.getKind() == SqlKind.TIMESTAMP_ADD && call.operand(0) instanceof SqlIntervalQualifier qualifier) {
            SqlCall interval = (SqlCall) SyntaxRewriter.rewrite(
                    SqlStdOperatorTable.INTERVAL.createCall(position, call.operand(1), qualifier));
            return SqlStdOperatorTable.PLUS.createCall(position, call.operand(2), interval);
        }
        if (operator instanceof SqlUnresolvedFunction) {
            return named(call, position);
        }
        boolean standard = operator instanceof SqlFunction
                && !(operator instanceof SheafFunction)
                && !(operator instanceof SqlAggFunction);
        // The grammar makes Calcite's own functions of some names: SUBSTRING, FLOOR, OVERLAY, ...
        return standard && SheafOperators.function(operator.getName()).isPresent()
                ? function(operator.getName(), position, call.getOperandList().toArray(SqlNode[]::new))
                : call;
    }

    private static @Nullable SqlNode dialectOperator(SqlCall call, SqlOperator operator, SqlParserPos position) {
        if (operator == DialectOperators.BIT_NOT) {
            return function("$bit_not", position, call.operand(0));
        }
        if (call.operandCount() != 2) {
            return null;
        }
        SqlNode left = call.operand(0);
        SqlNode right = call.operand(1);
        if (operator == DialectOperators.BIT_OR) {
            return function("$bit_or", position, left, right);
        }
        if (operator == DialectOperators.INTEGER_DIVIDE) {
            return function("$divide", position, left, right);
        }
        if (operator == DialectOperators.POWER) {
            return function("power", position, left, right);
        }
        if (operator == DialectOperators.STARTS_WITH) {
            return function("starts_with", position, left, right);
        }
        if (operator == DialectOperators.SHIFT_RIGHT) {
            return function("$shift_right", position, left, right);
        }
        if (operator == DialectOperators.AT_TIME_ZONE) {
            return function("timezone", position, right, left);
        }
        if (operator == DialectOperators.MATCHES || operator == DialectOperators.MATCHES_NOT) {
            SqlNode matches = function("regexp_matches", position, left, right);
            return operator == DialectOperators.MATCHES
                    ? matches
                    : SqlStdOperatorTable.NOT.createCall(position, matches);
        }
        return null;
    }

    private static SqlNode named(SqlCall call, SqlParserPos position) {
        List<SqlNode> operands = call.getOperandList();
        return switch (call.getOperator().getName().toLowerCase(Locale.ROOT)) {
            case "date_part", "datepart" -> operands.size() == 2
                    ? extract(operands.get(0), constantText(operands.get(0)), operands.get(1), position)
                    : call;
            case "if", "iff" -> operands.size() == 3
                    ? new SqlCase(
                            position,
                            null,
                            SqlNodeList.of(operands.get(0)),
                            SqlNodeList.of(operands.get(1)),
                            operands.get(2))
                    : call;
            case "ifnull", "nvl" -> operands.size() == 2
                    ? SheafOperators.COALESCE.createCall(position, operands)
                    : call;
            case "now", "get_current_timestamp", "transaction_timestamp" -> operands.isEmpty()
                    ? SqlStdOperatorTable.CURRENT_TIMESTAMP.createCall(position)
                    : call;
            case "today" -> operands.isEmpty() ? SqlStdOperatorTable.CURRENT_DATE.createCall(position) : call;
            case "strpos", "instr" -> operands.size() == 2
                    ? function("position", position, operands.get(1), operands.get(0))
                    : call;
            case "date_add" -> operands.size() == 2
                    ? SqlStdOperatorTable.PLUS.createCall(position, operands)
                    : call;
            case "regr_avgx" -> operands.size() == 2 ? averageWhere(call, operands.get(1), operands.get(0)) : call;
            case "regr_avgy" -> operands.size() == 2 ? averageWhere(call, operands.get(0), operands.get(1)) : call;
            case "count_if", "countif" -> operands.size() == 1 ? countWhere(call, operands.getFirst()) : call;
            case "regexp_full_match" -> operands.size() == 2
                    ? function("regexp_matches", position, operands.get(0), whole(operands.get(1), position))
                    : call;
            case "mod" -> operands.size() == 2
                    ? SqlStdOperatorTable.PERCENT_REMAINDER.createCall(position, operands)
                    : call;
            case "count" -> operands.isEmpty() ? countStar(position) : call;
            default -> call;
        };
    }

    /// The average over the rows in which another value isn't null.
    private static SqlNode averageWhere(SqlCall call, SqlNode value, SqlNode other) {
        SqlParserPos position = call.getParserPosition();
        return SheafOperators.aggregate("favg")
                .createCall(
                        call.getFunctionQuantifier(),
                        position,
                        when(SqlStdOperatorTable.IS_NOT_NULL.createCall(position, List.of(other)), value, position));
    }

    private static SqlNode countWhere(SqlCall call, SqlNode condition) {
        SqlParserPos position = call.getParserPosition();
        SqlNode one = SqlLiteral.createExactNumeric("1", position);
        return CountFunction.INSTANCE.createCall(
                call.getFunctionQuantifier(), position, when(condition, one, position));
    }

    private static SqlNode when(SqlNode condition, SqlNode value, SqlParserPos position) {
        return new SqlCase(
                position, null, SqlNodeList.of(condition), SqlNodeList.of(value), SqlLiteral.createNull(position));
    }

    /// A regular expression that matches all of a text.
    private static SqlNode whole(SqlNode expression, SqlParserPos position) {
        SqlNode open = SqlStdOperatorTable.CONCAT.createCall(
                position, SqlLiteral.createCharString("\\A(?:", position), expression);
        return SqlStdOperatorTable.CONCAT.createCall(
                position, open, SqlLiteral.createCharString(")\\z", position));
    }

    private static SqlNode countStar(SqlParserPos position) {
        return SqlStdOperatorTable.COUNT.createCall(position, org.apache.calcite.sql.SqlIdentifier.star(position));
    }

    private static SqlNode trim(SqlCall call, SqlParserPos position) {
        SqlTrimFunction.Flag flag = ((SqlLiteral) call.operand(0)).getValueAs(SqlTrimFunction.Flag.class);
        String name =
                switch (flag) {
                    case LEADING -> "ltrim";
                    case TRAILING -> "rtrim";
                    case BOTH -> "btrim";
                };
        @Nullable SqlNode characters = call.operand(1);
        SqlNode text = call.operand(2);
        return characters == null ? function(name, position, text) : function(name, position, text, characters);
    }

    private static SqlNode extract(SqlNode place, String field, SqlNode value, SqlParserPos position) {
        String lower = field.toLowerCase(Locale.ROOT);
        String name = FIELDS.getOrDefault(lower, lower);
        if (SheafOperators.function("$extract_" + name).isEmpty()) {
            throw new SheafException(
                    ErrorCode.INVALID_PARAMETER,
                    "there is no field " + lower + " of dates and times",
                    SourcePositions.of(place.getParserPosition()));
        }
        return function("$extract_" + name, position, value);
    }

    private static String constantText(SqlNode node) {
        if (node instanceof SqlLiteral literal
                && literal.getTypeName() == org.apache.calcite.sql.type.SqlTypeName.CHAR) {
            return String.valueOf(literal.toValue());
        }
        throw UnsupportedSyntax.of("date_part of a field that is no constant", node.getParserPosition());
    }

    static SqlCall function(String name, SqlParserPos position, SqlNode... operands) {
        SheafFunction function = SheafOperators.function(name).orElseThrow();
        List<SqlNode> given = new ArrayList<>(List.of(operands));
        return function.createCall(position, given);
    }
}
