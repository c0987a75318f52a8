// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell.prompt;

import dev.sheaf.server.shell.ShellSession;
import dev.sheaf.server.shell.text.ScriptReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/// Reads statements from a person at a terminal and runs them until that person leaves.
///
/// Ctrl-C while a statement runs cancels it; while one is typed, drops it. Ctrl-D on an empty line leaves.
public final class InteractiveShell {
    private static final String PROMPT = "sheaf> ";
    private static final String CONTINUATION = "    -> ";
    private static final int HISTORY_ENTRIES_MAX = 10_000;

    private final Terminal terminal;
    private final ShellSession session;
    private final LineReader reader;
    private final CachedNames names;

    /// @param terminal    stays the caller's to close
    /// @param historyFile where the history is kept; null for memory only
    /// @param colour      whether the text that is typed is coloured
    public InteractiveShell(Terminal terminal, ShellSession session, @Nullable Path historyFile, boolean colour) {
        this.terminal = terminal;
        this.session = session;
        this.names = new CachedNames(session);
        LineReaderBuilder builder = LineReaderBuilder.builder().terminal(terminal).appName("sheaf")
                .parser(new SqlLineParser()).completer(new SqlCompleter(names, session::commandNames))
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, CONTINUATION)
                .variable(LineReader.HISTORY_SIZE, HISTORY_ENTRIES_MAX)
                .variable(LineReader.HISTORY_FILE_SIZE, HISTORY_ENTRIES_MAX)
                // An exclamation mark is SQL here, not history.
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.CASE_INSENSITIVE, true).option(LineReader.Option.HISTORY_IGNORE_DUPS, true);
        if (historyFile != null) {
            builder.variable(LineReader.HISTORY_FILE, historyFile);
        }
        if (colour) {
            builder.highlighter(new SqlHighlighter());
        } else {
            builder.option(LineReader.Option.DISABLE_HIGHLIGHTER, true);
        }
        this.reader = builder.build();
    }

    /// Greets, and runs what is typed until the end of the input or `.quit`.
    ///
    /// @throws IOException when the terminal can't be written to
    public void run(String greeting) throws IOException {
        terminal.writer().println(greeting);
        Terminal.SignalHandler previous = terminal.handle(Terminal.Signal.INT, _ -> cancel());
        try {
            ShellSession.Outcome outcome = ShellSession.Outcome.DONE;
            while (outcome != ShellSession.Outcome.QUIT) {
                outcome = runNext();
            }
        } finally {
            terminal.handle(Terminal.Signal.INT, previous);
            terminal.flush();
        }
    }

    private ShellSession.Outcome runNext() throws IOException {
        try {
            String typed = reader.readLine(PROMPT);
            String text = SqlLineParser.isBareCommand(typed) ? "." + typed.strip() : typed;
            try (ScriptReader script = new ScriptReader(new StringReader(text), "")) {
                return session.run(script);
            } finally {
                names.forget();
            }
        } catch (UserInterruptException _) {
            return ShellSession.Outcome.DONE;
        } catch (EndOfFileException _) {
            return ShellSession.Outcome.QUIT;
        }
    }

    private void cancel() {
        try {
            session.cancel();
        } catch (SQLException error) {
            terminal.writer().println("The statement can't be cancelled: " + error.getMessage());
            terminal.flush();
        }
    }

    /// Names asked for once between two statements, since any statement may change them.
    private static final class CachedNames implements NameSource {
        private final ShellSession session;
        private @Nullable Names cached;

        CachedNames(ShellSession session) {
            this.session = session;
        }

        void forget() {
            cached = null;
        }

        @Override
        public Names names() {
            Names known = cached;
            if (known == null) {
                try {
                    known = new Names(tables(), session.functionNames());
                } catch (SQLException _) {
                    // Completion is a convenience: without an engine to ask, keywords are left.
                    known = Names.NONE;
                }
                cached = known;
            }
            return known;
        }

        private List<KnownTable> tables() throws SQLException {
            return session.columnNames().entrySet().stream()
                    .map(entry -> new KnownTable(entry.getKey().schema(), entry.getKey().name(), entry.getValue()))
                    .toList();
        }
    }
}
