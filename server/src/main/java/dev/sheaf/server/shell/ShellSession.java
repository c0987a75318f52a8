// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.server.shell.text.ScriptItem;
import dev.sheaf.server.shell.text.ScriptReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Runs scripts, item by item, over one connection, and reports what goes wrong.
///
/// Used from one thread, but for [#cancel].
public final class ShellSession {
    /// Files that read files that read files; a file that reads itself would never end.
    private static final int FILE_DEPTH_MAX = 16;

    /// How running something ended.
    public enum Outcome {
        DONE,
        /// An error was reported.
        FAILED,
        /// The user asked to leave.
        QUIT
    }

    private final ShellOutput output;
    private final StatementRunner statements;
    private final SchemaBrowser browser;
    private final ShellCommandRunner commands;
    private int fileDepth;

    /// @param connection stays the caller's to close
    /// @param progress   finds the progress of a statement that is about to run
    public ShellSession(
            Connection connection,
            ShellSettings settings,
            ShellOutput output,
            ShellTimers timers,
            Function<Statement, QueryProgress> progress) {
        this.output = output;
        this.statements = new StatementRunner(connection, settings, output, timers, progress);
        this.browser = new SchemaBrowser(connection);
        this.commands = new ShellCommandRunner(this, settings, output, browser);
    }

    /// Runs a script until its end, its first error or `.quit`.
    ///
    /// @throws IOException when the script can't be read or the output can't be written
    public Outcome run(ScriptReader script) throws IOException {
        ScriptItem item = script.next();
        while (item != null) {
            Outcome outcome = run(item);
            if (outcome != Outcome.DONE) {
                return outcome;
            }
            item = script.next();
        }
        return Outcome.DONE;
    }

    /// Runs a file as [#run] does.
    ///
    /// @throws SheafException when the file can't be read
    /// @throws IOException    when the output can't be written
    public Outcome runFile(Path file) throws IOException {
        if (fileDepth == FILE_DEPTH_MAX) {
            throw new SheafException(ErrorCode.INVALID_PARAMETER, "files read one another more than " + FILE_DEPTH_MAX
                    + " deep, down to '" + file + "'");
        }
        fileDepth++;
        try (ScriptReader script =
                new ScriptReader(Files.newBufferedReader(file, StandardCharsets.UTF_8), file.toString())) {
            return run(script);
        } catch (NoSuchFileException error) {
            throw new SheafException(ErrorCode.FILE_NOT_FOUND, "there is no file '" + file + "'", error);
        } catch (java.nio.charset.CharacterCodingException error) {
            throw new SheafException(ErrorCode.FILE_FORMAT, "the file '" + file + "' is not UTF-8 text", error);
        } catch (java.nio.file.FileSystemException error) {
            throw new SheafException(ErrorCode.IO_ERROR, "can't read the file '" + file + "': " + error.getReason(),
                    error);
        } finally {
            fileDepth--;
        }
    }

    /// Cancels the statement that runs; false when none does. May be called from any thread.
    ///
    /// @throws SQLException when the driver can't
    public boolean cancel() throws SQLException {
        return statements.cancel();
    }

    /// The shell's commands, each with its dot.
    public List<String> commandNames() {
        return Arrays.stream(ShellCommand.values()).map(command -> "." + command.longName()).toList();
    }

    /// The columns of each table that the connection knows.
    public Map<TableName, List<String>> columnNames() throws SQLException {
        Map<TableName, List<String>> columnNames = new LinkedHashMap<>();
        for (SchemaBrowser.Column column : browser.columns(null)) {
            columnNames.computeIfAbsent(new TableName(column.schema(), column.table()), _ -> new ArrayList<>())
                    .add(column.name());
        }
        return columnNames;
    }

    /// The functions that the connection tells of.
    public List<String> functionNames() throws SQLException {
        return browser.functions();
    }

    /// A table's full name.
    ///
    /// @param schema empty where the engine has none
    public record TableName(String schema, String name) {}

    /// Words an error that came up outside of any statement.
    public static String describe(Throwable error) {
        return ErrorReport.of(error, null);
    }

    private void report(Throwable error, ScriptItem item) throws IOException {
        // What came before the error is to be seen before it, where both go to one place.
        output.results().flush();
        output.messages().append(ErrorReport.of(error, item)).flush();
    }

    private Outcome run(ScriptItem item) throws IOException {
        try {
            switch (item) {
                case ScriptItem.SqlStatement statement -> statements.run(statement);
                case ScriptItem.CommandLine command -> {
                    return commands.run(command);
                }
            }
            return Outcome.DONE;
        } catch (SQLException | SheafException error) {
            report(error, item);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError error) {
            // What a driver lets escape must not end a session in which somebody works.
            report(SheafException.wrap(error), item);
        }
        return Outcome.FAILED;
    }
}
