// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.catalog;

import dev.sheaf.core.expression.Literal;
import java.util.List;

/// The value of a [TableFunction]'s option: one constant, or a list of them.
///
/// @param isList whether it was written as a list, which may have a single value too
public record FunctionArgument(List<Literal> values, boolean isList) {
    public FunctionArgument {
        values = List.copyOf(values);
        if (!isList && values.size() != 1) {
            throw new IllegalArgumentException(values.size() + " values");
        }
    }

    public static FunctionArgument of(Literal value) {
        return new FunctionArgument(List.of(value), false);
    }

    public static FunctionArgument list(List<Literal> values) {
        return new FunctionArgument(values, true);
    }
}
