// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The shell's own commands. Each is called `.name`; those that psql has answer to its names as well.
enum ShellCommand {
    HELP("help", "? h", "", "show this list"),
    TABLES("tables", "dt", "[PATTERN]", "list tables and views; * stands for any text"),
    SCHEMA("schema", "d", "[TABLE]", "list the columns of a table, or of every table that matches"),
    MEMORY("memory", "", "", "show where the memory of the process goes"),
    MODE("mode", "", "[FORMAT]", "show or set the format: table, csv, tsv, json, markdown, vertical"),
    EXPANDED("expanded", "x", "", "switch between the formats table and vertical"),
    TIMER("timer", "timing", "[on|off]", "show how long statements take, or not"),
    HEADERS("headers", "", "[on|off]", "begin CSV and TSV with the column names, or not"),
    MAXROWS("maxrows", "", "[NUMBER]", "show or set how many rows a table shows; 0 for all"),
    NULLVALUE("nullvalue", "", "[TEXT]", "show or set what stands for NULL in tables"),
    TIMEOUT("timeout", "", "[TIME]", "show or set how long a statement may run, such as 30s; 0 for no limit"),
    READ("read", "i", "FILE", "run the statements in a file"),
    OUTPUT("output", "o", "[FILE]", "send results to a file, or back to the screen"),
    QUIT("quit", "q exit", "", "leave (also Ctrl-D)");

    private final String longName;
    /// Separated by spaces.
    private final String otherNames;
    private final String arguments;
    private final String description;

    ShellCommand(String longName, String otherNames, String arguments, String description) {
        this.longName = longName;
        this.otherNames = otherNames;
        this.arguments = arguments;
        this.description = description;
    }

    String longName() {
        return longName;
    }

    List<String> otherNames() {
        return otherNames.isEmpty() ? List.of() : List.of(otherNames.split(" ", -1));
    }

    String description() {
        return description;
    }

    /// The command with that name, which is given without its dot or backslash; null when there is none.
    static @Nullable ShellCommand named(String name) {
        for (ShellCommand command : values()) {
            if (command.longName.equals(name.toLowerCase(Locale.ROOT)) || command.otherNames().contains(name)) {
                return command;
            }
        }
        return null;
    }

    /// A line a command, for `.help`.
    static String help() {
        StringBuilder help = new StringBuilder();
        for (ShellCommand command : values()) {
            String usage = "." + command.longName + (command.arguments.isEmpty() ? "" : " " + command.arguments);
            String others =
                    command.otherNames.isEmpty() ? "" : " (\\" + String.join(", \\", command.otherNames()) + ")";
            help.append(usage).repeat(' ', Math.max(1, 22 - usage.length()));
            help.append(command.description).append(others).append('\n');
        }
        return help.append("Everything else is SQL and ends with a semicolon.\n").toString();
    }
}
