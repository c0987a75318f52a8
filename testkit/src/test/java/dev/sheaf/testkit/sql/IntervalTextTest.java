// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IntervalTextTest {
    @ParameterizedTest
    @CsvSource({
        "1 year 2 months, 1-2",
        "-3 months, -0-3",
        "2 years, 2-0",
        "1 day, 1 00:00:00",
        "3 days 04:05:06.7, 3 04:05:06.7",
        "36:00:00, 1 12:00:00",
        "-00:00:01.000001, -0 00:00:01.000001",
        "1 month 1 day, 0-1 1 00:00:00",
        "00:00:00, 0 00:00:00",
        "1-2, 1-2",
        "-1-2, -1-2",
        "5 01:02:03, 5 01:02:03",
    })
    void verboseFormsAreShortened(String given, String expected) {
        assertEquals(expected, IntervalText.parse(given));
    }
}
