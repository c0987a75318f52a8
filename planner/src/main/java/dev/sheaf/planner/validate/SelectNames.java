// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlStarExclude;
import org.apache.calcite.sql.SqlStarReplace;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/// Names the columns that a select list leaves without one by their expression, as DuckDB does: `sum(x)`,
/// `count_star()`, `(a + 1)`. A subquery's column has the subquery's name for it, EXISTS is `exists` (PostgreSQL).
/// Names given here are different from all others of the list.
final class SelectNames {
    private SelectNames() {}

    /// Changes the query.
    static void complete(SqlSelect select) {
        Set<String> taken = new HashSet<>();
        for (SqlNode item : select.getSelectList()) {
            if (hasName(item)) {
                taken.add(nameOf(item).toLowerCase(Locale.ROOT));
            }
        }
        List<SqlNode> items = new ArrayList<>();
        for (SqlNode item : select.getSelectList()) {
            items.add(hasName(item) || isStar(item) ? item : named(item, taken));
        }
        select.setSelectList(new SqlNodeList(items, select.getSelectList().getParserPosition()));
    }

    static boolean isStar(SqlNode item) {
        return item instanceof SqlStarExclude
                || item instanceof SqlStarReplace
                || item instanceof SqlIdentifier name && name.isStar();
    }

    private static boolean hasName(SqlNode item) {
        return item.getKind() == SqlKind.AS || item instanceof SqlIdentifier name && !name.isStar();
    }

    /// The name of an item that has one.
    static String nameOf(SqlNode item) {
        return item instanceof SqlIdentifier column
                ? column.names.getLast()
                : ((SqlIdentifier) ((SqlCall) item).operand(1)).getSimple();
    }

    private static SqlNode named(SqlNode item, Set<String> taken) {
        String wanted = name(item);
        String name = wanted;
        for (int i = 1; !taken.add(name.toLowerCase(Locale.ROOT)); i++) {
            name = wanted + "_" + i;
        }
        return SqlStdOperatorTable.AS.createCall(
                item.getParserPosition(), item, new SqlIdentifier(name, item.getParserPosition()));
    }

    private static String name(SqlNode item) {
        return switch (item) {
            case SqlOrderBy orderBy -> name(orderBy.query);
            case SqlWith with -> name(with.body);
            case SqlSelect select when !isStar(select.getSelectList().get(0)) -> {
                SqlNode first = select.getSelectList().get(0);
                yield hasName(first) ? nameOf(first) : name(first);
            }
            default -> item.getKind() == SqlKind.EXISTS ? "exists" : ExpressionText.of(item);
        };
    }
}
