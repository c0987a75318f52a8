// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The process's three streams, which of them are terminals, and the environment variables that matter to a shell.
///
/// A JVM can tell only whether both input and output are terminals. The launcher knows each and says so in the system
/// property `sheaf.terminals`, as the digits of the file descriptors that are.
///
/// @param results       standard output
/// @param messages      standard error
/// @param windowColumns the terminal's width; 0 where it isn't known
record ProcessConsole(
        InputStream input,
        Writer results,
        Writer messages,
        boolean inputIsTerminal,
        boolean outputIsTerminal,
        boolean errorIsTerminal,
        int windowColumns,
        Map<String, String> environment) {
    private static final int BUFFER_BYTES = 1 << 16;

    /// The console of this process. Text is UTF-8 whatever the locale, as files of SQL and results are.
    static ProcessConsole ofProcess() {
        String terminals = System.getProperty("sheaf.terminals", guess());
        return new ProcessConsole(new FileInputStream(FileDescriptor.in),
                writer(new FileOutputStream(FileDescriptor.out)),
                writer(new FileOutputStream(FileDescriptor.err)), terminals.contains("0"), terminals.contains("1"),
                terminals.contains("2"), Integer.getInteger("sheaf.terminal.columns", 0), System.getenv());
    }

    private static String guess() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent() ? "012" : "";
    }

    private static Writer writer(OutputStream stream) {
        return new java.io.BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), BUFFER_BYTES);
    }

    /// Whether coloured text is welcome on a terminal.
    boolean colour() {
        return environment.getOrDefault("NO_COLOR", "").isEmpty() && !"dumb".equals(environment.get("TERM"));
    }

    /// The file that keeps the prompt's history; null where there is no home for it.
    @Nullable Path historyFile() {
        String chosen = environment.get("SHEAF_HISTORY");
        if (chosen != null) {
            return chosen.isEmpty() ? null : Path.of(chosen);
        }
        String state = environment.get("XDG_STATE_HOME");
        if (state != null && !state.isEmpty()) {
            return Path.of(state, "sheaf", "history");
        }
        String home = environment.get("HOME");
        return home == null || home.isEmpty() ? null : Path.of(home, ".local", "state", "sheaf", "history");
    }

    void flush() throws IOException {
        results.flush();
        messages.flush();
    }
}
