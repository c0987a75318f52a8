// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell;

import dev.sheaf.server.shell.format.FormatSettings;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/// Where results, remarks and errors go, and whether a terminal is there. Used from the thread that runs statements.
public final class ShellOutput implements AutoCloseable {
    private final Writer standardResults;
    private final Writer messages;
    private final @Nullable Writer progress;
    private final Screen screen;
    private @Nullable Writer file;

    /// What reads the results when they go nowhere else.
    ///
    /// @param interactive   whether a person types the statements
    /// @param terminal      whether results go to a terminal
    /// @param colour        whether that terminal shows ANSI colours
    /// @param windowColumns the terminal's present width; 0 for no limit
    public record Screen(boolean interactive, boolean terminal, boolean colour, IntSupplier windowColumns) {
        /// A pipe or a file.
        public static Screen none() {
            return new Screen(false, false, false, () -> 0);
        }
    }

    /// @param standardResults results, until they are sent to a file
    /// @param messages        errors and warnings
    /// @param progress        the terminal that progress bars are drawn on, or null for none
    public ShellOutput(Writer standardResults, Writer messages, @Nullable Writer progress, Screen screen) {
        this.standardResults = standardResults;
        this.messages = messages;
        this.progress = progress;
        this.screen = screen;
    }

    /// The settings for where results go now: a file gets every row at full width.
    FormatSettings fit(FormatSettings settings) {
        return file != null || !screen.terminal()
                ? settings.withWindowColumns(0).withColour(false).withRowsMax(file != null ? 0 : settings.rowsMax())
                : settings.withWindowColumns(screen.windowColumns().getAsInt()).withColour(screen.colour());
    }

    /// Where results go now.
    Writer results() {
        return file == null ? standardResults : file;
    }

    /// Where lines about results go: never among data in a file.
    Writer remarks() {
        return standardResults;
    }

    Writer messages() {
        return messages;
    }

    boolean interactive() {
        return screen.interactive();
    }

    boolean resultsOnTerminal() {
        return file == null && screen.terminal();
    }

    @Nullable ProgressBar progressBar(QueryProgress queryProgress, ShellTimers timers) {
        return progress == null ? null : new ProgressBar(progress, queryProgress, timers);
    }

    /// Sends results to a file, which is emptied first.
    void redirect(Path path) throws IOException {
        Writer opened = Files.newBufferedWriter(path);
        closeFile();
        file = opened;
    }

    /// Sends results to where they went at first.
    void restore() throws IOException {
        closeFile();
    }

    private void closeFile() throws IOException {
        Writer open = file;
        file = null;
        if (open != null) {
            open.close();
        }
    }

    /// Closes the file that results went to, if any, and flushes the rest.
    @Override
    public void close() throws IOException {
        closeFile();
        standardResults.flush();
        messages.flush();
    }
}
