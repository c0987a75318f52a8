// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.jline.reader.EOFError;
import org.jline.reader.Parser.ParseContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlLineParserTest {
    private final SqlLineParser parser = new SqlLineParser();

    @ParameterizedTest
    @ValueSource(strings = {"", "SELECT 1;", "SELECT\n1;", ".tables", "\\d t", "quit", " Exit ", "SELECT ';';"})
    void acceptsWhatCanRun(String line) {
        assertEquals(line, parser.parse(line, line.length(), ParseContext.ACCEPT_LINE).line());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT 1", "SELECT ';", "quit now", "SELECT 1; SELECT", "SELECT\n.5"})
    void asksForMore(String line) {
        assertThrows(EOFError.class, () -> parser.parse(line, line.length(), ParseContext.ACCEPT_LINE));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '~', textBlock = """
            SELECT na|             ~ na
            SELECT na|me FROM t    ~ name
            SELECT t.na|           ~ na
            SELECT |               ~ ``
            FROM 'data/fl|         ~ data/fl
            FROM '|                ~ ``
            .mod|                  ~ .mod
            .read data/fl|         ~ data/fl
            """)
    void findsTheWordAtTheCursor(String line, String word) {
        int cursor = line.indexOf('|');
        assertEquals(word, parser.parse(line.replace("|", ""), cursor, ParseContext.COMPLETE).word());
    }
}
