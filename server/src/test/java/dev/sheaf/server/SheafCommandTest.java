// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SheafCommandTest {
    private final StringWriter results = new StringWriter();
    private final StringWriter messages = new StringWriter();
    private final Properties properties = new Properties();

    @Test
    void answersStatementsOfAnOption() {
        assertEquals(0, run("", "-c", "SELECT 1 AS a, CAST(NULL AS INTEGER) AS n"));
        assertEquals("""
                ┌─────────┬─────────┐
                │       a │       n │
                │ integer │ integer │
                ├─────────┼─────────┤
                │       1 │    NULL │
                └─────────┴─────────┘
                1 row
                """, results.toString());
        assertEquals("", messages.toString());
    }

    @Test
    void runsOptionsAndFilesInTheirOrder(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("b.sql"), "SELECT 'b' AS x");
        assertEquals(0, run("SELECT 'd' AS x", "--format=tsv", "--no-header", "-c", "SELECT 'a' AS x", "-f",
                file.toString(), "-c", "SELECT 'c' AS x", "-f", "-"));
        assertEquals("a\nb\nc\nd\n", results.toString());
    }

    @Test
    void readsStandardInputWhereNothingElseIsGiven() {
        assertEquals(0, run("SELECT '漢' AS x;\n.mode json\nSELECT 2 AS y", "--format", "csv"));
        assertEquals("x\n漢\n[{\"y\":2}]\n", results.toString());
    }

    @Test
    void stopsAtTheFirstErrorWithCodeOne() {
        assertEquals(1, run("", "--format", "csv", "-c", "SELECT 1 AS a", "-c", "SELEC 2", "-c", "SELECT 3 AS c"));
        assertEquals("a\n1\n", results.toString());
        assertTrue(messages.toString().startsWith("Error"), messages.toString());
        assertTrue(messages.toString().contains("LINE 1: SELEC 2"), messages.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --format=xml    | Error: Invalid value for option '--format': 'xml' is none of table, csv
            --workers=0     | Error: Invalid value for option '--workers': '0' is not a number from 1 to 1000
            --threads=many  | Error: Invalid value for option '--threads': 'many' is not a number from 1 to 1000
            --memory=lots   | Error: Invalid value for option '--memory': 'lots' is not a size
            --timeout=soon  | Error: Invalid value for option '--timeout': 'soon' is not a length of time
            --nope          | Error: Unknown option: '--nope'
            nope            | Error: Unmatched argument at index 0: 'nope'
            -c              | Error: Missing required parameter for option '--command'
            """)
    void refusesOptionsThatMakeNoSense(String option, String message) {
        assertEquals(1, run("", option));
        assertTrue(messages.toString().startsWith(message), messages.toString());
        assertEquals("", results.toString());
    }

    @Test
    void aMissingFileIsAnError() {
        assertEquals(1, run("", "-f", "nope.sql"));
        assertEquals("Error 58P01: there is no file 'nope.sql'\n", messages.toString());
    }

    @Test
    void anEngineThatIsNotThereIsAnError() {
        int exitCode = command("", (url, _) -> {
            throw new SQLException("nobody listens at " + url, "08001");
        }, results).run("--url", "jdbc:sheaf://nowhere", "-c", "SELECT 1");
        assertEquals(1, exitCode);
        assertEquals("Error 08001: nobody listens at jdbc:sheaf://nowhere\n", messages.toString());
    }

    @Test
    void handsTheSizeOfTheEngineToTheDriver() {
        run("", "--workers", "3", "--threads", "2", "--memory", "1.5GB", "-c", "SELECT 1");
        assertEquals(Map.of("workers", "3", "threads", "2", "memory", "1.5GB"), properties);
    }

    @Test
    @Timeout(60)
    void timeoutEndsAStatementThatWouldRunForHours() {
        assertEquals(1, run("", "--timeout", "100ms", "-c", """
                SELECT sum((a.i * b.i * c.i) % 7)
                FROM range(100000) a(i), range(100000) b(i), range(100000) c(i)"""));
        assertEquals("Error 57014: the statement took longer than 0.100 s\n", messages.toString());
    }

    @Test
    void limitsAndNullTextReachTheTable() {
        assertEquals(0, run("", "--max-rows", "2", "--null", "-", "-c",
                "SELECT CASE WHEN i > 0 THEN i END AS i FROM range(9) t(i) ORDER BY 1 NULLS FIRST"));
        assertEquals("│      - │", results.toString().lines().skip(4).findFirst().orElse(""));
        assertTrue(results.toString().endsWith("9 rows (2 shown)\n"), results.toString());
    }

    @Test
    void aReaderThatLeavesEndsTheCommandQuietly() {
        Writer broken = new Writer() {
            @Override
            public void write(char[] text, int offset, int length) throws IOException {
                throw new IOException("Broken pipe");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        assertEquals(1, command("", this::connect, broken).run("-c", "SELECT 1"));
        assertEquals("", messages.toString());
    }

    @Test
    void explainsItself() {
        assertEquals(0, run("", "--help"));
        assertTrue(results.toString().contains("--workers"), results.toString());
        results.getBuffer().setLength(0);
        assertEquals(0, run("", "--version"));
        assertTrue(results.toString().matches("sheaf \\S+ \\(Java .*\\)\\R"), results.toString());
    }

    private int run(String input, String... arguments) {
        return command(input, this::connect, results).run(arguments);
    }

    private SheafCommand command(String input, EngineOptions.Connector connector, Writer out) {
        ProcessConsole console =
                new ProcessConsole(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), out,
                        messages, false, false, false, 0, Map.of());
        return new SheafCommand(console, new DaemonTimers(), connector);
    }

    private java.sql.Connection connect(String url, Properties given) throws SQLException {
        assertEquals("jdbc:sheaf:", url);
        properties.putAll(given);
        return DriverManager.getConnection("jdbc:duckdb:");
    }
}
