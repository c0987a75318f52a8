// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.planner.sql.SourcePositions;
import java.util.function.UnaryOperator;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;

/// Checks the rows of VALUES, and says mixed columns so that they can be validated.
public final class ValuesRows {
    private ValuesRows() {}

    /// Changes the tree.
    ///
    /// @throws SheafException SYNTAX_ERROR when rows differ in width (S151)
    static void prepare(SqlCall values) {
        int width = width(values.operand(0));
        for (SqlNode row : values.getOperandList()) {
            if (width(row) != width) {
                throw new SheafException(
                        ErrorCode.SYNTAX_ERROR,
                        "a row of " + width(row) + " values after one of " + width,
                        SourcePositions.of(row.getParserPosition()));
            }
        }
        for (int column = 0; column < width; column++) {
            if (isMixed(values, column)) {
                replace(
                        values,
                        column,
                        value -> value instanceof SqlCharStringLiteral ? TextLiteralFunction.INSTANCE.of(value)
                                : value);
            }
        }
    }

    static int width(SqlNode row) {
        return row.getKind() == SqlKind.ROW ? ((SqlCall) row).operandCount() : 1;
    }

    /// Whether texts and other literals stand in a column.
    public static boolean isMixed(SqlCall values, int column) {
        boolean texts = false;
        boolean others = false;
        for (SqlNode row : values.getOperandList()) {
            SqlNode value = column < width(row) ? value(row, column) : null;
            texts |= value instanceof SqlCharStringLiteral;
            others |= value != null && value.getKind() == SqlKind.MINUS_PREFIX;
            others |= value instanceof SqlLiteral literal
                    && !(literal instanceof SqlCharStringLiteral)
                    && literal.getValue() != null;
        }
        return texts && others;
    }

    /// Puts something in the place of each value of a column.
    public static void replace(SqlCall values, int column, UnaryOperator<SqlNode> change) {
        for (int i = 0; i < values.operandCount(); i++) {
            SqlNode row = values.operand(i);
            if (row.getKind() != SqlKind.ROW) {
                values.setOperand(i, change.apply(row));
            } else if (column < width(row)) {
                ((SqlCall) row).setOperand(column, change.apply(value(row, column)));
            }
        }
    }

    private static SqlNode value(SqlNode row, int column) {
        return row.getKind() == SqlKind.ROW ? ((SqlCall) row).operand(column) : row;
    }
}
