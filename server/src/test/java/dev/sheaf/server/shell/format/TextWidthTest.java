// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TextWidthTest {
    @Test
    void countsColumnsNotCharacters() {
        assertEquals(0, TextWidth.of(""));
        assertEquals(5, TextWidth.of("plain"));
        assertEquals(6, TextWidth.of("漢字ab"));
        assertEquals(1, TextWidth.of("e\u0301"));
        assertEquals(2, TextWidth.of("🙂"));
    }

    @Test
    void cutsAtWholeCharacters() {
        assertEquals("abc", TextWidth.fit("abc", 3));
        assertEquals("ab…", TextWidth.fit("abcd", 3));
        assertEquals("…", TextWidth.fit("abcd", 1));
        assertEquals("漢…", TextWidth.fit("漢字漢字", 4));
        for (int columns = 1; columns < 20; columns++) {
            assertTrue(TextWidth.of(TextWidth.fit("a漢🙂e\u0301bc漢字漢字", columns)) <= columns, "at " + columns);
        }
    }

    @Test
    void putsControlCharactersIntoEscapes() {
        assertEquals("a\\nb\\tc\\rd\\u001be", TextWidth.singleLine("a\nb\tc\rd\u001be"));
    }
}
