// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.expression;

import static dev.sheaf.core.type.DataType.BOOLEAN;
import static dev.sheaf.core.type.DataType.VARCHAR;
import static dev.sheaf.exec.expression.ExpressionTester.call;
import static dev.sheaf.exec.expression.ExpressionTester.strict;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.type.DataType;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// LIKE against Java's regular expressions, and the functions with regular expressions by hand.
class PatternTest {
    private final ExpressionTester tester = new ExpressionTester(41);

    @AfterEach
    void memoryIsGivenBack() {
        tester.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "%", "%%", "_", "a", "abc", "abc%", "%abc", "%abc%", "a%c", "a%b%c", "%special%requests%",
                "special%requests", "_b_", "%_", "_%", "__%", "%_b%", "a_%_c", "%é%", "日_語%", "%\\%%", "a\\_b", "\\\\%",
                "%s_e%r%s", "😀%", "_ smile", "%special requests sleep furiousl%", "%%a%%b%%",
            })
    void likeAgreesWithRegularExpressions(String pattern) {
        Literal literal = Literal.of(pattern);
        Pattern regex = regex(pattern, 0);
        Pattern ignoringCase = regex(pattern, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
        tester.check(
                operands -> call(ScalarFunction.LIKE, BOOLEAN, operands[0], literal),
                strict(row -> regex.matcher((String) row[0]).matches()), VARCHAR);
        tester.check(
                operands -> call(ScalarFunction.ILIKE, BOOLEAN, operands[0], literal),
                strict(row -> ignoringCase.matcher((String) row[0]).matches()), VARCHAR);
    }

    @Test
    void patternsMayDifferByRow() {
        tester.check(
                operands -> call(ScalarFunction.LIKE, BOOLEAN, operands[0], operands[1], Literal.of("")),
                strict(row -> regex(((String) row[1]).replace("\\", "\\\\"), 0).matcher((String) row[0]).matches()),
                VARCHAR, VARCHAR);
    }

    private static Pattern regex(String like, int flags) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < like.length();) {
            int c = like.codePointAt(i);
            i += Character.charCount(c);
            if (c == '\\') {
                c = like.codePointAt(i);
                i += Character.charCount(c);
                regex.append(Pattern.quote(Character.toString(c)));
            } else {
                regex.append(c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(Character.toString(c)));
            }
        }
        return Pattern.compile(regex.toString(), flags | Pattern.DOTALL);
    }

    @ParameterizedTest
    @CsvSource({
        "a%b, a!%b, !, true", "axb, a!%b, !, false", "a!b, a!!b, !, true", "a\\b, a\\b, '', true", "a%, a\\%, , true",
    })
    void escapes(String text, String pattern, String escape, boolean expected) {
        assertEquals(
                expected,
                escape == null ? value(ScalarFunction.LIKE, BOOLEAN, text, pattern)
                        : value(ScalarFunction.LIKE, BOOLEAN, text, pattern, escape));
    }

    @Test
    void wrongPatternsFail() {
        fails(ErrorCode.INVALID_ESCAPE, ScalarFunction.LIKE, "a", "a\\");
        fails(ErrorCode.INVALID_ESCAPE, ScalarFunction.LIKE, "a", "a", "ab");
        fails(ErrorCode.INVALID_REGEX, ScalarFunction.REGEXP_MATCHES, "a", "(");
        fails(ErrorCode.INVALID_PARAMETER, ScalarFunction.REGEXP_MATCHES, "a", "a", "q");
    }

    @ParameterizedTest
    @CsvSource({
        "abc, b, '', true", "abc, ^b, '', false", "aBc, b, i, true", "'a\nb', a.b, '', false", "'a\nb', a.b, s, true",
        "日本語, 本., '', true", "'', ^$, '', true", "aaa, a{4}, '', false",
    })
    void regularExpressionsMatchAnywhere(String text, String pattern, String flags, boolean expected) {
        assertEquals(expected, value(ScalarFunction.REGEXP_MATCHES, BOOLEAN, text, pattern, flags));
    }

    @ParameterizedTest
    @CsvSource({
        "foobarbaz, b.., X, '', fooXbaz", "foobarbaz, b.., X, g, fooXX", "foobarbaz, b(..), '[\\1]', g, foo[ar][az]",
        "abc, x, y, g, abc", "abc, '', -, g, -a-b-c-", "日本語, 本, '<\\0>', '', 日<本>語", "aAa, a, b, gi, bbb",
        "abc, b, '\\\\', '', a\\c",
    })
    void regularExpressionsReplace(String text, String pattern, String replacement, String flags, String expected) {
        assertEquals(expected, value(ScalarFunction.REGEXP_REPLACE, VARCHAR, text, pattern, replacement, flags));
    }

    @Test
    void regularExpressionsExtract() {
        assertEquals("bar", value(ScalarFunction.REGEXP_EXTRACT, VARCHAR, "foobarbaz", "b.."));
        assertEquals("", value(ScalarFunction.REGEXP_EXTRACT, VARCHAR, "foobarbaz", "x"));
        assertEquals(
                "a long part of it",
                tester.evaluate(call(
                        ScalarFunction.REGEXP_EXTRACT, VARCHAR, Literal.of("<日> a long part of it </日>"),
                        Literal.of("> (.*) <"), Literal.of(1))));
    }

    @ParameterizedTest
    @CsvSource({
        "abc, abc, true", "abc, a, false", "abc, '%(b|d)%', true", "abc, '(b|c)%', false", "aaa, 'a{2,3}', true",
        "a.c, 'a.c', true", "abc, 'a.c', false", "abc, 'a_c', true", "'a\nc', 'a_c', true", "b, '[a-c]', true",
        "d, '[^a-c]', true", "a%c, 'a\\%c', true", "abc, 'a\\%c', false", "a+, 'a\\+', true",
    })
    void similarToCoversTheWholeText(String text, String pattern, boolean expected) {
        assertEquals(expected, value(ScalarFunction.SIMILAR_TO, BOOLEAN, text, pattern));
    }

    private Object value(ScalarFunction function, DataType type, String... values) {
        return tester.evaluate(call(function, type, literals(values)));
    }

    private static Expression[] literals(String... values) {
        return Arrays.stream(values).map(Literal::of).toArray(Expression[]::new);
    }

    private void fails(ErrorCode code, ScalarFunction function, String... values) {
        Expression expression = call(function, BOOLEAN, literals(values));
        assertEquals(code, assertThrows(SheafException.class, () -> tester.evaluate(expression)).code());
    }
}
