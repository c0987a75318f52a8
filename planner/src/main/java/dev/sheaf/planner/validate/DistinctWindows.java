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
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlSelectKeyword;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.util.Litmus;

/// SELECT DISTINCT with windows as a DISTINCT of what the query without it gives: windows come first (S142), and the
/// validator would take their keys for something that DISTINCT hides.
final class DistinctWindows {
    private DistinctWindows() {}

    static boolean applies(SqlSelect select) {
        return select.isDistinct() && (hasWindow(select.getSelectList()) || select.getQualify() != null);
    }

    /// `SELECT DISTINCT * FROM (select)`. Columns of one name get names of their own on the way.
    static SqlSelect rewrite(SqlSelect select) {
        SqlParserPos position = select.getParserPosition();
        SqlLiteral distinct = SqlSelectKeyword.DISTINCT.symbol(position);
        List<SqlNode> outer = new ArrayList<>();
        List<SqlNode> inner = new ArrayList<>();
        if (hasDuplicateNames(select.getSelectList())) {
            for (SqlNode item : select.getSelectList()) {
                SqlParserPos place = item.getParserPosition();
                String name = "$" + inner.size();
                inner.add(SqlStdOperatorTable.AS.createCall(
                        place, SqlUtil.stripAs(item), new SqlIdentifier(name, place)));
                outer.add(SqlStdOperatorTable.AS.createCall(
                        place,
                        new SqlIdentifier(name, place),
                        new SqlIdentifier(SelectNames.nameOf(item), place)));
            }
        } else {
            inner.addAll(select.getSelectList());
            outer.add(SqlIdentifier.star(position));
        }
        SqlSelect rows = new SqlSelect(
                position,
                null,
                new SqlNodeList(inner, position),
                select.getFrom(),
                select.getWhere(),
                select.getGroup(),
                select.getHaving(),
                select.getWindowList(),
                select.getQualify(),
                null,
                null,
                null,
                SqlNodeList.EMPTY);
        return new SqlSelect(
                position,
                SqlNodeList.of(distinct),
                new SqlNodeList(outer, position),
                rows,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                SqlNodeList.EMPTY);
    }

    private static boolean hasDuplicateNames(SqlNodeList items) {
        Set<String> names = new HashSet<>();
        boolean duplicate = false;
        for (SqlNode item : items) {
            if (SelectNames.isStar(item)) {
                return false;
            }
            duplicate |= !names.add(SelectNames.nameOf(item).toLowerCase(Locale.ROOT));
        }
        return duplicate;
    }

    /// The keys of the ORDER BY as columns of the query's result.
    static SqlNodeList order(SqlNodeList order, SqlSelect select) {
        List<SqlNode> keys = new ArrayList<>();
        for (SqlNode key : order) {
            keys.add(column(key, select.getSelectList()));
        }
        return new SqlNodeList(keys, order.getParserPosition());
    }

    private static SqlNode column(SqlNode key, SqlNodeList selected) {
        switch (key.getKind()) {
            case DESCENDING, NULLS_FIRST, NULLS_LAST -> {
                SqlCall call = (SqlCall) key;
                return call.getOperator().createCall(call.getParserPosition(), column(call.operand(0), selected));
            }
            default -> {}
        }
        for (int i = 0; i < selected.size(); i++) {
            SqlNode item = selected.get(i);
            if (item instanceof SqlIdentifier star && star.isStar()) {
                // Places behind a star are not known; a name may still do.
                break;
            }
            if (isSame(SqlUtil.stripAs(item), key)) {
                return SqlLiteral.createExactNumeric(Integer.toString(i + 1), key.getParserPosition());
            }
        }
        return key;
    }

    /// A column may be written with its table in one place and without in the other.
    private static boolean isSame(SqlNode item, SqlNode key) {
        return item.equalsDeep(key, Litmus.IGNORE)
                || item instanceof SqlIdentifier column
                        && key instanceof SqlIdentifier named
                        && (column.isSimple() || named.isSimple())
                        && column.names.getLast().equalsIgnoreCase(named.names.getLast());
    }

    private static boolean hasWindow(SqlNode node) {
        return switch (node) {
            case SqlNodeList list -> list.stream().anyMatch(DistinctWindows::hasWindow);
            case SqlCall call -> call.getKind() == SqlKind.OVER
                    || !call.isA(SqlKind.QUERY)
                            && call.getOperandList().stream()
                                    .anyMatch(operand -> operand != null && hasWindow(operand));
            default -> false;
        };
    }
}
