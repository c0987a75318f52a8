// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/// Makes expressions without evaluating them: Calcite's own builder folds casts of literals by its own rules.
final class SheafRexBuilder extends RexBuilder {
    SheafRexBuilder(RelDataTypeFactory factory) {
        super(factory);
    }

    @Override
    public RexNode makeCast(
            SqlParserPos position,
            RelDataType type,
            RexNode operand,
            boolean matchNullability,
            boolean safe,
            RexLiteral format) {
        if (operand instanceof RexLiteral literal && literal.isNull()) {
            return super.makeCast(position, type, operand, matchNullability, safe, format);
        }
        boolean nullable = (matchNullability && type.isNullable()) || operand.getType().isNullable() || safe;
        return makeAbstractCast(
                position, typeFactory.createTypeWithNullability(type, nullable), operand, safe, format);
    }
}
