// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner;

import dev.sheaf.planner.sql.PlainSelect;
import dev.sheaf.planner.sql.StatementOptions;
import dev.sheaf.planner.sql.statement.CopyFromNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/// The query that reads what COPY ... FROM names: `SELECT * FROM read_csv('file', option => value)`.
final class CopyFromQuery {
    private CopyFromQuery() {}

    static SqlNode of(CopyFromNode copy) {
        SqlParserPos position = copy.getParserPosition();
        StatementOptions options = StatementOptions.of(copy.options());
        String format = options.stringOption("format", formatOf(copy.path())).toLowerCase(Locale.ROOT);
        List<SqlNode> operands = new ArrayList<>();
        operands.add(SqlLiteral.createCharString(copy.path(), position));
        for (Map.Entry<String, String> option : options.rest().entrySet()) {
            operands.add(SqlStdOperatorTable.ARGUMENT_ASSIGNMENT.createCall(
                    position, value(option.getValue(), position), new SqlIdentifier(option.getKey(), position)));
        }
        SqlUnresolvedFunction function = new SqlUnresolvedFunction(
                new SqlIdentifier("read_" + format, position),
                null,
                null,
                null,
                null,
                SqlFunctionCategory.USER_DEFINED_TABLE_FUNCTION);
        SqlNode table =
                SqlStdOperatorTable.COLLECTION_TABLE.createCall(position, function.createCall(position, operands));
        return PlainSelect.allOf(table, position);
    }

    private static String formatOf(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".parquet")) {
            return "parquet";
        }
        return lower.endsWith(".arrow") || lower.endsWith(".feather") ? "arrow" : "csv";
    }

    private static SqlNode value(String text, SqlParserPos position) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> SqlLiteral.createBoolean(true, position);
            case "false" -> SqlLiteral.createBoolean(false, position);
            default -> SqlLiteral.createCharString(text, position);
        };
    }
}
