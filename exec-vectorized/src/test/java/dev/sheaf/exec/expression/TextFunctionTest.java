// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.expression;

import static dev.sheaf.core.type.DataType.BIGINT;
import static dev.sheaf.core.type.DataType.BOOLEAN;
import static dev.sheaf.core.type.DataType.TINYINT;
import static dev.sheaf.core.type.DataType.VARBINARY;
import static dev.sheaf.core.type.DataType.VARCHAR;
import static dev.sheaf.exec.expression.ExpressionTester.call;
import static dev.sheaf.exec.expression.ExpressionTester.strict;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.expression.ByteString;
import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.type.DataType;
import dev.sheaf.exec.expression.ExpressionTester.Failure;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntUnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Text functions against naive ones over arrays of code points.
class TextFunctionTest {
    private final ExpressionTester tester = new ExpressionTester(31);

    @AfterEach
    void memoryIsGivenBack() {
        tester.close();
    }

    private static int[] points(Object text) {
        return ((String) text).codePoints().toArray();
    }

    private static String text(int[] points, long from, long to) {
        int start = Math.clamp(from, 0, points.length);
        int end = Math.clamp(to, start, points.length);
        return new String(points, start, end - start);
    }

    @Test
    void measures() {
        tester.check(ScalarFunction.LENGTH, BIGINT, strict(row -> (long) points(row[0]).length), VARCHAR);
        tester.check(ScalarFunction.OCTET_LENGTH, BIGINT, strict(row -> (long) utf8(row[0]).length), VARCHAR);
        tester.check(ScalarFunction.BIT_LENGTH, DataType.INTEGER, strict(row -> 8L * utf8(row[0]).length), VARCHAR);
        tester.check(ScalarFunction.OCTET_LENGTH, BIGINT, strict(row -> (long) ((ByteString) row[0]).length()),
                VARBINARY);
        tester.check(
                ScalarFunction.ASCII, BIGINT,
                strict(row -> points(row[0]).length == 0 ? 0L : (long) points(row[0])[0]), VARCHAR);
        tester.check(
                ScalarFunction.POSITION, BIGINT,
                strict(row -> {
                    int at = ((String) row[1]).indexOf((String) row[0]);
                    return at < 0 ? 0L : 1L + ((String) row[1]).codePointCount(0, at);
                }), VARCHAR, VARCHAR);
        tester.check(
                ScalarFunction.LEVENSHTEIN, BIGINT, strict(row -> distance(points(row[0]), points(row[1]))), VARCHAR,
                VARCHAR);
    }

    private static byte[] utf8(Object text) {
        return ((String) text).getBytes(StandardCharsets.UTF_8);
    }

    private static Long distance(int[] left, int[] right) {
        int[][] costs = new int[left.length + 1][right.length + 1];
        for (int i = 0; i <= left.length; i++) {
            for (int j = 0; j <= right.length; j++) {
                costs[i][j] = i == 0 || j == 0 ? i + j
                        : Math.min(
                                costs[i - 1][j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1),
                                Math.min(costs[i - 1][j], costs[i][j - 1]) + 1);
            }
        }
        return (long) costs[left.length][right.length];
    }

    @Test
    void changesCase() {
        tester.check(
                ScalarFunction.LOWER, VARCHAR,
                strict(row -> mapped(points(row[0]), c -> Character.toLowerCase(c))), VARCHAR);
        tester.check(
                ScalarFunction.UPPER, VARCHAR,
                strict(row -> mapped(points(row[0]), c -> Character.toUpperCase(c))), VARCHAR);
        assertEquals("Hello World-Wide 2nd", value(ScalarFunction.INITCAP, VARCHAR, "hELLO wORLD-wide 2ND"));
        assertEquals("@[`{AZ09", value(ScalarFunction.UPPER, VARCHAR, "@[`{az09"));
        assertEquals("@[`{az", value(ScalarFunction.LOWER, VARCHAR, "@[`{AZ"));
    }

    private static String mapped(int[] points, IntUnaryOperator map) {
        int[] result = IntStream.of(points).map(map).toArray();
        return new String(result, 0, result.length);
    }

