// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.expression;

import static dev.sheaf.exec.expression.ExpressionTester.cast;
import static dev.sheaf.exec.expression.ExpressionTester.strict;
import static dev.sheaf.exec.expression.ExpressionTester.tryCast;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.type.DataType;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Casts to text and from text: by hand, and there and back again for all types.
class TextCastTest {
    private final ExpressionTester tester = new ExpressionTester(51);

    @AfterEach
    void memoryIsGivenBack() {
        tester.close();
    }

    static Stream<DataType> types() {
        return Stream.of(
                DataType.BOOLEAN, DataType.TINYINT, DataType.INTEGER, DataType.BIGINT, DataType.REAL, DataType.DOUBLE,
                DataType.decimal(15, 2), DataType.decimal(38, 0), DataType.decimal(38, 38), DataType.decimal(3, 3),
                DataType.VARBINARY, DataType.DATE, DataType.TIME, DataType.TIMESTAMP, DataType.TIMESTAMP_LTZ,
                DataType.INTERVAL_YEAR_MONTH, DataType.INTERVAL_DAY_TIME);
    }

    @ParameterizedTest
    @MethodSource("types")
    void textReadsBackAsTheSameValue(DataType type) {
        tester.check(operands -> cast(cast(operands[0], DataType.VARCHAR), type), strict(row -> row[0]), type);
        Map<Object, Optional<Object>> known = new HashMap<>();
        tester.check(
                operands -> tryCast(operands[0], type),
                strict(row -> known.computeIfAbsent(row[0], text -> read((String) text, type)).orElse(null)),
                DataType.VARCHAR);
    }

    private Optional<Object> read(String text, DataType type) {
        try {
            return Optional.of(tester.evaluate(cast(Literal.of(text), type)));
        } catch (SheafException failure) {
            return Optional.empty();
        }
    }

