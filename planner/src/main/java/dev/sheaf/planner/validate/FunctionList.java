// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.type.DataType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Collects functions by name; several entries of one name are its overloads, tried in order.
final class FunctionList {
    private final Map<String, List<Overload>> overloads = new LinkedHashMap<>();

    List<SheafFunction> build() {
        List<SheafFunction> functions = new ArrayList<>();
        overloads.forEach((name, list) -> functions.add(new SheafFunction(name, list)));
        return functions;
    }

    /// A function that is null when an argument is.
    Entry add(String name, ScalarFunction function, Parameter... parameters) {
        return new Entry(name, function, List.of(parameters));
    }

    /// The rest of an entry.
    final class Entry {
        private final String name;
        private final ScalarFunction function;
        private final List<Parameter> parameters;
        private int optional;
        private boolean repeatsLast;
        private Overload.Nulls nulls = Overload.Nulls.ANY_ARGUMENT;

        private Entry(String name, ScalarFunction function, List<Parameter> parameters) {
            this.name = name;
            this.function = function;
            this.parameters = parameters;
        }

        /// That many parameters at the end may be left out.
        Entry optional(int count) {
            optional = count;
            return this;
        }

        /// The last parameter may be given any number of times.
        Entry repeating() {
            repeatsLast = true;
            return this;
        }

        Entry nulls(Overload.Nulls when) {
            nulls = when;
            return this;
        }

        FunctionList gives(DataType type) {
            return gives((_, _) -> type);
        }

        FunctionList givesFirst() {
            return gives((arguments, _) -> arguments.getFirst());
        }

        FunctionList gives(Overload.Result result) {
            overloads
                    .computeIfAbsent(name, _ -> new ArrayList<>())
                    .add(new Overload(function, parameters, parameters.size() - optional, repeatsLast, nulls, result));
            return FunctionList.this;
        }
    }
}
