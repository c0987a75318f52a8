// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner;

import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.type.DataType;
import java.util.Optional;

/// The values of those parameters that a plan depends on: the ones in LIMIT and OFFSET, which decide how rows are
/// sorted and how many are sent. A plan that looked one up serves one execution.
@FunctionalInterface
public interface ParameterLookup {
    /// For planning without execution: limits by a parameter count as none.
    ParameterLookup UNKNOWN = (_, _) -> Optional.empty();

    /// @param index of the `?`, from 0
    /// @param type that the value has to be of
    /// @throws dev.sheaf.core.error.SheafException PARAMETER_COUNT, or what is wrong with the value
    Optional<Literal> value(int index, DataType type);
}
