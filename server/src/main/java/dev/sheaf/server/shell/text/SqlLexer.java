// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell.text;

/// Steps over the tokens of SQL text, skipping white space.
///
/// The text may be a piece of a longer one: [#open] tells which construct is still open where the piece ends, and a
/// lexer over the next piece starts from it. A piece must end at a line end or at the end of the whole text, so that
/// no doubled quote and no comment delimiter is ever cut in two.
///
/// Quoting is that of Sheaf's grammar: `'…'` and `"…"` with the quote doubled inside, `E'…'` with backslash
/// escapes, `$tag$…$tag$`, `--` to the line end, and block comments, which do not nest.
public final class SqlLexer {
    /// A construct that may reach over a line end; the closing text is its identity.
    ///
    /// @param kind      the kind of the token that is open
    /// @param delimiter the text that closes it
    /// @param escapes   whether a backslash keeps the next character from closing it
    public record Open(TokenKind kind, String delimiter, boolean escapes) {
        /// Nothing is open.
        public static final Open NOTHING = new Open(TokenKind.SYMBOL, "", false);
        static final Open STRING = new Open(TokenKind.STRING, "'", false);
        static final Open ESCAPE_STRING = new Open(TokenKind.STRING, "'", true);
        static final Open QUOTED_NAME = new Open(TokenKind.QUOTED_NAME, "\"", false);
        static final Open BLOCK_COMMENT = new Open(TokenKind.COMMENT, "*/", false);

        /// Whether there is nothing to close.
        public boolean isNothing() {
            return delimiter.isEmpty();
        }
    }

    private final CharSequence text;
    private Open open;
    private int start;
    private int end;
    private TokenKind kind = TokenKind.SYMBOL;

    public SqlLexer(CharSequence text) {
        this(text, Open.NOTHING);
    }

    /// @param open what the piece before this one left open
    public SqlLexer(CharSequence text, Open open) {
        this.text = text;
        this.open = open;
    }

    /// Moves to the next token; false at the end of the text.
    public boolean advance() {
        if (!open.isNothing()) {
            start = end;
            if (start >= text.length()) {
                return false;
            }
            kind = open.kind();
            close(start);
            return true;
        }
        start = end;
        while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        end = start;
        if (start >= text.length()) {
            return false;
        }
        scan(text.charAt(start));
        return true;
    }

    public TokenKind kind() {
        return kind;
    }

    /// Index of the token's first character.
    public int start() {
        return start;
    }

    /// Index after the token's last character.
    public int end() {
        return end;
    }

    /// What the token that ends at [#end] left open; [Open#NOTHING] when it is whole.
    public Open open() {
        return open;
    }

    private void scan(char first) {
        char second = charAt(start + 1);
        if (first == '\'') {
            openAt(Open.STRING, start + 1);
        } else if (first == '"') {
            openAt(Open.QUOTED_NAME, start + 1);
        } else if (first == '-' && second == '-') {
            kind = TokenKind.COMMENT;
            end = start;
            while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
                end++;
            }
        } else if (first == '/' && second == '*') {
            openAt(Open.BLOCK_COMMENT, start + 2);
        } else if (first == '$' && !isAfterName() && dollarTagEnd() > 0) {
            int tagEnd = dollarTagEnd();
            openAt(new Open(TokenKind.STRING, text.subSequence(start, tagEnd).toString(), false), tagEnd);
        } else if ((first == 'E' || first == 'e') && second == '\'' && !isAfterName()) {
            openAt(Open.ESCAPE_STRING, start + 2);
        } else if (isDigit(first) || (first == '.' && isDigit(second))) {
            kind = TokenKind.NUMBER;
            end = numberEnd();
        } else if (Character.isUnicodeIdentifierStart(first) || first == '_') {
            kind = TokenKind.WORD;
            end = wordEnd(start);
        } else {
            kind = first == ';' ? TokenKind.SEMICOLON : TokenKind.SYMBOL;
            end = start + 1;
        }
    }

    private void openAt(Open construct, int bodyStart) {
        open = construct;
        kind = construct.kind();
        close(bodyStart);
    }

    /// Looks for the delimiter from `position` on; a doubled quote is found as two strings that touch, which cuts
    /// statements just as well, but would colour and complete wrongly, so it is stepped over here.
    private void close(int position) {
        String delimiter = open.delimiter();
        boolean isQuote = delimiter.length() == 1;
        int index = position;
        while (index < text.length()) {
            char current = text.charAt(index);
            if (open.escapes() && current == '\\') {
                index += 2;
            } else if (matches(delimiter, index)) {
                index += delimiter.length();
                if (isQuote && charAt(index) == delimiter.charAt(0)) {
                    index++;
                } else {
                    end = index;
                    open = Open.NOTHING;
                    return;
                }
            } else {
                index++;
            }
        }
        end = text.length();
    }

    /// Whether the token touches a number, as in `1E'x'`: then it is no prefix of a literal.
    private boolean isAfterName() {
        return start > 0
                && (text.charAt(start - 1) == '$' || Character.isUnicodeIdentifierPart(text.charAt(start - 1)));
    }

    private int dollarTagEnd() {
        int index = start + 1;
        while (index < text.length() && Character.isUnicodeIdentifierPart(text.charAt(index))) {
            index++;
        }
        return charAt(index) == '$' ? index + 1 : -1;
    }

    private int numberEnd() {
        int index = start;
        while (isDigit(charAt(index)) || charAt(index) == '.') {
            index++;
        }
        char exponent = charAt(index);
        if (exponent == 'e' || exponent == 'E') {
            int digits = charAt(index + 1) == '+' || charAt(index + 1) == '-' ? index + 2 : index + 1;
            if (isDigit(charAt(digits))) {
                index = digits;
                while (isDigit(charAt(index))) {
                    index++;
                }
            }
        }
        return index;
    }

    private int wordEnd(int from) {
        int index = from;
        while (index < text.length()
                && (Character.isUnicodeIdentifierPart(text.charAt(index)) || text.charAt(index) == '$')) {
            index++;
        }
        return index;
    }

    private boolean matches(String wanted, int index) {
        for (int i = 0; i < wanted.length(); i++) {
            if (charAt(index + i) != wanted.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private char charAt(int index) {
        return index < text.length() ? text.charAt(index) : '\0';
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }
}
