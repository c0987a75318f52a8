// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.scan;

import dev.sheaf.core.catalog.FunctionArgument;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.core.expression.Literal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/// The arguments of a table function, taken out one by one so that what is left over at the end is an error.
public final class FunctionArguments {
    private final String function;
    private final List<Literal> positional;
    private final Map<String, FunctionArgument> named;
    private final SourcePosition position;
    private final Set<String> known = new HashSet<>();

    public FunctionArguments(
            String function, List<Literal> positional, Map<String, FunctionArgument> named, SourcePosition position) {
        this.function = function;
        this.positional = positional;
        this.named = new TreeMap<>(named);
        this.position = position;
    }

    public SourcePosition position() {
        return position;
    }

    /// The positional arguments as paths; at least one.
    public List<String> paths() {
        if (positional.isEmpty()) {
            throw error("needs a path");
        }
        return positional.stream().map(literal -> asText(literal, "path")).toList();
    }

    public Optional<String> text(String name) {
        return take(name).map(literal -> asText(literal, name));
    }

    public Optional<Boolean> flag(String name) {
        return take(name).map(literal -> {
            if (literal.value() instanceof Boolean value) {
                return value;
            }
            if (literal.value() instanceof String value
                    && (value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false"))) {
                return Boolean.parseBoolean(value);
            }
            throw error(name + " is true or false, not " + literal);
        });
    }

    public Optional<Long> number(String name) {
        return take(name).map(literal -> {
            if (literal.value() instanceof Long value) {
                return value;
            }
            throw error(name + " is a whole number, not " + literal);
        });
    }

    /// Checks that there were no other options.
    public void finish() {
        for (String name : named.keySet()) {
            if (!known.contains(name)) {
                throw error("has no option " + name);
            }
        }
    }

    public SheafException error(String detail) {
        return new SheafException(ErrorCode.INVALID_PARAMETER, function + " " + detail, position);
    }

    /// An option that takes several texts: those of a list, or what the one text says.
    ///
    /// @param split cuts a text that stands for several
    public Optional<List<String>> texts(String name, Function<String, List<String>> split) {
        known.add(name);
        FunctionArgument argument = named.get(name);
        if (argument == null) {
            return Optional.empty();
        }
        return Optional.of(
                argument.isList()
                        ? argument.values().stream()
                                .map(literal -> asText(literal, name))
                                .toList()
                        : split.apply(asText(argument.values().getFirst(), name)));
    }

    private Optional<Literal> take(String name) {
        known.add(name);
        FunctionArgument argument = named.get(name);
        if (argument != null && argument.isList()) {
            throw error(name + " is no list");
        }
        return Optional.ofNullable(argument).map(one -> one.values().getFirst());
    }

    private String asText(Literal literal, String what) {
        if (literal.value() instanceof String value) {
            return value;
        }
        throw error(what + " is a text, not " + literal);
    }
}