    @Test
    void slices() {
        tester.check(
                ScalarFunction.SUBSTRING, VARCHAR,
                strict(row -> text(points(row[0]), (Long) row[1] - 1, Integer.MAX_VALUE)), VARCHAR, TINYINT);
        tester.check(
                ScalarFunction.SUBSTRING, VARCHAR,
                strict(row -> {
                    if ((Long) row[2] < 0) {
                        throw new Failure(ErrorCode.INVALID_ARGUMENT);
                    }
                    long end = (Long) row[1] - 1 + (Long) row[2];
                    return end < 0 ? "" : text(points(row[0]), (Long) row[1] - 1, end);
                }), VARCHAR, TINYINT, TINYINT);
        tester.check(
                ScalarFunction.LEFT, VARCHAR,
                strict(row -> {
                    long n = (Long) row[1];
                    int[] points = points(row[0]);
                    return text(points, 0, n >= 0 ? n : points.length + n);
                }), VARCHAR, TINYINT);
        tester.check(
                ScalarFunction.RIGHT, VARCHAR,
                strict(row -> {
                    long n = (Long) row[1];
                    int[] points = points(row[0]);
                    return text(points, n >= 0 ? points.length - n : -Math.max(n, -Long.MAX_VALUE), points.length);
                }), VARCHAR, BIGINT);
        tester.check(
                ScalarFunction.SPLIT_PART, VARCHAR,
                strict(row -> {
                    if ((Long) row[2] == 0) {
                        throw new Failure(ErrorCode.INVALID_PARAMETER);
                    }
                    String[] parts = ((String) row[1]).isEmpty() ? new String[] {(String) row[0]}
                            : ((String) row[0]).split(Pattern.quote((String) row[1]), -1);
                    long place = (Long) row[2] > 0 ? (Long) row[2] - 1 : parts.length + (Long) row[2];
                    return place >= 0 && place < parts.length ? parts[(int) place] : "";
                }), VARCHAR, VARCHAR, TINYINT);
    }

    @Test
    void trims() {
        tester.check(ScalarFunction.BTRIM, VARCHAR, strict(row -> trimmed(row, " ", true, true)), VARCHAR);
        tester.check(
                ScalarFunction.BTRIM, VARCHAR, strict(row -> trimmed(row, (String) row[1], true, true)), VARCHAR,
                VARCHAR);
        tester.check(
                ScalarFunction.LTRIM, VARCHAR, strict(row -> trimmed(row, (String) row[1], true, false)), VARCHAR,
                VARCHAR);
        tester.check(
                ScalarFunction.RTRIM, VARCHAR, strict(row -> trimmed(row, (String) row[1], false, true)), VARCHAR,
                VARCHAR);
    }

    private static String trimmed(Object[] row, String set, boolean left, boolean right) {
        int[] points = points(row[0]);
        int start = 0;
        int end = points.length;
        while (left && start < end && set.indexOf(points[start]) >= 0) {
            start++;
        }
        while (right && end > start && set.indexOf(points[end - 1]) >= 0) {
            end--;
        }
        return text(points, start, end);
    }

