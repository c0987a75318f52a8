// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.sql;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.planner.sql.parser.ParseException;
import dev.sheaf.planner.sql.parser.SheafParserConstants;
import dev.sheaf.planner.sql.parser.Token;
import dev.sheaf.planner.sql.parser.TokenMgrError;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.runtime.CalciteContextException;
import org.jspecify.annotations.Nullable;

/// Makes messages of the parser's failures: the token in the way, where it stands, and a short list of what could have
/// stood there.
final class SyntaxErrors {
    private static final int EXPECTED_MAX = 8;
    private static final Pattern LEXICAL_PLACE = Pattern.compile("(?s).*at line (\\d+), column (\\d+).*");

    private SyntaxErrors() {}

    static SheafException unexpectedToken(ParseException failure, String sql) {
        Token last = failure.currentToken;
        if (last == null) {
            return new SheafException(ErrorCode.SYNTAX_ERROR, "the statement cannot be read", failure);
        }
        Token token = last.next == null ? last : last.next;
        boolean atEnd = token.kind == SheafParserConstants.EOF;
        String message = "syntax error at " + (atEnd ? "the end of the statement" : "'" + token.image + "'");
        String open = token.image.startsWith("'") || token.image.startsWith("\"") ? StatementSplitter.unterminated(sql)
                : null;
        List<String> expected = open == null ? expected(failure) : List.of();
        if (open != null) {
            message = open + " is not closed";
        }
        if (!expected.isEmpty()) {
            message += ": expected " + String.join(", ", expected);
        }
        SourcePosition position = atEnd
                ? endOf(sql)
                : new SourcePosition(token.beginLine, token.beginColumn, token.endLine, token.endColumn);
        return new SheafException(ErrorCode.SYNTAX_ERROR, message, position);
    }

    /// A query where only an expression may stand, or an expression where a statement should begin.
    static SheafException misplaced(CalciteContextException failure, String sql) {
        SourcePosition position = new SourcePosition(
                failure.getPosLine(), failure.getPosColumn(), failure.getEndPosLine(), failure.getEndPosColumn());
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        String message = String.valueOf(cause.getMessage());
        if (message.startsWith("Non-query expression")) {
            message = "syntax error at '" + word(sql, position) + "'";
        }
        return new SheafException(ErrorCode.SYNTAX_ERROR, message, position);
    }

    private static String word(String sql, SourcePosition position) {
        String line = sql.lines().skip(position.line() - 1L).findFirst().orElse("");
        Matcher matcher = Pattern.compile("\\w+|\\S").matcher(line);
        return matcher.find(Math.min(line.length(), position.column() - 1)) ? matcher.group() : "";
    }

    static SheafException badCharacter(TokenMgrError failure, String sql) {
        Matcher matcher = LEXICAL_PLACE.matcher(String.valueOf(failure.getMessage()));
        SourcePosition position = matcher.matches()
                ? SourcePosition.at(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)))
                : SourcePosition.UNKNOWN;
        String unterminated = StatementSplitter.unterminated(sql);
        String message = unterminated != null ? unterminated + " is not closed" : "unexpected character";
        return new SheafException(ErrorCode.SYNTAX_ERROR, message, position);
    }

    /// Reserved words and symbols that could stand there, shortest list first; "a name" in place of every word that can
    /// be one.
    private static List<String> expected(ParseException failure) {
        if (failure.expectedTokenSequences == null) {
            return List.of();
        }
        TreeSet<String> tokens = new TreeSet<>();
        boolean name = false;
        for (int[] sequence : failure.expectedTokenSequences) {
            if (sequence.length == 0) {
                continue;
            }
            int kind = sequence[0];
            if (kind == SheafParserConstants.IDENTIFIER) {
                name = true;
            }
            String token = describe(kind);
            if (token != null) {
                tokens.add(token);
            }
        }
        if (name) {
            tokens.removeIf(Keywords::isNonReserved);
        }
        List<String> list = new ArrayList<>();
        if (name) {
            list.add("a name");
        }
        list.addAll(tokens);
        if (list.size() > EXPECTED_MAX) {
            return name ? List.of("a name or an expression") : List.of();
        }
        return list;
    }

    private static @Nullable String describe(int kind) {
        if (kind == SheafParserConstants.EOF) {
            return "the end of the statement";
        }
        String image = SheafParserConstants.tokenImage[kind];
        return image.startsWith("\"") ? image.substring(1, image.length() - 1) : null;
    }

    private static SourcePosition endOf(String sql) {
        String text = sql.stripTrailing();
        int line = 1 + (int) text.chars().filter(character -> character == '\n').count();
        int column = text.length() - text.lastIndexOf('\n');
        return SourcePosition.at(line, Math.max(1, column));
    }
}
