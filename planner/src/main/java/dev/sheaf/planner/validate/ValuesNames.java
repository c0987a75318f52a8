// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import dev.sheaf.planner.sql.PlainSelect;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/// Gives the columns of a bare VALUES their names: column1, column2, ... (S151).
final class ValuesNames {
    private ValuesNames() {}

    /// The query itself, or `SELECT * FROM (VALUES ...) AS v (column1, ...)`.
    static SqlNode nameColumns(SqlNode query) {
        if (query instanceof SqlOrderBy orderBy && orderBy.query.getKind() == SqlKind.VALUES) {
            return new SqlOrderBy(
                    orderBy.getParserPosition(),
                    nameColumns(orderBy.query),
                    orderBy.orderList,
                    orderBy.offset,
                    orderBy.fetch);
        }
        if (query.getKind() != SqlKind.VALUES) {
            return query;
        }
        SqlParserPos position = query.getParserPosition();
        List<SqlNode> operands = new ArrayList<>();
        operands.add(query);
        operands.add(new SqlIdentifier("values", position));
        operands.addAll(columns((SqlCall) query));
        return PlainSelect.allOf(SqlStdOperatorTable.AS.createCall(position, operands), position);
    }

    static List<SqlNode> columns(SqlCall values) {
        int count = ValuesRows.width(values.operand(0));
        List<SqlNode> names = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            names.add(new SqlIdentifier("column" + i, values.getParserPosition()));
        }
        return names;
    }
}
