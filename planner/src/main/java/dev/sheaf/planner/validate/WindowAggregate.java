// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.planner.sql.SourcePositions;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.runtime.CalciteException;
import org.apache.calcite.runtime.Resources;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorException;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.apache.calcite.util.Optionality;

/// An aggregate over a window with an ORDER BY among its arguments or a FILTER, for which Calcite's OVER has no place:
/// its operands are the arguments, then the keys of the ORDER BY, then the condition.
public final class WindowAggregate extends SqlAggFunction {
    /// How the rows are ordered by a key.
    public record Direction(boolean descending, boolean nullsFirst) {}

    private final SqlAggFunction aggregate;
    private final int argumentCount;
    private final List<Direction> directions;
    private final boolean filtered;

    WindowAggregate(SqlAggFunction aggregate, int argumentCount, List<Direction> directions, boolean filtered) {
        super(
                aggregate.getName(),
                null,
                SqlKind.OTHER_FUNCTION,
                null,
                null,
                null,
                SqlFunctionCategory.USER_DEFINED_FUNCTION,
                false,
                true,
                Optionality.FORBIDDEN);
        this.aggregate = aggregate;
        this.argumentCount = argumentCount;
        this.directions = List.copyOf(directions);
        this.filtered = filtered;
    }

    /// The aggregate function itself.
    public SqlAggFunction aggregate() {
        return aggregate;
    }

    public int argumentCount() {
        return argumentCount;
    }

    /// The directions of the keys, whose operands stand behind the arguments.
    public List<Direction> directions() {
        return directions;
    }

    /// Whether the last operand is the condition of the FILTER.
    public boolean filtered() {
        return filtered;
    }

    @Override
    public SqlOperandCountRange getOperandCountRange() {
        return SqlOperandCountRanges.any();
    }

    /// The operator is made for one call; no table has it.
    @Override
    public RelDataType deriveType(SqlValidator validator, SqlValidatorScope scope, SqlCall call) {
        for (SqlNode operand : call.getOperandList()) {
            validator.setValidatedNodeType(operand, validator.deriveType(scope, operand));
        }
        return validateOperands(validator, scope, call);
    }

    @Override
    public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
        SqlCall call = binding.getCall();
        if (filtered && !SqlTypeUtil.inBooleanFamily(binding.getOperandType(binding.getOperandCount() - 1))) {
            throw new SheafException(
                    ErrorCode.TYPE_MISMATCH,
                    "FILTER takes a BOOLEAN",
                    SourcePositions.of(call.getOperandList().getLast().getParserPosition()));
        }
        if (!aggregate.getOperandCountRange().isValidCount(argumentCount) && argumentCount > 0) {
            throw new SheafException(
                    ErrorCode.UNDEFINED_FUNCTION,
                    "wrong number of arguments to " + getName(),
                    SourcePositions.of(call.getParserPosition()));
        }
        if (argumentCount == 0) {
            return true;
        }
        SqlCall plain = aggregate.createCall(
                call.getFunctionQuantifier(),
                call.getParserPosition(),
                call.getOperandList().subList(0, argumentCount).toArray(SqlNode[]::new));
        return aggregate.checkOperandTypes(
                new SqlCallBinding(binding.getValidator(), binding.getScope(), plain), throwOnFailure);
    }

    @Override
    public RelDataType inferReturnType(SqlOperatorBinding binding) {
        return aggregate.inferReturnType(new ArgumentBinding(binding));
    }

    /// The aggregate's own operands.
    private final class ArgumentBinding extends SqlOperatorBinding {
        private final SqlOperatorBinding all;

        ArgumentBinding(SqlOperatorBinding all) {
            super(all.getTypeFactory(), aggregate);
            this.all = all;
        }

        @Override
        public int getOperandCount() {
            return argumentCount;
        }

        @Override
        public RelDataType getOperandType(int ordinal) {
            return all.getOperandType(ordinal);
        }

        @Override
        public boolean hasEmptyGroup() {
            return filtered || all.hasEmptyGroup();
        }

        @Override
        public CalciteException newError(Resources.ExInst<SqlValidatorException> error) {
            return all.newError(error);
        }
    }
}
