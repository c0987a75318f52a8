// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.server.shell.format.FormatSettings;
import dev.sheaf.server.shell.format.ListRowCursor;
import dev.sheaf.server.shell.format.OutputFormat;
import dev.sheaf.server.shell.format.ResultColumn;
import dev.sheaf.server.shell.text.ScriptItem.CommandLine;
import dev.sheaf.server.shell.text.ScriptReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.Writer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Carries out the shell's own commands.
final class ShellCommandRunner {
    private final ShellSession session;
    private final ShellSettings settings;
    private final ShellOutput output;
    private final SchemaBrowser browser;

    ShellCommandRunner(ShellSession session, ShellSettings settings, ShellOutput output, SchemaBrowser browser) {
        this.session = session;
        this.settings = settings;
        this.output = output;
        this.browser = browser;
    }

    /// Runs a command.
    ///
    /// @throws SheafException when there is no such command, or it can't do what its arguments ask
    ShellSession.Outcome run(CommandLine line) throws SQLException, IOException {
        List<String> words = words(line.text());
        String name = words.getFirst().substring(1);
        ShellCommand command = ShellCommand.named(name);
        if (command == null) {
            throw new SheafException(ErrorCode.SYNTAX_ERROR,
                    "there is no command '" + words.getFirst() + "'; .help lists those there are");
        }
        List<String> arguments = words.subList(1, words.size());
        if (arguments.size() > 1) {
            throw new SheafException(ErrorCode.INVALID_PARAMETER,
                    "." + command.longName() + " takes one argument at most");
        }
        String argument = arguments.isEmpty() ? null : arguments.getFirst();
        ShellSession.Outcome outcome = run(command, argument);
        output.results().flush();
        return outcome;
    }

    private ShellSession.Outcome run(ShellCommand command, @Nullable String argument) throws SQLException, IOException {
        FormatSettings format = settings.formatSettings();
        switch (command) {
            case HELP -> output.results().append(ShellCommand.help());
            case TABLES -> listTables(argument);
            case SCHEMA -> {
                if (argument == null) {
                    listTables(null);
                } else {
                    listColumns(argument);
                }
            }
            case MEMORY -> {
                return session.run(new ScriptReader(new StringReader("SHOW MEMORY"), ""));
            }
            case MODE -> settings.setFormat(argument == null ? shown(settings.format()) : format(argument));
            case EXPANDED -> settings.setFormat(
                    settings.format() == OutputFormat.VERTICAL ? OutputFormat.TABLE : OutputFormat.VERTICAL);
            case TIMER -> settings.setTimerShown(isOn(argument, settings.timerShown()));
            case HEADERS -> settings.setFormatSettings(format.withHeader(isOn(argument, format.header())));
            case MAXROWS -> settings.setFormatSettings(
                    format.withRowsMax(argument == null ? shown(format.rowsMax()) : number(argument)));
            case NULLVALUE -> settings.setFormatSettings(
                    format.withNullText(argument == null ? shown(format.nullText()) : argument));
            case TIMEOUT -> setTimeout(argument);
            case READ -> {
                return session.runFile(Path.of(required(command, argument)));
            }
            case OUTPUT -> redirect(argument);
            case QUIT -> {
                return ShellSession.Outcome.QUIT;
            }
        }
        return ShellSession.Outcome.DONE;
    }

    private void listTables(@Nullable String pattern) throws SQLException, IOException {
        List<List<String>> rows = new ArrayList<>();
        for (SchemaBrowser.Table table : browser.tables(pattern)) {
            rows.add(List.of(table.schema(), table.name(), table.type().toLowerCase(Locale.ROOT)));
        }
        write(List.of("schema", "name", "type"), rows);
    }

    private void listColumns(String pattern) throws SQLException, IOException {
        List<List<String>> rows = new ArrayList<>();
        for (SchemaBrowser.Column column : browser.columns(pattern)) {
            rows.add(List.of(column.schema(), column.table(), column.name(), column.type(),
                    column.nullable() ? "yes" : "no"));
        }
        if (rows.isEmpty()) {
            throw new SheafException(ErrorCode.UNDEFINED_TABLE, "there is no table that matches '" + pattern + "'");
        }
        write(List.of("schema", "table", "column", "type", "nullable"), rows);
    }

    private void write(List<String> names, List<List<String>> rows) throws SQLException, IOException {
        List<ResultColumn> columns =
                names.stream().map(name -> new ResultColumn(name, "varchar", ResultColumn.Kind.TEXT)).toList();
        settings.format().writer(output.fit(settings.formatSettings()).withRowsMax(0))
                .write(new ListRowCursor(columns, rows), output.results());
    }

    private void setTimeout(@Nullable String argument) throws IOException {
        if (argument == null) {
            long nanos = settings.timeout().toNanos();
            shown(nanos == 0 ? "no limit" : DurationText.elapsed(nanos));
            return;
        }
        try {
            settings.setTimeout(DurationText.parse(argument));
        } catch (IllegalArgumentException error) {
            throw new SheafException(ErrorCode.INVALID_PARAMETER, String.valueOf(error.getMessage()));
        }
    }

    private void redirect(@Nullable String file) throws IOException {
        if (file == null) {
            output.restore();
            return;
        }
        try {
            output.redirect(Path.of(file));
        } catch (IOException error) {
            throw new SheafException(ErrorCode.IO_ERROR, "can't write to '" + file + "': " + error, error);
        }
    }

    private <T> T shown(T value) throws IOException {
        Writer out = output.results();
        out.append(value.toString()).append('\n');
        return value;
    }

    private static boolean isOn(@Nullable String argument, boolean now) {
        if (argument == null) {
            return !now;
        }
        return switch (argument.toLowerCase(Locale.ROOT)) {
            case "on", "true", "yes", "1" -> true;
            case "off", "false", "no", "0" -> false;
            default ->
                    throw new SheafException(ErrorCode.INVALID_PARAMETER, "'" + argument + "' is neither on nor off");
        };
    }

    private static OutputFormat format(String name) {
        OutputFormat format = OutputFormat.named(name);
        if (format == null) {
            throw new SheafException(ErrorCode.INVALID_PARAMETER,
                    "there is no format '" + name + "', only " + OutputFormat.names());
        }
        return format;
    }

    private static int number(String text) {
        try {
            int number = Integer.parseInt(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Reported below, like a negative one.
        }
        throw new SheafException(ErrorCode.INVALID_PARAMETER, "'" + text + "' is not a number of rows");
    }

    private static String required(ShellCommand command, @Nullable String argument) {
        if (argument == null) {
            throw new SheafException(ErrorCode.INVALID_PARAMETER, "." + command.longName() + " needs a file");
        }
        return argument;
    }

    /// The words of a command: cut at white space, but not inside quotes; a semicolon at the end is habit.
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        char quote = 0;
        for (char character : (line.endsWith(";") ? line.substring(0, line.length() - 1) : line).toCharArray()) {
            if (quote != 0 ? character == quote : character == '\'' || character == '"') {
                quote = quote == 0 ? character : 0;
                inWord = true;
            } else if (quote == 0 && Character.isWhitespace(character)) {
                if (inWord) {
                    words.add(word.toString());
                }
                word.setLength(0);
                inWord = false;
            } else {
                word.append(character);
                inWord = true;
            }
        }
        if (inWord) {
            words.add(word.toString());
        }
        return words;
    }
}
