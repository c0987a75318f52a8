// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import dev.sheaf.planner.sql.ArgumentSuffix;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalLiteral;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlSelectKeyword;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.SqlUnknownLiteral;
import org.apache.calcite.sql.SqlWindow;
import org.apache.calcite.sql.fun.SqlBetweenOperator;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.fun.SqlLikeOperator;
import org.apache.calcite.sql.fun.SqlTrimFunction;
import org.jspecify.annotations.Nullable;

/// The text of an expression, as the name of a column: DuckDB's form, every operation in parentheses. Not longer than a
/// name may be.
final class ExpressionText {
    private static final int LENGTH_MAX = 255;
    private static final String CUT = "...";
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private static final Pattern PRECISION = Pattern.compile("\\(\\d+\\)");

    private final StringBuilder text = new StringBuilder();

    private ExpressionText() {}

    static String of(SqlNode expression) {
        ExpressionText writer = new ExpressionText();
        writer.write(expression);
        StringBuilder text = writer.text;
        return text.length() <= LENGTH_MAX ? text.toString() : text.substring(0, LENGTH_MAX - CUT.length()) + CUT;
    }

    private void write(@Nullable SqlNode node) {
        // Each level of nesting writes something, so deep ones end here too.
        if (node == null || text.length() > LENGTH_MAX) {
            return;
        }
        switch (node) {
            case SqlIdentifier name -> writeName(name);
            case SqlLiteral literal -> text.append(literal(literal));
            case SqlNodeList list -> list(list, ", ");
            case SqlWindow window -> writeWindow(window);
            case SqlCase branches -> writeCase(branches);
            case SqlCall call when call.isA(SqlKind.QUERY) -> text.append("(SELECT ").append(CUT).append(')');
            case SqlCall call -> writeCall(call);
            default -> text.append(node);
        }
    }

    private void writeName(SqlIdentifier name) {
        if (name.isStar()) {
            text.append('*');
            return;
        }
        String separator = "";
        for (String part : name.names) {
            text.append(separator);
            text.append(
                    PLAIN_NAME.matcher(part).matches() ? part : '"' + part.replace("\"", "\"\"") + '"');
            separator = ".";
        }
    }

    private static String literal(SqlLiteral literal) {
        return switch (literal) {
            case SqlCharStringLiteral characters -> quoted(String.valueOf(characters.toValue()));
            case SqlUnknownLiteral unknown -> "CAST(" + quoted(unknown.getValue()) + " AS " + unknown.tag + ")";
            case SqlIntervalLiteral interval -> PRECISION.matcher(interval.toString()).replaceAll("");
            case SqlNumericLiteral number -> number.toString().toLowerCase(Locale.ROOT);
            default -> switch (literal.getTypeName()) {
                case BOOLEAN -> literal.toString().toLowerCase(Locale.ROOT);
                case SYMBOL -> quoted(String.valueOf(literal.getValue()).toLowerCase(Locale.ROOT));
                default -> literal.toString();
            };
        };
    }

    private static String quoted(String characters) {
        return "'" + characters.replace("'", "''") + "'";
    }

    private void writeCall(SqlCall call) {
        switch (call.getKind()) {
            case CAST, SAFE_CAST -> {
                text.append(call.getKind() == SqlKind.CAST ? "CAST(" : "TRY_CAST(");
                write(call.operand(0));
                text.append(" AS ").append(call.operand(1).toString().toUpperCase(Locale.ROOT)).append(')');
            }
            case OVER -> pair(call, " OVER ");
            case FILTER -> {
                pair(call, " FILTER (WHERE ");
                text.append(')');
            }
            case WITHIN_GROUP -> {
                pair(call, " WITHIN GROUP (ORDER BY ");
                text.append(')');
            }
            case IGNORE_NULLS, RESPECT_NULLS, DESCENDING, NULLS_FIRST, NULLS_LAST -> {
                write(call.operand(0));
                text.append(' ').append(call.getOperator().getName());
            }
            case IN, NOT_IN -> {
                boolean negated = call.getKind() == SqlKind.NOT_IN;
                text.append(negated ? "(NOT (" : "(");
                write(call.operand(0));
                text.append(" IN (");
                write(call.operand(1));
                text.append(negated ? ")))" : "))");
            }
            case BETWEEN -> writeBetween(call);
            case EXTRACT -> {
                text.append("date_part('")
                        .append(SyntaxRewriter.unitName(call.operand(0)).toLowerCase(Locale.ROOT))
                        .append("', ");
                write(call.operand(1));
                text.append(')');
            }
            case LIKE -> binary(call, likeSign(call));
            default -> writeByShape(call);
        }
    }

    private void writeByShape(SqlCall call) {
        SqlSyntax syntax = call.getOperator().getSyntax();
        String name = call.getOperator().getName();
        if (call.getOperator() instanceof SqlTrimFunction) {
            writeTrim(call);
        } else if (syntax == SqlSyntax.BINARY && call.operandCount() == 2) {
            binary(call, name.equals("<>") ? "!=" : name);
        } else if (syntax == SqlSyntax.PREFIX && call.operandCount() == 1) {
            writePrefix(call, name);
        } else if (syntax == SqlSyntax.POSTFIX && call.operandCount() == 1) {
            text.append('(');
            write(call.operand(0));
            text.append(' ').append(name).append(')');
        } else if (syntax == SqlSyntax.FUNCTION_ID && call.operandCount() == 0) {
            text.append(name.toLowerCase(Locale.ROOT));
        } else {
            writeFunction(call, name);
        }
    }

