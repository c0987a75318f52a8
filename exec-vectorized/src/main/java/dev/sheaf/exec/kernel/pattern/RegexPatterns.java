// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.pattern;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;

/// Makes RE2 patterns, which match in time linear in the text.
final class RegexPatterns {
    private RegexPatterns() {}

    /// @param flags `i` ignores case, `c` minds it, `s` lets the dot match line breaks, `m` and `n` match at line
    ///     breaks, `g` says
    ///     nothing about the pattern
    static Pattern compile(String pattern, String flags) {
        int options = 0;
        boolean dotMatchesLineBreaks = false;
        for (int i = 0; i < flags.length(); i++) {
            switch (flags.charAt(i)) {
                case 'i' -> options |= Pattern.CASE_INSENSITIVE;
                case 'c' -> options &= ~Pattern.CASE_INSENSITIVE;
                case 's' -> dotMatchesLineBreaks = true;
                case 'm', 'n', 'p' -> options |= Pattern.MULTILINE;
                case 'g' -> {}
                default -> throw new SheafException(
                        ErrorCode.INVALID_PARAMETER, "unknown flag '" + flags.charAt(i) + "' of a regular expression");
            }
        }
        try {
            return Pattern.compile(pattern, options | (dotMatchesLineBreaks ? Pattern.DOTALL : 0));
        } catch (PatternSyntaxException wrong) {
            throw new SheafException(
                    ErrorCode.INVALID_REGEX, "wrong regular expression: " + wrong.getMessage(), wrong);
        }
    }

    /// A SIMILAR TO pattern as a regular expression for the whole text: `%` and `_` stand for any text and any
    /// character, `| * + ? {m,n} () []`
    /// are as in regular expressions, everything else stands for itself.
    ///
    /// @param escape the escape character, or -1 for none
    static Pattern similarTo(String pattern, int escape) {
        StringBuilder regex = new StringBuilder("^(?:");
        boolean inBrackets = false;
        for (int i = 0; i < pattern.length();) {
            int c = pattern.codePointAt(i);
            i += Character.charCount(c);
            if (c == escape) {
                if (i >= pattern.length()) {
                    throw new SheafException(ErrorCode.INVALID_ESCAPE, "the pattern ends in its escape character");
                }
                c = pattern.codePointAt(i);
                i += Character.charCount(c);
                appendLiteral(regex, c);
            } else if (inBrackets) {
                inBrackets = c != ']';
                if (c == '\\' || c == '[' && (i >= pattern.length() || pattern.charAt(i) != ':')) {
                    regex.append('\\');
                }
                regex.appendCodePoint(c);
            } else {
                inBrackets = c == '[';
                switch (c) {
                    case '%' -> regex.append(".*");
                    case '_' -> regex.append('.');
                    case '|', '*', '+', '?', '{', '}', '(', ')', '[' -> regex.appendCodePoint(c);
                    default -> appendLiteral(regex, c);
                }
            }
        }
        return compile(regex.append(")$").toString(), "s");
    }

    private static void appendLiteral(StringBuilder regex, int c) {
        regex.append(Pattern.quote(Character.toString(c)));
    }
}
