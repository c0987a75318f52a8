// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.sql;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.math.BigDecimal;
import java.util.Objects;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;

/// A number with a point and nothing behind it: `5.` is a decimal of scale 0 (S7), where Calcite makes it an integer.
public final class WholeDecimalLiteral extends SqlNumericLiteral {
    private static final int LENGTH_MAX = 10_000;

    private WholeDecimalLiteral(BigDecimal value, SqlParserPos position) {
        super(value, value.precision(), 0, true, position);
    }

    /// The literal of a text with a point.
    public static SqlNumericLiteral orPlain(String text, SqlParserPos position) {
        checkLength(text, position);
        return text.endsWith(".")
                ? new WholeDecimalLiteral(new BigDecimal(text.substring(0, text.length() - 1)), position)
                : SqlLiteral.createExactNumeric(text, position);
    }

    /// The literal of digits.
    public static SqlNumericLiteral whole(String digits, SqlParserPos position) {
        checkLength(digits, position);
        return SqlLiteral.createExactNumeric(digits, position);
    }

    /// The literal of a text with an exponent.
    public static SqlNumericLiteral floating(String text, SqlParserPos position) {
        checkLength(text, position);
        return SqlLiteral.createApproxNumeric(text, position);
    }

    /// Reading a number takes time that grows with the square of its length.
    private static void checkLength(String text, SqlParserPos position) {
        if (text.length() > LENGTH_MAX) {
            throw new SheafException(
                    ErrorCode.NUMERIC_OUT_OF_RANGE,
                    "a number of " + text.length() + " characters is out of range",
                    SourcePositions.of(position));
        }
    }

    /// The number with a minus before it.
    public static SqlNumericLiteral negative(SqlNumericLiteral number, SqlParserPos position) {
        return number instanceof WholeDecimalLiteral whole
                ? new WholeDecimalLiteral(whole.number().negate(), position)
                : SqlLiteral.createNegative(number, position);
    }

    private BigDecimal number() {
        return (BigDecimal) Objects.requireNonNull(getValue());
    }

    @Override
    public WholeDecimalLiteral clone(SqlParserPos position) {
        return new WholeDecimalLiteral(number(), position);
    }

    @Override
    public RelDataType createSqlType(RelDataTypeFactory factory) {
        return factory.createSqlType(SqlTypeName.DECIMAL, number().precision(), 0);
    }
}
