// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.junit.jupiter.api.Test;

final class IntervalTextTest {
    @Test
    void readsUnitsInTheString() {
        assertEquals("INTERVAL '3' MONTH", read("3 months"));
        assertEquals("INTERVAL '15' MONTH", read("1 year 3 mons"));
        assertEquals("INTERVAL -'15' MONTH", read("1 year 3 mons ago"));
        assertEquals("INTERVAL '6' MONTH", read("0.5 years"));
        assertEquals("INTERVAL '1' DAY", read("1 day"));
        assertEquals("INTERVAL '187506.700000' SECOND", read("2 days 04:05:06.7"));
        assertEquals("INTERVAL -'5400.000000' SECOND", read("-1.5 hours"));
        assertEquals("INTERVAL '0.001500' SECOND", read("1500 us"));
    }

    @Test
    void refusesWhatIsNoInterval() {
        for (String text : new String[] {"", "3", "months", "3 fortnights", "1 day x", "0.3 months",
            "9999999999 years"}) {
            SheafException failure = assertThrows(SheafException.class, () -> read(text), text);
            assertEquals(ErrorCode.INVALID_DATETIME, failure.code());
        }
        assertEquals(
                ErrorCode.NOT_SUPPORTED, assertThrows(SheafException.class, () -> read("1 month 1 day")).code());
    }

    private static String read(String text) {
        return IntervalText.parse(text, 1, SqlParserPos.ZERO).toString().replaceAll("\\(.*?\\)", "");
    }
}