    @Test
    void joinsStringsThatFitTheirViewsTogether() {
        for (int lengthMax : new int[] {6, 8, 12, 13}) {
            List<Object> left = new ArrayList<>();
            List<Object> right = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                int length = tester.random().nextInt(lengthMax + 1);
                int split = tester.random().nextInt(length + 1);
                left.add(i % 7 == 0 ? null : "0123456789abc".substring(0, split));
                right.add(i % 11 == 0 ? null : "ABCDEFGHIJKLM".substring(split, length));
            }
            tester.checkColumns(
                    columns -> call(ScalarFunction.CONCAT, VARCHAR, columns),
                    strict(row -> row[0] + "" + row[1]),
                    List.of(new TestColumn(VARCHAR, left), new TestColumn(VARCHAR, right)));
        }
    }

    @Test
    void builds() {
        tester.check(ScalarFunction.CONCAT, VARCHAR, strict(row -> row[0] + "" + row[1]), VARCHAR, VARCHAR);
        tester.check(
                ScalarFunction.CONCAT_SKIP_NULLS, VARCHAR,
                row -> Arrays.stream(row).map(value -> Objects.toString(value, "")).collect(Collectors.joining()),
                VARCHAR, VARCHAR, VARCHAR);
        tester.check(
                ScalarFunction.CONCAT_WS, VARCHAR,
                row -> row[0] == null ? null
                        : Stream.of(row[1], row[2])
                                .filter(Objects::nonNull)
                                .map(Objects::toString)
                                .collect(Collectors.joining((String) row[0])),
                VARCHAR, VARCHAR, VARCHAR);
        tester.check(
                ScalarFunction.REPEAT, VARCHAR,
                strict(row -> ((String) row[0]).repeat((int) Math.max(0, (Long) row[1]))), VARCHAR, TINYINT);
        tester.check(
                ScalarFunction.REPLACE, VARCHAR,
                strict(row -> ((String) row[1]).isEmpty() ? row[0]
                        : ((String) row[0]).replace((String) row[1], (String) row[2])),
                VARCHAR, VARCHAR, VARCHAR);
        tester.check(
                ScalarFunction.REVERSE, VARCHAR,
                strict(row -> new StringBuilder((String) row[0]).reverse().toString()), VARCHAR);
        tester.check(ScalarFunction.LPAD, VARCHAR, strict(row -> padded(row, true)), VARCHAR, TINYINT, VARCHAR);
        tester.check(ScalarFunction.RPAD, VARCHAR, strict(row -> padded(row, false)), VARCHAR, TINYINT, VARCHAR);
        tester.check(
                ScalarFunction.TRANSLATE, VARCHAR, strict(row -> translated(row)), VARCHAR, VARCHAR, VARCHAR);
    }

    private static String padded(Object[] row, boolean left) {
        int[] points = points(row[0]);
        int[] fill = points(row[2]);
        long wanted = Math.max(0, (Long) row[1]);
        StringBuilder padding = new StringBuilder();
        for (int i = 0; fill.length > 0 && points.length + i < wanted; i++) {
            padding.appendCodePoint(fill[i % fill.length]);
        }
        String kept = text(points, 0, wanted);
        return left ? padding + kept : kept + padding;
    }

    private static String translated(Object[] row) {
        int[] from = points(row[1]);
        int[] to = points(row[2]);
        StringBuilder result = new StringBuilder();
        for (int c : points(row[0])) {
            int place = -1;
            for (int i = from.length - 1; i >= 0; i--) {
                place = from[i] == c ? i : place;
            }
            if (place < 0) {
                result.appendCodePoint(c);
            } else if (place < to.length) {
                result.appendCodePoint(to[place]);
            }
        }
        return result.toString();
    }

    @Test
    void searches() {
        tester.check(
                ScalarFunction.STARTS_WITH, BOOLEAN, strict(row -> ((String) row[0]).startsWith((String) row[1])),
                VARCHAR, VARCHAR);
        tester.check(
                ScalarFunction.ENDS_WITH, BOOLEAN, strict(row -> ((String) row[0]).endsWith((String) row[1])), VARCHAR,
                VARCHAR);
        tester.check(
                ScalarFunction.CONTAINS, BOOLEAN, strict(row -> ((String) row[0]).contains((String) row[1])), VARCHAR,
                VARCHAR);
    }

    @Test
    void single() {
        assertEquals("Thomas", value(ScalarFunction.OVERLAY, VARCHAR, "Txxxxas", "hom", 2L, 4L));
        assertEquals("Tzxxxx", value(ScalarFunction.OVERLAY, VARCHAR, "Txxxxx", "z", 2L));
        assertEquals("é", value(ScalarFunction.CHR, VARCHAR, 233L));
        assertEquals("900150983cd24fb0d6963f7d28e17f72", value(ScalarFunction.MD5, VARCHAR, "abc"));
        assertEquals(
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                value(ScalarFunction.SHA256, VARCHAR, "abc"));
        assertEquals("7A20", value(ScalarFunction.HEX_ENCODE, VARCHAR, "z "));
        assertEquals(ByteString.copyOf(new byte[] {10, -1}), value(ScalarFunction.HEX_DECODE, VARBINARY, "0aFF"));
        assertEquals("    x", value(ScalarFunction.LPAD, VARCHAR, "x", 5L));
        fails(ErrorCode.INVALID_PARAMETER, ScalarFunction.CHR, 0L);
        fails(ErrorCode.INVALID_PARAMETER, ScalarFunction.CHR, 0xD800L);
        fails(ErrorCode.INVALID_TEXT, ScalarFunction.HEX_DECODE, "0g");
        fails(ErrorCode.STRING_TOO_LONG, ScalarFunction.REPEAT, "x", 1L << 40);
    }

    private static Expression[] literals(Object... values) {
        return Arrays.stream(values)
                .map(value -> value instanceof Long number ? Literal.of(number) : Literal.of((String) value))
                .toArray(Expression[]::new);
    }

    private Object value(ScalarFunction function, DataType type, Object... values) {
        return tester.evaluate(call(function, type, literals(values)));
    }

    private void fails(ErrorCode code, ScalarFunction function, Object... values) {
        Expression expression = call(function, VARCHAR, literals(values));
        assertEquals(code, assertThrows(SheafException.class, () -> tester.evaluate(expression)).code());
    }
}
