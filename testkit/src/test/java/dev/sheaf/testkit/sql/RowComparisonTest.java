// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.testkit.sql.ColumnType.Family;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RowComparisonTest {
    private static final ColumnType DOUBLE = new ColumnType(Family.DOUBLE, "DOUBLE", 0);
    private static final ColumnType REAL = new ColumnType(Family.REAL, "REAL", 0);
    private static final ColumnType DECIMAL_6 = new ColumnType(Family.DECIMAL, "DECIMAL(38, 6)", 6);
    private static final ColumnType DECIMAL_2 = new ColumnType(Family.DECIMAL, "DECIMAL(38, 2)", 2);
    private static final ColumnType TEXT = new ColumnType(Family.TEXT, "VARCHAR", 0);

    @ParameterizedTest
    @CsvSource({
        "1.0, 1.0000000001, true",
        "1.0, 1.00000001, false",
        "1e300, 1.0E300, true",
        "0.0, 1e-13, true",
        "NaN, NaN, true",
        "NaN, 1.0, false",
        "Infinity, Infinity, true",
        "Infinity, 1e308, false",
        "Infinity, -Infinity, false",
        "NULL, 0.0, false",
        "NULL, NULL, true",
        "-0.0, 0.0, true",
    })
    void doublesCompareWithTolerance(String left, String right, boolean equal) {
        RowComparison comparison = RowComparison.forTypes(List.of(DOUBLE), List.of(DOUBLE));
        assertEquals(equal, comparison.equal(List.of(left), List.of(right)));
    }

    @Test
    void floatsHaveAWiderTolerance() {
        RowComparison comparison = RowComparison.forTypes(List.of(REAL), List.of(DOUBLE));
        assertTrue(comparison.equal(List.of("0.1"), List.of("0.10000000149")));
        assertFalse(comparison.equal(List.of("0.1"), List.of("0.100001")));
    }

    @Test
    void decimalsCompareByValueAndRoundedQuotientsByTheirLastPlace() {
        RowComparison exact = RowComparison.forTypes(List.of(DECIMAL_2), List.of(DECIMAL_6));
        assertTrue(exact.equal(List.of("1.50"), List.of("1.500000")));
        assertFalse(exact.equal(List.of("1.50"), List.of("1.500001")));
        RowComparison quotient = RowComparison.forTypes(List.of(DECIMAL_6), List.of(DOUBLE));
        assertTrue(quotient.equal(List.of("0.333333"), List.of("0.3333333333333333")));
        assertFalse(quotient.equal(List.of("0.333334"), List.of("0.3333333333333333")));
    }

    @Test
    void orderIgnoresLastDigits() {
        RowComparison comparison = RowComparison.forTypes(List.of(DOUBLE, TEXT), List.of(DOUBLE, TEXT));
        List<List<String>> left = List.of(List.of("0.30000000000000004", "b"), List.of("0.3", "a"));
        List<List<String>> right = List.of(List.of("0.3", "b"), List.of("0.30000000000000004", "a"));
        List<List<String>> leftSorted = comparison.sorted(left);
        List<List<String>> rightSorted = comparison.sorted(right);
        for (int row = 0; row < leftSorted.size(); row++) {
            assertTrue(comparison.equal(leftSorted.get(row), rightSorted.get(row)));
        }
        assertEquals("a", leftSorted.getFirst().get(1));
    }
}
