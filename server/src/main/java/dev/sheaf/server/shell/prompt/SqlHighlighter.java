// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell.prompt;

import dev.sheaf.server.shell.text.ScriptReader;
import dev.sheaf.server.shell.text.SqlLexer;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/// Colours keywords, literals and comments of the text being typed.
final class SqlHighlighter implements Highlighter {
    private static final AttributedStyle KEYWORD = AttributedStyle.DEFAULT.foreground(AttributedStyle.BLUE).bold();
    private static final AttributedStyle STRING = AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
    private static final AttributedStyle NUMBER = AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN);
    private static final AttributedStyle COMMENT = AttributedStyle.DEFAULT.faint();

    @Override
    public AttributedString highlight(LineReader reader, String buffer) {
        if (ScriptReader.isCommand(buffer)) {
            return new AttributedString(buffer, AttributedStyle.BOLD);
        }
        AttributedStringBuilder coloured = new AttributedStringBuilder(buffer.length());
        SqlLexer lexer = new SqlLexer(buffer);
        int done = 0;
        while (lexer.advance()) {
            coloured.append(buffer, done, lexer.start());
            String token = buffer.substring(lexer.start(), lexer.end());
            coloured.append(token, style(lexer, token));
            done = lexer.end();
        }
        return coloured.append(buffer, done, buffer.length()).toAttributedString();
    }

    private static AttributedStyle style(SqlLexer lexer, String token) {
        return switch (lexer.kind()) {
            case WORD -> SqlKeywords.contains(token) ? KEYWORD : AttributedStyle.DEFAULT;
            case STRING -> STRING;
            case NUMBER -> NUMBER;
            case COMMENT -> COMMENT;
            case QUOTED_NAME, SEMICOLON, SYMBOL -> AttributedStyle.DEFAULT;
        };
    }
}
