// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks;

import java.util.Map;
import java.util.TreeMap;

/// Options of the form `--name=value`, `--name value` and `--name`.
public final class CommandLine {
    private final Map<String, String> options;

    private CommandLine(Map<String, String> options) {
        this.options = options;
    }

    /// @throws IllegalArgumentException for an argument that is no option
    public static CommandLine parse(String... arguments) {
        Map<String, String> options = new TreeMap<>();
        for (int i = 0; i < arguments.length; i++) {
            if (!arguments[i].startsWith("--")) {
                throw new IllegalArgumentException("'" + arguments[i] + "' is no option");
            }
            String option = arguments[i].substring(2);
            int equals = option.indexOf('=');
            if (equals >= 0) {
                options.put(option.substring(0, equals), option.substring(equals + 1));
            } else if (i + 1 < arguments.length && !arguments[i + 1].startsWith("--")) {
                options.put(option, arguments[++i]);
            } else {
                options.put(option, "true");
            }
        }
        return new CommandLine(options);
    }

    /// The value of an option; each is asked for once.
    public String value(String name, String otherwise) {
        String value = options.remove(name);
        return value == null ? otherwise : value;
    }

    public boolean flag(String name) {
        return Boolean.parseBoolean(value(name, "false"));
    }

    public long number(String name, long otherwise) {
        String value = value(name, Long.toString(otherwise));
        try {
            return Long.parseLong(value.replace("_", ""));
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("--" + name + " is a whole number, not '" + value + "'", notANumber);
        }
    }

    /// @throws IllegalArgumentException when there are options that nobody asked for
    public void expectAllUsed() {
        if (!options.isEmpty()) {
            throw new IllegalArgumentException("unknown option --" + options.keySet().iterator().next());
        }
    }
}
