// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.sql;

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
    private WholeDecimalLiteral(BigDecimal value, SqlParserPos position) {
        super(value, value.precision(), 0, true, position);
    }

    /// The literal of a text with a point.
    public static SqlNumericLiteral orPlain(String text, SqlParserPos position) {
        return text.endsWith(".")
                ? new WholeDecimalLiteral(new BigDecimal(text.substring(0, text.length() - 1)), position)
                : SqlLiteral.createExactNumeric(text, position);
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
