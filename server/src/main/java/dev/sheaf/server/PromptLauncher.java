// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server;

import dev.sheaf.server.shell.QueryProgress;
import dev.sheaf.server.shell.ShellOutput;
import dev.sheaf.server.shell.ShellSession;
import dev.sheaf.server.shell.ShellTimers;
import dev.sheaf.server.shell.prompt.InteractiveShell;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/// Opens the process's terminal and the prompt on it. Apart from the command so that scripts never load JLine.
final class PromptLauncher {
    private PromptLauncher() {}

    static int run(ProcessConsole console, ShellOptions options, Connection connection, ShellTimers timers,
            ExitGuard guard)
            throws IOException {
        try (Terminal terminal =
                TerminalBuilder.builder().system(true).encoding(StandardCharsets.UTF_8).dumb(true).build()) {
            PrintWriter screenWriter = terminal.writer();
            ShellOutput.Screen screen = new ShellOutput.Screen(
                    true, console.outputIsTerminal(), console.colour(), () -> terminal.getSize().getColumns());
            boolean drawsProgress = console.outputIsTerminal() && !terminal.getType().startsWith(Terminal.TYPE_DUMB);
            try (ShellOutput output =
                    new ShellOutput(screenWriter, screenWriter, drawsProgress ? screenWriter : null, screen)) {
                ShellSession session = new ShellSession(connection, options.settings(console.outputIsTerminal(), true),
                        output, timers, QueryProgress::of);
                guard.watch(session);
                new InteractiveShell(terminal, session, existing(console.historyFile()), console.colour())
                        .run("Sheaf " + SheafVersion.number() + ". SQL ends with a semicolon; .help lists commands.");
            }
        }
        return 0;
    }

    /// The history's file with its folder made; null where that can't be.
    private static @Nullable Path existing(@Nullable Path file) {
        if (file == null || file.getParent() == null) {
            return file;
        }
        try {
            Files.createDirectories(file.getParent());
            return file;
        } catch (IOException _) {
            // A read-only home: the history lasts as long as the shell.
            return null;
        }
    }
}
