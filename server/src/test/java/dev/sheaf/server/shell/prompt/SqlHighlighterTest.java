// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;

class SqlHighlighterTest {
    private final SqlHighlighter highlighter = new SqlHighlighter();

    @Test
    void coloursKeywordsLiteralsAndComments() {
        AttributedString coloured = highlighter.highlight(null, "select 'x', 1, name -- why");
        assertEquals(
                "\u001b[34;1mselect\u001b[0m \u001b[32m'x'\u001b[0m, \u001b[36m1\u001b[0m, name "
                        + "\u001b[2m-- why\u001b[0m",
                coloured.toAnsi());
    }

    @Test
    void keepsEveryCharacter() {
        for (String text : new String[] {"", "  ", "select\n  'unclosed", "/* a", "$$ b", "漢字 🙂;", ".mode csv"}) {
            assertEquals(text, highlighter.highlight(null, text).toString());
        }
    }
}
