// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.plan;

import dev.sheaf.core.expression.Literal;
import java.util.List;

/// A condition on one column that storage can check against statistics: the value is never null and compares so with
/// the operands.
///
/// @param column the place of the column in the scan's schema
/// @param operands of the column's type and not null: one for a comparison, any number for IN, none for the null checks
public record ScanConstraint(int column, Comparison comparison, List<Literal> operands) {
    /// What is asked of the column's value.
    public enum Comparison {
        EQUAL,
        LESS_THAN,
        LESS_THAN_OR_EQUAL,
        GREATER_THAN,
        GREATER_THAN_OR_EQUAL,
        IN,
        IS_NULL,
        IS_NOT_NULL
    }

    public ScanConstraint {
        operands = List.copyOf(operands);
    }

    @Override
    public String toString() {
        return "#" + column + " " + comparison + (operands.isEmpty() ? "" : " " + operands);
    }
}
