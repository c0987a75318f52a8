// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell.prompt;

import dev.sheaf.server.shell.text.ScriptReader;
import dev.sheaf.server.shell.text.SqlLexer;
import dev.sheaf.server.shell.text.TokenKind;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/// Tells JLine when the text can run (the last statement has its semicolon, or it is a command) and which word is
/// being completed.
final class SqlLineParser implements Parser {
    /// Words that need neither dot nor semicolon, since everybody types them.
    private static final Set<String> BARE_COMMANDS = Set.of("quit", "exit", "help");

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        if (context == ParseContext.ACCEPT_LINE && !isWhole(line)) {
            throw new EOFError(-1, -1, "the statement has no semicolon yet");
        }
        return Word.at(line, cursor);
    }

    private static boolean isWhole(String line) {
        return ScriptReader.isCommand(line) || isBareCommand(line) || ScriptReader.isComplete(line);
    }

    /// Whether the line is one of the words that are commands without a dot.
    static boolean isBareCommand(String line) {
        return BARE_COMMANDS.contains(line.strip().toLowerCase(Locale.ROOT));
    }

    /// The text with the word around the cursor: a name, or a literal without its opening quote.
    ///
    /// @param start index of the word's first character
    /// @param end   index after its last character
    record Word(String line, int cursor, int start, int end) implements CompletingParsedLine {
        static Word at(String line, int cursor) {
            SqlLexer lexer = new SqlLexer(line.substring(0, cursor));
            int start = cursor;
            while (lexer.advance()) {
                if (lexer.end() == cursor && lexer.kind() == TokenKind.WORD) {
                    start = lexer.start();
                } else if (lexer.end() == cursor && lexer.kind() == TokenKind.STRING && !lexer.open().isNothing()) {
                    start = line.indexOf('\'', lexer.start()) + 1;
                    return new Word(line, cursor, start > 0 && start <= cursor ? start : cursor, cursor);
                }
            }
            if (ScriptReader.isCommand(line)) {
                start = cursor;
                while (start > 0 && !Character.isWhitespace(line.charAt(start - 1))) {
                    start--;
                }
            }
            int end = cursor;
            while (end < line.length() && Character.isUnicodeIdentifierPart(line.charAt(end))) {
                end++;
            }
            return new Word(line, cursor, start, end);
        }

        /// Whether the word is the inside of a string literal.
        boolean inLiteral() {
            return start > 0 && line.charAt(start - 1) == '\'' && !ScriptReader.isCommand(line);
        }

        @Override
        public String word() {
            return line.substring(start, end);
        }

        @Override
        public int wordCursor() {
            return cursor - start;
        }

        @Override
        public int wordIndex() {
            return 0;
        }

        @Override
        public List<String> words() {
            return List.of(word());
        }

        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            return candidate;
        }

        @Override
        public int rawWordCursor() {
            return wordCursor();
        }

        @Override
        public int rawWordLength() {
            return end - start;
        }
    }
}
