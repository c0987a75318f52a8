// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.task.ScanProgress;
import java.io.StringWriter;
import java.io.Writer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
    private static final String WIPE = "\r\u001b[K";

    private final FakeTimers timers = new FakeTimers();
    private final StringWriter terminal = new StringWriter();
    private final FakeProgress progress = new FakeProgress();

    @Test
    void quickStatementsDrawNothing() throws Exception {
        try (ProgressBar _ = new ProgressBar(terminal, progress, timers)) {
            timers.advance(Duration.ofMillis(499));
        }
        assertEquals("", terminal.toString());
        assertEquals(0, timers.running());
    }

    @Test
    void drawsAfterHalfASecondAndThenTenTimesASecond() throws Exception {
        progress.scanned = new ScanProgress(1_234_567, 3, 6);
        try (ProgressBar _ = new ProgressBar(terminal, progress, timers)) {
            timers.advance(Duration.ofMillis(500));
            assertEquals(
                    WIPE + "▕" + "█".repeat(15) + " ".repeat(15)
                            + "▏  50%  1,234,567 rows read, 0.5 s (Ctrl-C cancels)",
                    terminal.toString());
            terminal.getBuffer().setLength(0);
            timers.advance(Duration.ofSeconds(1));
            assertEquals(10, terminal.toString().split(WIPE.replace("[", "\\["), -1).length - 1);
            terminal.getBuffer().setLength(0);
        }
        assertEquals(WIPE, terminal.toString());
        timers.advance(Duration.ofSeconds(1));
        assertEquals(WIPE, terminal.toString());
    }

    @Test
    void neverRunsBackwardsOrPastTheEnd() throws Exception {
        try (ProgressBar _ = new ProgressBar(terminal, progress, timers)) {
            progress.scanned = new ScanProgress(0, 9, 10);
            timers.advance(Duration.ofMillis(500));
            terminal.getBuffer().setLength(0);
            progress.scanned = new ScanProgress(0, 9, 40);
            timers.advance(Duration.ofMillis(100));
            assertTrue(terminal.toString().contains(" 90%"), terminal.toString());
            terminal.getBuffer().setLength(0);
            progress.scanned = new ScanProgress(0, 17, 10);
            timers.advance(Duration.ofMillis(100));
            assertTrue(terminal.toString().contains(" 100%"), terminal.toString());
        }
    }

    @Test
    void showsTimeWhereNothingElseIsKnown() throws Exception {
        try (ProgressBar _ = new ProgressBar(terminal, QueryProgress.UNKNOWN, timers)) {
            timers.advance(Duration.ofMillis(500));
            assertEquals(WIPE + "running: 0.5 s (Ctrl-C cancels)", terminal.toString());
        }
    }

    @Test
    void isWipedBeforeTheFirstText() throws Exception {
        ProgressBar bar = new ProgressBar(terminal, progress, timers);
        Writer out = ProgressBar.closingAtFirstText(terminal, bar);
        timers.advance(Duration.ofMillis(500));
        terminal.getBuffer().setLength(0);
        out.append("a row\n");
        timers.advance(Duration.ofMillis(500));
        out.append("another\n");
        assertEquals(WIPE + "a row\nanother\n", terminal.toString());
        assertEquals(0, timers.running());
    }

    private static final class FakeProgress implements QueryProgress {
        private ScanProgress scanned = ScanProgress.NONE;

        @Override
        public ScanProgress scanned() {
            return scanned;
        }
    }
}
