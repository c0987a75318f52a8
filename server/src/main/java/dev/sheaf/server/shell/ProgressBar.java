// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell;

import dev.sheaf.core.task.ScanProgress;
import dev.sheaf.server.shell.format.ResultSummary;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Draws how far a statement has come on the last line of a terminal, once it has run for half a second, and wipes it
/// away before anything else is written there.
///
/// One bar serves one statement. [#close] may come from another thread than the timer's, and more than once.
final class ProgressBar implements AutoCloseable {
    private static final Duration DELAY = Duration.ofMillis(500);
    private static final Duration PERIOD = Duration.ofMillis(100);
    private static final String[] EIGHTHS = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    private static final int BAR_COLUMNS = 30;
    private static final String WIPE = "\r\u001b[K";

    private final Writer terminal;
    private final QueryProgress progress;
    private final ShellTimers timers;
    private final long startNanos;
    private final ShellTimers.Timer timer;
    private boolean drawn;
    private boolean closed;
    private double shownFraction;

    /// @param terminal where the bar is drawn; written to under this bar's lock
    ProgressBar(Writer terminal, QueryProgress progress, ShellTimers timers) {
        this.terminal = terminal;
        this.progress = progress;
        this.timers = timers;
        this.startNanos = timers.nanoTime();
        this.timer = timers.every(DELAY, PERIOD, this::draw);
    }

    private synchronized void draw() {
        if (closed) {
            return;
        }
        try {
            terminal.append(WIPE).append(line(timers.nanoTime() - startNanos)).flush();
            drawn = true;
        } catch (IOException _) {
            // The terminal is gone: the statement's own output will say so.
            closed = true;
        }
    }

    private String line(long elapsedNanos) {
        ScanProgress scanned = progress.scanned();
        double fraction = scanned.fraction();
        long rowCount = scanned.rowCount();
        String rest = (rowCount == 0 ? "" : ResultSummary.count(rowCount, "row") + " read, ")
                + String.format(Locale.ROOT, "%.1f s", elapsedNanos / 1e9) + " (Ctrl-C cancels)";
        if (Double.isNaN(fraction)) {
            return "running: " + rest;
        }
        // Estimates may fall when a plan turns out larger than thought; a bar that runs backwards helps nobody.
        shownFraction = Math.clamp(fraction, shownFraction, 1.0);
        return bar(shownFraction) + String.format(Locale.ROOT, " %3d%%  ", (int) (shownFraction * 100)) + rest;
    }

    private static String bar(double fraction) {
        int eighths = (int) (fraction * BAR_COLUMNS * 8);
        String full = "█".repeat(eighths / 8) + EIGHTHS[eighths % 8];
        return "▕" + full + " ".repeat(BAR_COLUMNS - full.length()) + "▏";
    }

    /// Wipes the bar away; nothing is drawn after this returns.
    @Override
    public void close() throws IOException {
        timer.stop();
        synchronized (this) {
            if (drawn) {
                drawn = false;
                terminal.append(WIPE).flush();
            }
            closed = true;
        }
    }

    /// A writer to the same terminal that closes the bar before the first text.
    static Writer closingAtFirstText(Writer out, @Nullable ProgressBar bar) {
        return bar == null ? out : new ClosingWriter(out, bar);
    }

    private static final class ClosingWriter extends Writer {
        private final Writer out;
        private @Nullable ProgressBar bar;

        ClosingWriter(Writer out, ProgressBar bar) {
            this.out = out;
            this.bar = bar;
        }

        @Override
        public void write(char[] characters, int offset, int length) throws IOException {
            closeBar();
            out.write(characters, offset, length);
        }

        @Override
        public void write(String text, int offset, int length) throws IOException {
            closeBar();
            out.write(text, offset, length);
        }

        private void closeBar() throws IOException {
            if (bar != null) {
                bar.close();
                bar = null;
            }
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        /// The terminal stays open.
        @Override
        public void close() throws IOException {
            out.flush();
        }
    }
}
