// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.sql;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class QueryRowsTest {
    private static QueryRows ask(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            return QueryRows.ask(connection, sql);
        }
    }

    @Test
    void equalRowsInTheSameOrderPass() throws SQLException {
        ask("SELECT 1, 'x', 0.1::DOUBLE").assertGivenBy(ask("SELECT 1, 'x', 0.1000000000000001::DOUBLE"), "query");
    }

    @Test
    void everyOtherAnswerFails() throws SQLException {
        QueryRows expected = ask("VALUES (1, 'x'), (2, NULL)");
        for (String other : new String[] {
            "VALUES (1, 'x')",
            "VALUES (2, NULL), (1, 'x')",
            "VALUES (1, 'x'), (2, 'y')",
            "VALUES (1, 'x', 3), (2, NULL, 3)",
            "VALUES (1), (2)"
        }) {
            QueryRows actual = ask(other);
            assertThrows(AssertionError.class, () -> expected.assertGivenBy(actual, "query"), other);
        }
    }
}
