// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SqlLexerTest {
    @Test
    void tellsTokensApart() {
        assertEquals(
                List.of("WORD:SELECT", "WORD:a1_b", "SYMBOL:,", "NUMBER:1.5e-3", "SYMBOL:,", "STRING:'it''s'",
                        "SYMBOL:,",
                        "QUOTED_NAME:\"odd \"\"name\"", "WORD:FROM", "WORD:t", "SEMICOLON:;"),
                tokens("SELECT a1_b, 1.5e-3, 'it''s', \"odd \"\"name\" FROM t;"));
    }

    @Test
    void semicolonsInsideQuotesAndCommentsBelongToThem() {
        assertEquals(
                List.of("STRING:'a;b'", "QUOTED_NAME:\"c;d\"", "COMMENT:-- e;f", "COMMENT:/* g;\n h */", "SEMICOLON:;"),
                tokens("'a;b' \"c;d\" -- e;f\n/* g;\n h */;"));
    }

    @Test
    void blockCommentsDoNotNest() {
        assertEquals(List.of("COMMENT:/* a /* b */", "WORD:c"), tokens("/* a /* b */ c"));
    }

    @Test
    void dollarQuotesCloseAtTheirOwnTag() {
        assertEquals(List.of("STRING:$$ it's; $$", "STRING:$x$ $$;$y$ $x$", "SEMICOLON:;"),
                tokens("$$ it's; $$ $x$ $$;$y$ $x$;"));
        assertEquals(List.of("SYMBOL:$", "NUMBER:1"), tokens("$1"));
    }

    @Test
    void backslashesEscapeInEscapeStringsOnly() {
        assertEquals(List.of("STRING:E'it\\'s;'", "SEMICOLON:;"), tokens("E'it\\'s;';"));
        assertEquals(List.of("STRING:'path\\'", "SEMICOLON:;"), tokens("'path\\';"));
    }

    @Test
    void numbersMayBeginWithAPointButWordsMayNotBeginWithADigit() {
        assertEquals(List.of("NUMBER:.5", "NUMBER:12", "WORD:abc", "WORD:t", "SYMBOL:.", "WORD:c"),
                tokens(".5 12abc t.c"));
    }

    @Test
    void carriesOpenConstructsOverLineEnds() {
        for (String text : List.of("'a\nb;c'", "\"a\nb;c\"", "/* a\nb;c*/", "$q$ a\nb;c$q$", "E'a\\\nb;\\'c'")) {
            int lineEnd = text.indexOf('\n') + 1;
            SqlLexer first = new SqlLexer(text.substring(0, lineEnd));
            assertTrue(first.advance(), text);
            assertFalse(first.advance(), text);
            assertFalse(first.open().isNothing(), text);
            SqlLexer second = new SqlLexer(text.substring(lineEnd), first.open());
            assertTrue(second.advance(), text);
            assertTrue(second.open().isNothing(), text);
            assertFalse(second.advance(), text);
        }
    }

    @Test
    void endsWithinAnUnclosedConstruct() {
        for (String text : List.of("'", "\"a", "/*", "$$", "E'\\")) {
            SqlLexer lexer = new SqlLexer(text);
            assertTrue(lexer.advance(), text);
            assertEquals(text.length(), lexer.end(), text);
            assertFalse(lexer.advance(), text);
        }
    }

    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        SqlLexer lexer = new SqlLexer(text);
        while (lexer.advance()) {
            tokens.add(lexer.kind() + ":" + text.substring(lexer.start(), lexer.end()));
        }
        return tokens;
    }
}