    @Test
    void numbersArePlainDigits() {
        tester.check(
                operands -> cast(operands[0], DataType.VARCHAR), strict(row -> row[0].toString()), DataType.BIGINT);
        tester.check(
                operands -> cast(operands[0], DataType.VARCHAR),
                strict(row -> ((BigDecimal) row[0]).toPlainString()), DataType.decimal(38, 20));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1", "1.5, 1.5", "-0.0, -0", "1e14, 100000000000000", "1e15, 1e+15", "1e20, 1e+20", "1.25e-7, 1.25e-07",
        "0.0001, 0.0001", "0.00001, 1e-05", "NaN, NaN", "-Infinity, -Infinity", "123456789.125, 123456789.125",
        "1.7976931348623157E308, 1.7976931348623157e+308",
    })
    void doublesHaveTheFewestDigits(double value, String expected) {
        assertEquals(expected, tester.evaluate(cast(Literal.of(value), DataType.VARCHAR)));
    }

    @ParameterizedTest
    @CsvSource({
        "INTEGER, ' 42 ', 42", "INTEGER, +7, 7", "INTEGER, -2147483648, -2147483648", "INTEGER, 2147483648, 22003",
        "INTEGER, 1.5, 22P02", "INTEGER, '', 22P02", "INTEGER, 1 2, 22P02", "INTEGER, 0x10, 22P02",
        "BIGINT, 9223372036854775807, 9223372036854775807", "BIGINT, 9223372036854775808, 22003",
        "BIGINT, -9223372036854775808, -9223372036854775808", "BIGINT, 99999999999999999999, 22003",
        "DECIMAL, 1.005, 1.01", "DECIMAL, -1.005, -1.01", "DECIMAL, .5, 0.50", "DECIMAL, 5., 5.00",
        "DECIMAL, 1e3, 1000.00", "DECIMAL, 12345e-3, 12.35", "DECIMAL, 1e-400, 0.00", "DECIMAL, 1e400, 22003",
        "DECIMAL, 123456789, 22003", "DECIMAL, ., 22P02", "DECIMAL, 1e, 22P02",
        "DECIMAL, 1.00000000000000000000001, 1.00",
        "DOUBLE, 1e3, 1000.0", "DOUBLE, ' -1.5 ', -1.5", "DOUBLE, nan, NaN", "DOUBLE, -INF, -Infinity",
        "DOUBLE, Infinity, Infinity", "DOUBLE, 1e400, 22003", "DOUBLE, 1d, 22P02", "DOUBLE, 0x1p3, 22P02",
        "DOUBLE, 0.1, 0.1", "DOUBLE, 123456789012345678901234567890, 1.2345678901234568E29",
        "BOOLEAN, ' TRUE ', true", "BOOLEAN, y, true", "BOOLEAN, off, false", "BOOLEAN, 0, false", "BOOLEAN, tr, 22P02",
        "DATE, 2024-02-29, 19782", "DATE, 2024-2-9, 19762", "DATE, 2023-02-29, 22008", "DATE, 2024/02/29, 22007",
        "DATE, 2024-02-29 10:00:00, 19782", "DATE, 2024-02-29x, 22007", "DATE, 0000-01-01, 22008", "DATE, today, 22007",
        "TIME, 04:05, 14700000000", "TIME, 04:05:06.5, 14706500000", "TIME, 04:05:06.1234565, 14706123457",
        "TIME, 25:00:00, 22008", "TIME, 24:00:00, 22008", "TIME, 4, 22007", "TIME, 04:60:00, 22008",
        "TIMESTAMP, 1970-01-02 00:00:01, 86401000000", "TIMESTAMP, 1970-01-02T00:00:01.000001, 86401000001",
        "TIMESTAMP, 1970-01-02, 86400000000", "TIMESTAMP, 1970-01-01 24:00:00, 86400000000",
        "TIMESTAMP, 1970-01-01 24:00:01, 22008", "TIMESTAMP, 1970-01-01 10, 22007",
        "TIMESTAMP WITH LOCAL TIME ZONE, 1970-01-01 02:00:00+02, 0",
        "TIMESTAMP WITH LOCAL TIME ZONE, 1970-01-01 00:00:00Z, 0",
        "TIMESTAMP WITH LOCAL TIME ZONE, 1970-01-01 00:00:00-00:30, 1800000000",
        "INTERVAL YEAR TO MONTH, 1-2, 14", "INTERVAL YEAR TO MONTH, -1-2, -14",
        "INTERVAL YEAR TO MONTH, 2 years 1 month, 25",
        "INTERVAL YEAR TO MONTH, 1-12, 22007", "INTERVAL DAY TO SECOND, 1 00:00:01, 86401000000",
        "INTERVAL DAY TO SECOND, -0 00:00:01.5, -1500000", "INTERVAL DAY TO SECOND, 2 days 3 hours, 183600000000",
        "INTERVAL DAY TO SECOND, 1-2, 22007",
    })
    void textIsReadOrFails(String typeName, String text, String expected) {
        DataType type = Stream.of(
                DataType.INTEGER, DataType.BIGINT, DataType.DOUBLE, DataType.BOOLEAN, DataType.DATE,
                DataType.TIME, DataType.TIMESTAMP, DataType.TIMESTAMP_LTZ, DataType.INTERVAL_YEAR_MONTH,
                DataType.INTERVAL_DAY_TIME)
                .filter(candidate -> candidate.sqlName().equals(typeName))
                .findFirst()
                .orElse(DataType.decimal(10, 2));
        Expression expression = cast(Literal.of(text), type);
        if (expected.matches("22\\w{3}")) {
            assertEquals(
                    expected, assertThrows(SheafException.class, () -> tester.evaluate(expression)).sqlState());
            assertNull(tester.evaluate(tryCast(Literal.of(text), type)));
        } else {
            assertEquals(expected, tester.evaluate(expression).toString());
        }
    }

    @Test
    void datesAndIntervalsHaveOneForm() {
        assertEquals("2024-02-29", text(19782, DataType.DATE));
        assertEquals("0001-01-01", text(-719162, DataType.DATE));
        assertEquals("04:05:06.5", text(14706500000L, DataType.TIME));
        assertEquals("2024-02-29 04:05:06.000001", text(1709179506000001L, DataType.TIMESTAMP));
        assertEquals("1969-12-31 23:59:59.999999", text(-1, DataType.TIMESTAMP));
        assertEquals("1970-01-01 00:00:00+00", text(0, DataType.TIMESTAMP_LTZ));
        assertEquals("-1-2", text(-14, DataType.INTERVAL_YEAR_MONTH));
        assertEquals("3 04:05:06.5", text(273906500000L, DataType.INTERVAL_DAY_TIME));
        assertEquals("-0 00:00:01", text(-1000000, DataType.INTERVAL_DAY_TIME));
        assertEquals("-106751991 04:00:54.775808", text(Long.MIN_VALUE, DataType.INTERVAL_DAY_TIME));
    }

    private Object text(long value, DataType type) {
        return tester.evaluate(cast(new Literal(value, type), DataType.VARCHAR));
    }

    @Test
    void lengthsCutAndPad() {
        DataType three = new DataType.CharacterType(false, 3);
        DataType fixed = new DataType.CharacterType(true, 5);
        assertEquals("日本語", tester.evaluate(cast(Literal.of("日本語のテキスト"), three)));
        assertEquals("123", tester.evaluate(cast(Literal.of(12345), three)));
        assertEquals("ab   ", tester.evaluate(cast(Literal.of("ab"), fixed)));
        assertEquals("abcde", tester.evaluate(cast(Literal.of("abcdefghijklmnop"), fixed)));
        assertEquals("ab", tester.evaluate(cast(cast(Literal.of("ab"), fixed), DataType.VARCHAR)));
    }
}
