// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.server.shell.DurationText;
import dev.sheaf.server.shell.ShellSettings;
import dev.sheaf.server.shell.format.FormatSettings;
import dev.sheaf.server.shell.format.OutputFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// The options that say which statements run and how their results are shown.
final class ShellOptions {
    @ArgGroup(exclusive = true, multiplicity = "0..*")
    private List<Source> sources = new ArrayList<>();

    @Option(names = "--format", paramLabel = "FORMAT", converter = FormatConverter.class, defaultValue = "table",
            description = "table, csv, tsv, json, markdown or vertical (default: ${DEFAULT-VALUE}).")
    private OutputFormat format = OutputFormat.TABLE;

    @Option(names = "--max-rows", paramLabel = "N",
            description = "Rows that a table shows at most; 0 for all (default: 40 on a terminal, otherwise all).")
    private @Nullable Integer rowsMax;

    @Option(names = "--null", paramLabel = "TEXT", defaultValue = "NULL",
            description = "What stands for NULL in tables (default: ${DEFAULT-VALUE}).")
    private String nullText = "NULL";

    @Option(names = "--no-header", description = "Leave the column names out of CSV and TSV.")
    private boolean noHeader;

    @Option(names = "--timeout", paramLabel = "TIME", converter = TimeoutConverter.class,
            description = "How long each statement may run, such as 30s (default: no limit).")
    private Duration timeout = Duration.ZERO;

    /// A text that is run: exactly one of the two.
    static final class Source {
        @Option(names = {"-c", "--command"}, paramLabel = "SQL", required = true,
                description = "Run these statements. May be repeated, also with -f, and runs in order.")
        private @Nullable String command;

        @Option(names = {"-f", "--file"}, paramLabel = "FILE", required = true,
                description = "Run the statements in this file; - for standard input.")
        private @Nullable String file;

        @Nullable String command() {
            return command;
        }

        /// The file, when there is no command.
        String file() {
            if (file == null) {
                throw new SheafException(ErrorCode.INVALID_PARAMETER, "-f needs a file");
            }
            return file;
        }
    }

    /// What is run, in the order of the options; empty when none was given.
    List<Source> sources() {
        return sources;
    }

    /// The settings that a session begins with.
    ///
    /// @param onTerminal  whether results go to a terminal
    /// @param interactive whether a person types the statements
    ShellSettings settings(boolean onTerminal, boolean interactive) {
        ShellSettings settings = new ShellSettings();
        settings.setFormat(format);
        int rowsMaxDefault = onTerminal ? FormatSettings.ROWS_MAX_DEFAULT : 0;
        settings.setFormatSettings(FormatSettings.unlimited().withRowsMax(rowsMax == null ? rowsMaxDefault : rowsMax)
                .withNullText(nullText).withHeader(!noHeader));
        settings.setTimeout(timeout);
        settings.setTimerShown(interactive);
        return settings;
    }

    /// A format by the name that users type.
    static final class FormatConverter implements ITypeConverter<OutputFormat> {
        @Override
        public OutputFormat convert(String text) {
            OutputFormat format = OutputFormat.named(text);
            if (format == null) {
                throw new TypeConversionException("'" + text + "' is none of " + OutputFormat.names());
            }
            return format;
        }
    }

    /// A length of time by the text that users type.
    static final class TimeoutConverter implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            try {
                return DurationText.parse(text);
            } catch (IllegalArgumentException error) {
                throw new TypeConversionException(String.valueOf(error.getMessage()));
            }
        }
    }
}
