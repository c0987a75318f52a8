// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.expression;

import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.type.DataType;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A typed scalar expression over the columns of one input. Expressions are immutable, printable and part of the plan
/// codec.
///
/// Operands already have the types their function wants: the planner makes every cast explicit, so exec never coerces.
/// Evaluation follows D8: an error is raised only for a row for which the value is needed; [Case], [Coalesce] and
/// [Logical] need their operands from left to right.
public sealed interface Expression
        permits Expression.ColumnReference,
        Expression.Parameter,
        Expression.Call,
        Expression.Cast,
        Expression.Logical,
        Expression.Case,
        Expression.Coalesce,
        Expression.InList,
        Literal {
    DataType type();

    /// Whether the value may be null; `false` is a promise.
    boolean nullable();

    /// The operands, in order.
    List<Expression> operands();

    /// The same expression over other operands, of the same types.
    Expression withOperands(List<Expression> operands);

    /// A column of the input.
    ///
    /// @param index its place in the input's schema, from 0
    record ColumnReference(int index, DataType type, boolean nullable) implements Expression {
        public ColumnReference {
            Objects.checkIndex(index, Integer.MAX_VALUE);
        }

        @Override
        public List<Expression> operands() {
            return List.of();
        }

        @Override
        public Expression withOperands(List<Expression> operands) {
            return this;
        }

        @Override
        public String toString() {
            return "#" + index;
        }
    }

    /// A parameter of a prepared statement. Replaced by a [Literal] before the plan runs.
    ///
    /// @param index its place among the statement's parameters, from 0
    record Parameter(int index, DataType type) implements Expression {
        @Override
        public boolean nullable() {
            return true;
        }

        @Override
        public List<Expression> operands() {
            return List.of();
        }

        @Override
        public Expression withOperands(List<Expression> operands) {
            return this;
        }

        @Override
        public String toString() {
            return "?" + index;
        }
    }

    /// A built-in function of its operands. Where it stands in the text is no part of what it is: calls are equal
    /// wherever they were written.
    record Call(
            ScalarFunction function, List<Expression> operands, DataType type, boolean nullable,
            SourcePosition position)
            implements Expression {
        public Call {
            operands = List.copyOf(operands);
        }

        @Override
        public Expression withOperands(List<Expression> replaced) {
            return new Call(function, replaced, type, nullable, position);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Call call
                    && function == call.function
                    && nullable == call.nullable
                    && type.equals(call.type)
                    && operands.equals(call.operands);
        }

        @Override
        public int hashCode() {
            return (function.name().hashCode() * 31 + type.hashCode()) * 31 + operands.hashCode();
        }

        @Override
        public String toString() {
            return ExpressionPrinter.print(this);
        }
    }

    /// A conversion to another type. Equal wherever it was written.
    ///
    /// @param safe whether a value that can't be converted gives NULL instead of an error (TRY_CAST)
    record Cast(Expression operand, DataType type, boolean nullable, boolean safe, SourcePosition position)
            implements Expression {
        @Override
        public List<Expression> operands() {
            return List.of(operand);
        }

        @Override
        public Expression withOperands(List<Expression> replaced) {
            return new Cast(replaced.getFirst(), type, nullable, safe, position);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Cast cast
                    && nullable == cast.nullable
                    && safe == cast.safe
                    && type.equals(cast.type)
                    && operand.equals(cast.operand);
        }

        @Override
        public int hashCode() {
            return operand.hashCode() * 31 + type.hashCode();
        }

        @Override
        public String toString() {
            return ExpressionPrinter.print(this);
        }
    }

    /// AND or OR of two or more conditions, in three-valued logic. An operand is needed only for the rows that those to
    /// its left left undecided.
    record Logical(Operator operator, List<Expression> operands, boolean nullable) implements Expression {
        /// The connective.
        public enum Operator {
            AND,
            OR
        }

        public Logical {
            operands = List.copyOf(operands);
            if (operands.size() < 2) {
                throw new IllegalArgumentException(operator + " of " + operands.size() + " operands");
            }
        }

        @Override
        public DataType type() {
            return DataType.BOOLEAN;
        }

        @Override
        public Expression withOperands(List<Expression> replaced) {
            return new Logical(operator, replaced, nullable);
        }

        @Override
        public String toString() {
            return ExpressionPrinter.print(this);
        }
    }

    /// Searched CASE: the result of the first condition that is true, else the last operand.
    ///
    /// @param operands condition, result, condition, result, ..., otherwise; all results have this type
    record Case(List<Expression> operands, DataType type, boolean nullable) implements Expression {
        public Case {
            operands = List.copyOf(operands);
            if (operands.size() < 3 || operands.size() % 2 == 0) {
                throw new IllegalArgumentException("CASE of " + operands.size() + " operands");
            }
        }

        public int branchCount() {
            return operands.size() / 2;
        }

        public Expression condition(int branch) {
            return operands.get(2 * branch);
        }

        public Expression result(int branch) {
            return operands.get(2 * branch + 1);
        }

        public Expression otherwise() {
            return operands.getLast();
        }

        @Override
        public Expression withOperands(List<Expression> replaced) {
            return new Case(replaced, type, nullable);
        }

        @Override
        public String toString() {
            return ExpressionPrinter.print(this);
        }
    }

    /// The first operand that is not null.
    record Coalesce(List<Expression> operands, DataType type, boolean nullable) implements Expression {
        public Coalesce {
            operands = List.copyOf(operands);
        }

        @Override
        public Expression withOperands(List<Expression> replaced) {
            return new Coalesce(replaced, type, nullable);
        }

        @Override
        public String toString() {
            return ExpressionPrinter.print(this);
        }
    }

    /// Whether a value is among constants of its own type. Null when the value is, or when it isn't found and one of
    /// the constants is null.
    record InList(Expression operand, List<Literal> values, boolean nullable) implements Expression {
        public InList {
            values = List.copyOf(values);
        }

        @Override
        public DataType type() {
            return DataType.BOOLEAN;
        }

        @Override
        public List<Expression> operands() {
            return List.of(operand);
        }

        @Override
        public Expression withOperands(List<Expression> replaced) {
            return new InList(replaced.getFirst(), values, nullable);
        }

        @Override
        public String toString() {
            return ExpressionPrinter.print(this);
        }
    }
}
