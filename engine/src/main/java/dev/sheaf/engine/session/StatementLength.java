// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.session;

/// How long a statement is where that says how deeply it can nest: a level takes a token at least, and most take two.
/// Characters say much less. Queries of a page with long names and comments, such as some of TPC-H's, are flat, and
/// starting a thread for them costs more than planning them when the machine is busy.
final class StatementLength {
    private static final int SHORT_TEXT_CHARACTERS = 1_000;
    private static final int SHORT_TEXT_TOKENS = 300;

    private StatementLength() {}

    /// Whether a text may nest too deeply for the stack of a client's thread.
    static boolean isLong(String sql) {
        return sql.length() > SHORT_TEXT_CHARACTERS && hasMoreTokens(sql, SHORT_TEXT_TOKENS);
    }

    private static boolean hasMoreTokens(String sql, int tokensMax) {
        int tokens = 0;
        int at = 0;
        while (at < sql.length()) {
            char first = sql.charAt(at);
            if (Character.isWhitespace(first)) {
                at++;
            } else if (sql.startsWith("--", at)) {
                at = behind(sql, "\n", at);
            } else if (sql.startsWith("/*", at)) {
                at = behind(sql, "*/", at + 2);
            } else {
                if (++tokens > tokensMax) {
                    return true;
                }
                at = behindToken(sql, at, first);
            }
        }
        return false;
    }

    private static int behindToken(String sql, int at, char first) {
        if (first == '\'' || first == '"') {
            // A doubled quote counts as another token, which is none too few.
            return behind(sql, String.valueOf(first), at + 1);
        }
        int end = at + 1;
        if (Character.isLetterOrDigit(first) || first == '_') {
            while (end < sql.length() && (Character.isLetterOrDigit(sql.charAt(end)) || sql.charAt(end) == '_')) {
                end++;
            }
        }
        return end;
    }

    private static int behind(String sql, String end, int from) {
        int found = sql.indexOf(end, from);
        return found < 0 ? sql.length() : found + end.length();
    }
}
