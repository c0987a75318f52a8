// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// All rows that an engine gave for a query, as texts, to be held against another engine's.
///
/// @param types of the columns, as the engine reported them
/// @param rows in the order in which they came
public record QueryRows(List<ColumnType> types, List<List<String>> rows) {
    /// @throws SQLException as the engine throws it
    public static QueryRows ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<ColumnType> types = ValueRenderer.columnTypes(result.getMetaData());
            return new QueryRows(types, ValueRenderer.rows(result, types));
        }
    }

    /// Fails unless the other engine gave these rows in this order, approximate numbers within their tolerance.
    ///
    /// @param name of the query, for the message
    public void assertGivenBy(QueryRows actual, String name) {
        assertEquals(rows.size(), actual.rows.size(), "rows of " + name);
        RowComparison comparison = RowComparison.forTypes(types, actual.types);
        for (int row = 0; row < rows.size(); row++) {
            if (!comparison.equal(rows.get(row), actual.rows.get(row))) {
                assertEquals(rows, actual.rows, name + ", row " + (row + 1));
            }
        }
    }
}
