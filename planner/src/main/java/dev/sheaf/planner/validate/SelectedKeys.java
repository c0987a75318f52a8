// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.util.Litmus;

/// Orders by the place of what is selected word for word: in `SELECT sum(a) AS a ... ORDER BY sum(a)`, Calcite would
/// take the inner `a` for the sum.
final class SelectedKeys {
    private SelectedKeys() {}

    static SqlNodeList byPlace(SqlNodeList order, SqlSelect select) {
        List<SqlNode> keys = new ArrayList<>();
        for (SqlNode key : order) {
            keys.add(keyByPlace(key, select));
        }
        return new SqlNodeList(keys, order.getParserPosition());
    }

    private static SqlNode keyByPlace(SqlNode key, SqlSelect select) {
        if (!(key instanceof SqlCall call)) {
            return key;
        }
        switch (key.getKind()) {
            case DESCENDING, NULLS_FIRST, NULLS_LAST -> {
                SqlNode inner = call.operand(0);
                return call.getOperator().createCall(call.getParserPosition(), keyByPlace(inner, select));
            }
            default -> {}
        }
        int place = 0;
        for (SqlNode item : select.getSelectList()) {
            place++;
            if (SelectNames.isStar(item)) {
                // How many columns it stands for isn't known yet.
                return key;
            }
            if (item.getKind() == SqlKind.AS && SqlUtil.stripAs(item).equalsDeep(key, Litmus.IGNORE)) {
                return SqlLiteral.createExactNumeric(Integer.toString(place), key.getParserPosition());
            }
        }
        return key;
    }
}
