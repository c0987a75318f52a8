// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell.format;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The formats of `--format` and `.mode`; the names in lower case are what a user types.
public enum OutputFormat {
    /// A box for people, fitted to the window.
    TABLE,
    /// RFC 4180 with line feeds; NULL is an empty field, an empty string is `""`.
    CSV,
    /// Tab-separated; tab, line ends and backslash are escaped with a backslash, NULL is `\N`.
    TSV,
    /// One array of objects a result, one row a line.
    JSON,
    /// A GitHub-flavoured Markdown table.
    MARKDOWN,
    /// One field a line.
    VERTICAL;

    public ResultWriter writer(FormatSettings settings) {
        return switch (this) {
            case TABLE -> new TableWriter(settings);
            case CSV -> DelimitedWriter.csv(settings);
            case TSV -> DelimitedWriter.tsv(settings);
            case JSON -> new JsonWriter();
            case MARKDOWN -> new MarkdownWriter(settings);
            case VERTICAL -> new VerticalWriter(settings);
        };
    }

    /// The format that users call so, whatever the case; null when there is none.
    public static @Nullable OutputFormat named(String name) {
        for (OutputFormat format : values()) {
            if (format.toString().equals(name.toLowerCase(Locale.ROOT))) {
                return format;
            }
        }
        return null;
    }

    /// The names of all formats, for messages.
    public static String names() {
        return Arrays.stream(values()).map(OutputFormat::toString).collect(Collectors.joining(", "));
    }

    /// Whether remarks (row counts, "OK") may stand between results, because a person reads them.
    public boolean isForPeople() {
        return this == TABLE || this == VERTICAL;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
