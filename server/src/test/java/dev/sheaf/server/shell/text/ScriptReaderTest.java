// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.planner.sql.StatementSplitter;
import dev.sheaf.server.shell.text.ScriptItem.CommandLine;
import dev.sheaf.server.shell.text.ScriptItem.SqlStatement;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScriptReaderTest {
    @Test
    void cutsStatementsAtSemicolons() throws IOException {
        assertEquals(List.of(statement("SELECT 1", 1, 1), statement("SELECT\n  2", 1, 11), statement("SELECT 3", 3, 2)),
                items("SELECT 1; SELECT\n  2\n;SELECT 3"));
    }

    @Test
    void leavesOutEmptyStatementsAndCommentsBetweenStatements() throws IOException {
        assertEquals(List.of(), items(""));
        assertEquals(List.of(), items(" ;\n;; -- nothing; at all\n/* ; */ ;"));
        assertEquals(List.of(statement("SELECT /* kept */ 1 -- kept", 3, 1)),
                items("-- a title\n/* more */\nSELECT /* kept */ 1 -- kept\n;"));
    }

    @Test
    void keepsSemicolonsThatAreText() throws IOException {
        assertEquals(List.of(statement("SELECT ';\n;' || $$;$$, \";\"", 1, 1), statement("SELECT 2", 2, 19)),
                items("SELECT ';\n;' || $$;$$, \";\"; SELECT 2;"));
    }

    @Test
    void handsOverAnUnclosedQuoteForTheEngineToReport() throws IOException {
        assertEquals(List.of(statement("SELECT 'a; b", 1, 1)), items("SELECT 'a; b\n"));
    }

    @Test
    void takesCommandsOnlyWhereAStatementMayBegin() throws IOException {
        assertEquals(
                List.of(new CommandLine(".mode csv", new ScriptPosition("script.sql", 1, 1)),
                        statement("SELECT 1\n.5", 2, 1),
                        new CommandLine("\\q", new ScriptPosition("script.sql", 5, 1)),
                        statement(".5", 6, 1)),
                items("  .mode csv\nSELECT 1\n.5\n;\n\\q\n.5"));
        assertEquals(List.of(statement("SELECT '\n.tables\n'", 1, 1)), items("SELECT '\n.tables\n'"));
        assertEquals(List.of(), items("/*\n.tables\n*/"));
    }

    @Test
    void keepsCarriageReturnsOfLiterals() throws IOException {
        assertEquals(List.of(statement("SELECT 'a\r\nb'", 1, 1)), items("SELECT 'a\r\nb';\r\n"));
    }

    @Test
    void readsNoFurtherThanTheLineThatEndsAStatement() throws IOException {
        Reader endless = new Reader() {
            private final String start = "SELECT 1;\n";
            private int position;

            @Override
            public int read() {
                if (position == start.length()) {
                    throw new AssertionError("read past the first statement");
                }
                return start.charAt(position++);
            }

            @Override
            public int read(char[] buffer, int offset, int length) {
                buffer[offset] = (char) read();
                return 1;
            }

            @Override
            public boolean ready() {
                return false;
            }

            @Override
            public void close() {}
        };
        try (ScriptReader reader = new ScriptReader(endless, "script.sql")) {
            assertEquals(statement("SELECT 1", 1, 1), reader.next());
        }
    }

    @Test
    void refusesStatementsThatWouldFillTheHeap() throws IOException {
        Reader endless = new Reader() {
            @Override
            public int read(char[] buffer, int offset, int length) {
                java.util.Arrays.fill(buffer, offset, offset + length, 'x');
                return length;
            }

            @Override
            public void close() {}
        };
        try (ScriptReader reader = new ScriptReader(endless, "endless.sql", 1_000)) {
            IOException error = assertThrows(IOException.class, reader::next);
            assertTrue(error.getMessage().startsWith("endless.sql:1: a statement is longer than"), error.getMessage());
        }
    }

    @Test
    void knowsWhenTypedTextCanRun() {
        for (String whole : List.of("", "SELECT 1;", "SELECT 1; -- done", ";", "/* a */", "SELECT ';'\n;  ")) {
            assertTrue(ScriptReader.isComplete(whole), whole);
        }
        for (String part : List.of("SELECT 1", "SELECT 1; SELECT", "SELECT ';", "SELECT 1 -- ;", "SELECT $$;",
                "/* ;")) {
            assertFalse(ScriptReader.isComplete(part), part);
        }
    }

    /// The planner cuts texts that come as a whole; the shell must never cut them elsewhere.
    @Test
    void cutsWhereThePlannerCuts() throws IOException {
        List<String> pieces =
                List.of(";", "'", "''", "\"", "--", "\n", "/*", "*/", "$$", "$a$", "$", "E'", "e", "x\\", " ",
                        "SELECT", "1", "1.5e3", "x", "_", "é", "1.");
        Random random = new Random(20260101);
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder("a");
            for (int i = random.nextInt(12); i >= 0; i--) {
                text.append(pieces.get(random.nextInt(pieces.size())));
            }
            String script = text.toString();
            assertEquals(StatementSplitter.split(script).stream().map(statement -> tail(statement.text())).toList(),
                    items(script).stream().map(item -> tail(((SqlStatement) item).text())).toList(),
                    "round " + round + ": " + script);
        }
    }

    /// The statement from its first token on, as the shell hands it over; the planner keeps leading comments.
    private static String tail(String statement) {
        SqlLexer lexer = new SqlLexer(statement);
        while (lexer.advance()) {
            if (lexer.kind() != TokenKind.COMMENT) {
                return statement.substring(lexer.start());
            }
        }
        return "";
    }

    @Test
    void mapsPlacesInAStatementToPlacesInTheScript() {
        ScriptPosition position = new ScriptPosition("script.sql", 10, 5);
        assertEquals(new ScriptPosition("script.sql", 10, 12), position.plus(1, 8));
        assertEquals(new ScriptPosition("script.sql", 12, 3), position.plus(3, 3));
        assertEquals("script.sql:10", position.toString());
        assertEquals("line 10", new ScriptPosition("", 10, 5).toString());
    }

    private static SqlStatement statement(String text, int line, int column) {
        return new SqlStatement(text, new ScriptPosition("script.sql", line, column));
    }

    private static List<ScriptItem> items(String text) throws IOException {
        List<ScriptItem> items = new ArrayList<>();
        try (ScriptReader reader = new ScriptReader(new StringReader(text), "script.sql")) {
            ScriptItem item = reader.next();
            while (item != null) {
                items.add(item);
                item = reader.next();
            }
            assertNull(reader.next());
        }
        return items;
    }
}
