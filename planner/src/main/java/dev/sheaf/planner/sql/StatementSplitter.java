// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.sql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Cuts a text into statements at the semicolons that stand outside of quotes and comments: '...', E'...', "...",
/// $tag$...$tag$, -- to the end of the line, and /* ... */.
public final class StatementSplitter {
    /// One statement.
    ///
    /// @param text the statement without its semicolon and the blanks around it
    /// @param offset where in the whole text it begins
    /// @param complete whether its semicolon was found
    public record Statement(String text, int offset, boolean complete) {}

    private final String script;
    private int position;
    private @Nullable String open;

    private StatementSplitter(String script) {
        this.script = script;
    }

    /// All statements of a text, in order. Empty ones are left out.
    public static List<Statement> split(String script) {
        StatementSplitter splitter = new StatementSplitter(script);
        List<Statement> statements = new ArrayList<>();
        while (splitter.position < script.length()) {
            int start = splitter.position;
            boolean content = splitter.advanceToSemicolon();
            boolean complete = splitter.position < script.length();
            if (content) {
                int end = splitter.position;
                while (start < end && Character.isWhitespace(script.charAt(start))) {
                    start++;
                }
                statements.add(new Statement(script.substring(start, end).stripTrailing(), start, complete));
            }
            splitter.position++;
        }
        return statements;
    }

    /// Whether the text ends outside of quotes and comments, behind a semicolon: what an interactive shell waits for.
    public static boolean isComplete(String script) {
        List<Statement> statements = split(script);
        return unterminated(script) == null && (statements.isEmpty() || statements.getLast().complete());
    }

    /// The kind of quote or comment that the text leaves open, or null.
    static @Nullable String unterminated(String script) {
        StatementSplitter splitter = new StatementSplitter(script);
        while (splitter.position < script.length()) {
            splitter.advanceToSemicolon();
            splitter.position++;
        }
        return splitter.open;
    }

    /// Moves to the next semicolon or the end; answers whether anything but blanks and comments was passed.
    private boolean advanceToSemicolon() {
        boolean content = false;
        while (position < script.length()) {
            char character = script.charAt(position);
            switch (character) {
                case ';' -> {
                    return content;
                }
                case '\'' -> quoted('\'', position > 0 && isEscapePrefix(), "a string");
                case '"' -> quoted('"', false, "a quoted name");
                case '-' -> {
                    if (script.startsWith("--", position)) {
                        lineComment();
                        continue;
                    }
                    position++;
                }
                case '/' -> {
                    if (script.startsWith("/*", position) && !script.startsWith("/*+", position)) {
                        blockComment();
                        continue;
                    }
                    position++;
                }
                case '$' -> dollarQuoted();
                default -> position++;
            }
            content |= !Character.isWhitespace(character);
        }
        return content;
    }

    /// Whether the quote at the position follows an E that begins a word.
    private boolean isEscapePrefix() {
        char before = script.charAt(position - 1);
        return (before == 'E' || before == 'e') && (position == 1 || !isNamePart(script.charAt(position - 2)));
    }

    private void quoted(char quote, boolean escapes, String kind) {
        position++;
        while (position < script.length()) {
            char character = script.charAt(position);
            if (escapes && character == '\\') {
                position += 2;
            } else if (character != quote) {
                position++;
            } else if (position + 1 < script.length() && script.charAt(position + 1) == quote) {
                position += 2;
            } else {
                position++;
                return;
            }
        }
        open = kind;
        position = script.length();
    }

    private void lineComment() {
        int end = script.indexOf('\n', position);
        position = end < 0 ? script.length() : end + 1;
    }

    private void blockComment() {
        int end = script.indexOf("*/", position + 2);
        if (end < 0) {
            open = "a comment";
        }
        position = end < 0 ? script.length() : end + 2;
    }

    private void dollarQuoted() {
        int tagEnd = position + 1;
        while (tagEnd < script.length() && isNamePart(script.charAt(tagEnd)) && script.charAt(tagEnd) != '$') {
            tagEnd++;
        }
        boolean inName = position > 0 && isNamePart(script.charAt(position - 1));
        if (inName || tagEnd >= script.length() || script.charAt(tagEnd) != '$') {
            position++;
            return;
        }
        String tag = script.substring(position, tagEnd + 1);
        int end = script.indexOf(tag, tagEnd + 1);
        if (end < 0) {
            open = "a dollar-quoted string";
        }
        position = end < 0 ? script.length() : end + tag.length();
    }

    private static boolean isNamePart(char character) {
        return Character.isLetterOrDigit(character) || character == '_' || character == '$';
    }
}
