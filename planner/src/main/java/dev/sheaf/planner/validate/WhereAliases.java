// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;

/// Puts expressions of the select list in the place of their names in WHERE, where FROM has no such column (S166).
final class WhereAliases {
    private WhereAliases() {}

    /// @param columns the names that FROM has
    static void rewrite(SqlSelect select, List<String> columns) {
        SqlNode where = select.getWhere();
        if (where == null) {
            return;
        }
        Map<String, SqlNode> values = new HashMap<>();
        for (SqlNode item : select.getSelectList()) {
            if (item.getKind() != SqlKind.AS) {
                continue;
            }
            String alias = ((SqlIdentifier) ((SqlCall) item).operand(1)).getSimple();
            if (columns.stream().noneMatch(alias::equalsIgnoreCase)) {
                SqlNode value = SyntaxCopy.of(((SqlCall) item).operand(0));
                values.putIfAbsent(alias.toLowerCase(Locale.ROOT), UsingJoins.replace(value, values));
            }
        }
        if (!values.isEmpty()) {
            select.setWhere(UsingJoins.replace(where, values));
        }
    }
}
