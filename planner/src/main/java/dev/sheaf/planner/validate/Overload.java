// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.type.DataType;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/// One way to call a function.
///
/// @param required how many of the parameters must be given
/// @param repeatsLast whether the last parameter may be given any number of times
/// @param result the type of the call, of the types its arguments are cast to and of those that are literal whole
/// numbers
record Overload(
        ScalarFunction function,
        List<Parameter> parameters,
        int required,
        boolean repeatsLast,
        Nulls nulls,
        Result result) {
    /// When a call may be null.
    enum Nulls {
        /// When an argument is.
        ANY_ARGUMENT,
        /// When all arguments are.
        ALL_ARGUMENTS,
        /// When the first argument is.
        FIRST_ARGUMENT,
        NEVER,
        ALWAYS
    }

    /// Computes the type of a call.
    interface Result {
        DataType of(List<DataType> arguments, Constants constants);
    }

    /// Gives the whole number that an argument is, where it is a literal.
    interface Constants {
        @Nullable Integer at(int argument);
    }

    /// The types that the arguments are cast to, or null when they don't fit.
    @Nullable List<DataType> accept(List<RelDataType> arguments) {
        if (arguments.size() < required || (!repeatsLast && arguments.size() > parameters.size())) {
            return null;
        }
        List<DataType> accepted = new ArrayList<>(arguments.size());
        for (int i = 0; i < arguments.size(); i++) {
            DataType type = parameters.get(Math.min(i, parameters.size() - 1)).accept(arguments.get(i));
            if (type == null) {
                return null;
            }
            accepted.add(type);
        }
        return accepted;
    }
}
