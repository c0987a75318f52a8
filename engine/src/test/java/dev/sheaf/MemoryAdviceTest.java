// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// A statement that has too little memory even though it may use the disk says how much would have been enough, and
/// with that it runs.
class MemoryAdviceTest {
    private static final Pattern ADVICE = Pattern.compile("; the statement keeps rows in (\\d+) operators and reads"
            + " (\\d+) columns, on (\\d+) threads: memory=(\\d+)MB would have been enough");

    private static final String ROWS = "(SELECT i, 'text that does not fit a view ' || i AS t FROM range(150000) r(i))";

    private static final String SQL =
            "SELECT count(*), max(c), max(u) FROM (SELECT a.t, count(*) AS c, max(b.t) AS u FROM " + ROWS + " a JOIN "
                    + ROWS + " b ON a.t = b.t JOIN " + ROWS + " d ON b.t = d.t GROUP BY a.t) g";

    @Test
    void theNamedLimitIsEnough() throws SQLException {
        SQLException refused = assertThrows(SQLException.class, () -> run("16MB"));
        assertEquals("53200", refused.getSQLState(), refused.getMessage());
        Matcher advice = ADVICE.matcher(refused.getMessage());
        assertTrue(advice.find(), refused.getMessage());
        assertEquals("8", advice.group(3));
        assertEquals("150000 1 text that does not fit a view 99999", run(advice.group(4) + "MB"));
    }

    private static String run(String memory) throws SQLException {
        try (Connection connection =
                DriverManager.getConnection("jdbc:sheaf:?workers=2&threads=4&memory=" + memory);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(SQL)) {
            assertTrue(rows.next());
            return rows.getString(1) + " " + rows.getString(2) + " " + rows.getString(3);
        }
    }
}
