// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import java.util.Objects;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlOperandCountRanges;

/// An interval constant as a call: its months or microseconds, and the unit that its text named. Calcite's own interval
/// literals stop at milliseconds.
public final class IntervalLiteralFunction extends SqlFunction {
    public static final IntervalLiteralFunction INSTANCE = new IntervalLiteralFunction();

    private IntervalLiteralFunction() {
        super("$INTERVAL", SqlKind.OTHER_FUNCTION, null, null, null, SqlFunctionCategory.USER_DEFINED_FUNCTION);
    }

    /// @param amount months for [TimeUnit#MONTH], else microseconds
    /// @param unit MONTH, DAY (a day or more) or SECOND
    public SqlCall of(long amount, TimeUnit unit, SqlParserPos position) {
        return createCall(
                position,
                SqlLiteral.createExactNumeric(Long.toString(amount), position),
                SqlLiteral.createCharString(unit.name(), position));
    }

    @Override
    public SqlOperandCountRange getOperandCountRange() {
        return SqlOperandCountRanges.of(2);
    }

    @Override
    public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
        return true;
    }

    @Override
    public RelDataType inferReturnType(SqlOperatorBinding binding) {
        TimeUnit unit = TimeUnit.valueOf(Objects.requireNonNull(binding.getOperandLiteralValue(1, String.class)));
        return binding.getTypeFactory()
                .createSqlIntervalType(new SqlIntervalQualifier(unit, null, SqlParserPos.ZERO));
    }
}
