// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.error.SheafException;
import dev.sheaf.server.shell.ShellSession.Outcome;
import dev.sheaf.server.shell.format.OutputFormat;
import dev.sheaf.server.shell.text.ScriptReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShellSessionTest {
    private final ShellSettings settings = new ShellSettings();
    private final FakeTimers timers = new FakeTimers();
    private final StringWriter results = new StringWriter();
    private final StringWriter messages = new StringWriter();
    private Connection connection;
    private ShellSession session;

    @BeforeEach
    void connect() throws SQLException {
        connection = DriverManager.getConnection("jdbc:duckdb:");
        session = session(results, false);
        settings.setFormat(OutputFormat.CSV);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        assertEquals(0, timers.running());
    }

    @Test
    void runsStatementsInOrder() throws IOException {
        assertEquals(Outcome.DONE,
                run("CREATE TABLE t (i INTEGER); INSERT INTO t VALUES (1), (2);\nSELECT sum(i) AS s FROM t"));
        assertEquals("s\n3\n", results.toString());
        assertEquals("", messages.toString());
    }

    @Test
    void stopsAtTheFirstErrorAndSaysWhere() throws IOException {
        assertEquals(Outcome.FAILED, run("SELECT 1 AS a;\nSELECT nope;\nSELECT 2 AS b"));
        assertEquals("a\n1\n", results.toString());
        assertTrue(messages.toString().startsWith("test.sql:2: Error"), messages.toString());
        assertTrue(messages.toString().contains("nope"), messages.toString());
    }

    @Test
    void quitEndsAScript() throws IOException {
        assertEquals(Outcome.QUIT, run("SELECT 1 AS a;\n.quit\nSELECT 2 AS b"));
        assertEquals("a\n1\n", results.toString());
    }

    @Test
    void tellsPeopleHowManyRowsAndHowLong() throws IOException {
        settings.setFormat(OutputFormat.VERTICAL);
        settings.setTimerShown(true);
        run("CREATE TABLE t (i INTEGER); INSERT INTO t VALUES (1), (2); SELECT 7 AS a");
        assertEquals("2 rows changed in 0.000 s\n─[ 1 ]──────────────────────────────────\na │ 7\n1 row in 0.000 s\n",
                results.toString());
        results.getBuffer().setLength(0);
        session = session(results, true);
        run("DROP TABLE t");
        assertEquals("OK in 0.000 s\n", results.toString());
    }

    @Test
    void showsPlansUncut() throws IOException {
        settings.setFormat(OutputFormat.TABLE);
        settings.setFormatSettings(settings.formatSettings().withRowsMax(2));
        run("EXPLAIN ANALYZE SELECT 1");
        assertFalse(results.toString().contains("…"), results.toString());
        assertTrue(results.toString().lines().count() > 5, results.toString());
    }

    @Test
    void cancelStopsAResultThatStreams() throws IOException {
        ShellSession[] holder = new ShellSession[1];
        Writer cancelling = new Writer() {
            @Override
            public void write(char[] text, int offset, int length) throws IOException {
                try {
                    assertTrue(holder[0].cancel());
                } catch (SQLException error) {
                    throw new IOException(error);
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        holder[0] = session(cancelling, false);
        session = holder[0];
        assertEquals(Outcome.FAILED, run("SELECT i FROM range(1000000) t(i)"));
        assertTrue(messages.toString().contains("Error 57014: the statement was cancelled"), messages.toString());
        assertEquals(Outcome.FAILED, run("SELECT 1"), "a cancel while the next one runs is for that one");
    }

    @Test
    void cancelWithoutAStatementDoesNothing() throws Exception {
        assertFalse(session.cancel());
        assertEquals(Outcome.DONE, run("SELECT 1 AS a"));
        assertFalse(session.cancel());
    }

    @Test
    void timeoutStopsAStatement() throws IOException {
        settings.setTimeout(Duration.ofMillis(1_500));
        session = new ShellSession(connection, settings,
                new ShellOutput(results, messages, null, ShellOutput.Screen.none()), timers, _ -> {
                    timers.advance(Duration.ofMillis(1_500));
                    return QueryProgress.UNKNOWN;
                });
        assertEquals(Outcome.FAILED, run("SELECT 1"));
        assertTrue(messages.toString().contains("Error 57014: the statement took longer than 1.500 s"),
                messages.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            .nope           | Error 42601: there is no command '.nope'
            .mode xml       | Error 22023: there is no format 'xml', only table, csv
            .timer maybe    | Error 22023: 'maybe' is neither on nor off
            .maxrows -1     | Error 22023: '-1' is not a number of rows
            .maxrows x      | Error 22023: 'x' is not a number of rows
            .timeout soon   | Error 22023: 'soon' is not a length of time
            .read           | Error 22023: .read needs a file
            .read nope.sql  | Error 58P01: there is no file 'nope.sql'
            .output nope/x  | Error 58030: can't write to 'nope/x'
            .schema nope    | Error 42P01: there is no table that matches 'nope'
            .mode csv json  | Error 22023: .mode takes one argument at most
            """)
    void reportsWhatACommandCannotDo(String command, String error) throws IOException {
        assertEquals(Outcome.FAILED, run(command));
        assertTrue(messages.toString().startsWith("test.sql:1: " + error), messages.toString());
    }

    @Test
    void commandsChangeTheSettings() throws IOException {
        run(".mode TSV\n\\timing on\n.maxrows 7\n.nullvalue '- -'\n"
                + ".timeout 5m\n.headers off\n.mode\n.timeout\n.nullvalue");
        assertEquals("tsv\n5 min 0.0 s\n- -\n", results.toString());
        assertEquals(OutputFormat.TSV, settings.format());
        assertTrue(settings.timerShown());
        assertEquals(7, settings.formatSettings().rowsMax());
        assertEquals("- -", settings.formatSettings().nullText());
        assertFalse(settings.formatSettings().header());
        assertEquals(Duration.ofMinutes(5), settings.timeout());
        run("\\x\n.timer;\n.timeout 0");
        assertEquals(OutputFormat.VERTICAL, settings.format());
        assertFalse(settings.timerShown());
        assertEquals(Duration.ZERO, settings.timeout());
    }

    @Test
    void listsTablesAndColumns() throws Exception {
        run("CREATE TABLE ant (i INTEGER NOT NULL, d DECIMAL(9,2));"
                + "CREATE VIEW bee AS SELECT 1 AS x;\n.tables\n\\d an*");
        assertEquals("""
                schema,name,type
                main,ant,table
                main,bee,view
                schema,table,column,type,nullable
                main,ant,i,INTEGER,no
                main,ant,d,"DECIMAL(9,2)",yes
                """, results.toString().replace("base table", "table"));
        assertEquals(Map.of(new ShellSession.TableName("main", "ant"), List.of("i", "d")),
                Map.of(new ShellSession.TableName("main", "ant"),
                        session.columnNames().get(new ShellSession.TableName("main", "ant"))));
        results.getBuffer().setLength(0);
        run(".tables main.B%");
        assertEquals("schema,name,type\nmain,bee,view\n", results.toString());
    }

    @Test
    void helpNamesEveryCommand() throws IOException {
        run("\\?");
        for (ShellCommand command : ShellCommand.values()) {
            assertTrue(results.toString().contains("." + command.longName()), command.toString());
        }
    }

    @Test
    void readsFilesAndWritesResultsToFiles(@TempDir Path folder) throws IOException {
        Path script = Files.writeString(folder.resolve("a.sql"), "SELECT 1 AS a;\nSELECT nope;");
        Path output = folder.resolve("out put.csv");
        assertEquals(Outcome.FAILED, run(".output '" + output + "'\n.read " + script));
        assertEquals("", results.toString());
        assertTrue(messages.toString().startsWith(script + ":2: Error"), messages.toString());
        run("SELECT 2 AS b;\n.output\nSELECT 3 AS c;");
        assertEquals("a\n1\nb\n2\n", Files.readString(output));
        assertEquals("c\n3\n", results.toString());
    }

    @Test
    void aFileThatReadsItselfEnds(@TempDir Path folder) throws IOException {
        Path script = folder.resolve("loop.sql");
        Files.writeString(script, ".read " + script);
        assertEquals(Outcome.FAILED, run(".read " + script));
        assertTrue(messages.toString().contains("files read one another more than 16 deep"), messages.toString());
    }

    @Test
    void aFileThatIsNoTextIsReported(@TempDir Path folder) throws IOException {
        Path script = folder.resolve("binary.sql");
        Files.write(script, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        SheafException error = assertThrows(SheafException.class, () -> session.runFile(script));
        assertEquals("22P04", error.sqlState());
    }

    private ShellSession session(Writer out, boolean interactive) {
        ShellOutput.Screen screen = new ShellOutput.Screen(interactive, interactive, false, () -> 80);
        return new ShellSession(connection, settings, new ShellOutput(out, messages, null, screen), timers,
                _ -> QueryProgress.UNKNOWN);
    }

    private Outcome run(String script) throws IOException {
        return session.run(new ScriptReader(new StringReader(script), "test.sql"));
    }
}