    private void writePrefix(SqlCall call, String name) {
        if (call.getKind() == SqlKind.MINUS_PREFIX && call.operand(0) instanceof SqlLiteral) {
            text.append('-');
            write(call.operand(0));
        } else if (call.getKind() == SqlKind.MINUS_PREFIX) {
            text.append("(-(");
            write(call.operand(0));
            text.append("))");
        } else {
            text.append('(').append(name).append(' ');
            write(call.operand(0));
            text.append(')');
        }
    }

    private void writeFunction(SqlCall call, String name) {
        List<SqlNode> operands = call.getOperandList();
        boolean countsRows = name.equalsIgnoreCase("count")
                && (operands.isEmpty() || operands.getFirst() instanceof SqlIdentifier star && star.isStar());
        if (countsRows) {
            text.append("count_star()");
            return;
        }
        if (call.getKind() == SqlKind.ROW || call.getKind() == SqlKind.ARRAY_VALUE_CONSTRUCTOR) {
            boolean row = call.getKind() == SqlKind.ROW;
            text.append(row ? '(' : '[');
            list(operands, ", ");
            text.append(row ? ')' : ']');
            return;
        }
        text.append(name.toLowerCase(Locale.ROOT)).append('(');
        SqlLiteral quantifier = call.getFunctionQuantifier();
        if (quantifier != null && quantifier.getValue() == SqlSelectKeyword.DISTINCT) {
            text.append("DISTINCT ");
        }
        Optional<SqlNodeList> order = ArgumentSuffix.order(call);
        list(order.isPresent() ? operands.subList(0, operands.size() - 1) : operands, ", ");
        order.filter(keys -> !keys.isEmpty()).ifPresent(keys -> {
            text.append(" ORDER BY ");
            list(keys, ", ");
        });
        text.append(')');
    }

    private void writeTrim(SqlCall call) {
        SqlTrimFunction.Flag flag = ((SqlLiteral) call.operand(0)).getValueAs(SqlTrimFunction.Flag.class);
        text.append(switch (flag) {
            case LEADING -> "ltrim(";
            case TRAILING -> "rtrim(";
            case BOTH -> "trim(";
        });
        write(call.operand(2));
        SqlNode characters = call.getOperandList().get(1);
        if (characters instanceof SqlLiteral given && !" ".equals(given.toValue())
                || characters != null && !(characters instanceof SqlLiteral)) {
            text.append(", ");
            write(characters);
        }
        text.append(')');
    }

    private void writeBetween(SqlCall call) {
        boolean negated = call.getOperator() instanceof SqlBetweenOperator operator && operator.isNegated();
        text.append(negated ? "(NOT (" : "(");
        write(call.operand(0));
        text.append(" BETWEEN ");
        write(call.operand(1));
        text.append(" AND ");
        write(call.operand(2));
        text.append(negated ? "))" : ")");
    }

    private static String likeSign(SqlCall call) {
        SqlLikeOperator operator = (SqlLikeOperator) call.getOperator();
        return (operator.isNegated() ? "!~~" : "~~") + (operator.isCaseSensitive() ? "" : "*");
    }

    private void writeCase(SqlCase branches) {
        text.append("CASE ");
        for (int i = 0; i < branches.getWhenOperands().size(); i++) {
            text.append(" WHEN (");
            SqlNode value = branches.getValueOperand();
            if (value != null) {
                text.append('(');
                write(value);
                text.append(" = ");
            }
            write(branches.getWhenOperands().get(i));
            text.append(value == null ? ") THEN (" : ")) THEN (");
            write(branches.getThenOperands().get(i));
            text.append(')');
        }
        text.append(" ELSE ");
        write(branches.getElseOperand());
        text.append(" END");
    }

    private void writeWindow(SqlWindow window) {
        String separator = "";
        text.append('(');
        if (!window.getPartitionList().isEmpty()) {
            text.append("PARTITION BY ");
            list(window.getPartitionList(), ", ");
            separator = " ";
        }
        if (!window.getOrderList().isEmpty()) {
            text.append(separator).append("ORDER BY ");
            list(window.getOrderList(), ", ");
            separator = " ";
        }
        SqlNode start = window.getLowerBound();
        SqlNode end = window.getUpperBound();
        if (start != null) {
            text.append(separator).append(FrameText.unit(window)).append(" BETWEEN ");
            write(FrameText.offset(start));
            text.append(FrameText.direction(start)).append(" AND ");
            if (end == null) {
                text.append("CURRENT ROW");
            } else {
                write(FrameText.offset(end));
                text.append(FrameText.direction(end));
            }
        }
        text.append(')');
    }

    private void binary(SqlCall call, String sign) {
        text.append('(');
        pair(call, " " + sign + " ");
        text.append(')');
    }

    private void pair(SqlCall call, String between) {
        write(call.operand(0));
        text.append(between);
        write(call.operand(1));
    }

    private void list(List<? extends @Nullable SqlNode> nodes, String separator) {
        for (int i = 0; i < nodes.size() && text.length() <= LENGTH_MAX; i++) {
            text.append(i == 0 ? "" : separator);
            write(nodes.get(i));
        }
    }
}
