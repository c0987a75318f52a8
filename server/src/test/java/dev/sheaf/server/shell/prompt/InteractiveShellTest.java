// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.task.ScanProgress;
import dev.sheaf.server.shell.EagerTimers;
import dev.sheaf.server.shell.FakeTimers;
import dev.sheaf.server.shell.QueryProgress;
import dev.sheaf.server.shell.ShellOutput;
import dev.sheaf.server.shell.ShellSession;
import dev.sheaf.server.shell.ShellSettings;
import dev.sheaf.server.shell.ShellTimers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class InteractiveShellTest {
    private final StringWriter results = new StringWriter();
    private final StringWriter messages = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void runsWhatIsTypedUntilTheInputEnds() throws Exception {
        type("SELECT 1 AS a;\nSELECT\n2\nAS b\n;\n", _ -> QueryProgress.UNKNOWN);
        assertTrue(results.toString().contains("│       1 │"), results.toString());
        assertTrue(results.toString().contains("│       2 │"), results.toString());
        assertEquals("", messages.toString());
    }

    @Test
    void goesOnAfterAnError() throws Exception {
        type("SELECT nope;\n.nope\nSELECT 2 AS b;\n", _ -> QueryProgress.UNKNOWN);
        assertTrue(messages.toString().contains("nope"), messages.toString());
        assertTrue(messages.toString().contains("there is no command '.nope'"), messages.toString());
        assertTrue(results.toString().contains("│       2 │"), results.toString());
    }

    @Test
    void leavesAtQuit() throws Exception {
        type("SELECT 1 AS a;\nquit\nSELECT 2 AS b;\n", _ -> QueryProgress.UNKNOWN);
        assertTrue(results.toString().contains("│       1 │"), results.toString());
        assertFalse(results.toString().contains("│       2 │"), results.toString());
    }

    @Test
    void interruptCancelsTheStatementAndNotTheShell() throws Exception {
        int[] statements = new int[1];
        type("SELECT 1 AS a;\nSELECT 2 AS b;\n", terminal -> {
            if (statements[0]++ == 0) {
                terminal.raise(Terminal.Signal.INT);
            }
            return QueryProgress.UNKNOWN;
        });
        assertEquals("Error 57014: the statement was cancelled\n", messages.toString());
        assertFalse(results.toString().contains("│       1 │"), results.toString());
        assertTrue(results.toString().contains("│       2 │"), results.toString());
    }

    /// Ctrl-C comes when the query has read rows, so that it certainly runs; it would for hours.
    @Test
    void interruptEndsAQueryOfTheEngineThatRuns() throws Exception {
        AtomicBoolean raised = new AtomicBoolean();
        String sql = """
                SELECT count(*) FROM range(10000000000) r(i), range(1000) s(j) WHERE i + j < 0;
                SELECT 2 AS b;
                """;
        StringWriter bar = new StringWriter();
        try (Connection connection = DriverManager.getConnection("jdbc:sheaf:?workers=2&threads=1&memory=256MB");
                Terminal terminal = terminal(sql)) {
            Function<Statement, QueryProgress> progress = statement -> {
                QueryProgress ofEngine = QueryProgress.of(statement);
                return () -> {
                    ScanProgress scanned = ofEngine.scanned();
                    if (scanned.rowCount() > 0 && !raised.getAndSet(true)) {
                        terminal.raise(Terminal.Signal.INT);
                    }
                    return scanned;
                };
            };
            run(connection, terminal, bar, new EagerTimers(), progress);
        }
        assertEquals("Error 57014: the statement was cancelled\n", messages.toString());
        assertTrue(results.toString().contains("│       2 │"), results.toString());
        assertTrue(raised.get());
        assertTrue(bar.toString().contains(" read, "), bar.toString());
    }

    @Test
    void remembersWhatWasTyped() throws Exception {
        type("SELECT 1 AS a;\nSELECT\n2 AS b;\n", _ -> QueryProgress.UNKNOWN);
        String history = Files.readString(folder.resolve("history"));
        assertTrue(history.contains("SELECT 1 AS a;"), history);
        assertTrue(history.contains("2 AS b;"), history);
    }

    private void type(String text, Function<Terminal, QueryProgress> progress) throws IOException, SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Terminal terminal = terminal(text)) {
            run(connection, terminal, null, new FakeTimers(), _ -> progress.apply(terminal));
        }
    }

    private static Terminal terminal(String typed) throws IOException {
        ByteArrayInputStream input = new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
        return new DumbTerminal("test", "dumb", input, new ByteArrayOutputStream(), StandardCharsets.UTF_8);
    }

    private void run(
            Connection connection,
            Terminal terminal,
            Writer bar,
            ShellTimers timers,
            Function<Statement, QueryProgress> progress)
            throws IOException {
        ShellOutput output =
                new ShellOutput(results, messages, bar, new ShellOutput.Screen(true, true, false, () -> 80));
        ShellSession session = new ShellSession(connection, new ShellSettings(), output, timers, progress);
        new InteractiveShell(terminal, session, folder.resolve("history"), false).run("Hello.");
    }
}
