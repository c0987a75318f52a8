// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.validate.SqlValidatorUtil;
import org.apache.calcite.util.Litmus;
import org.jspecify.annotations.Nullable;

/// Select lists that use a name more than once. As a result that is fine; as a table, in FROM and WITH, the second `a`
/// is called `a_1`, as in DuckDB.
final class RepeatedNames {
    private RepeatedNames() {}

    /// Finds the selects whose columns are those of a table in FROM or WITH.
    static Set<SqlNode> tableSelects(SqlNode statement) {
        Set<SqlNode> found = Collections.newSetFromMap(new IdentityHashMap<>());
        statement.accept(new Finder(false, found));
        return found;
    }

    /// Gives the repeated names of a validated select others, in its list and in its row type.
    static RelDataType rename(SqlSelect select, RelDataType rowType, RelDataTypeFactory factory) {
        List<String> names = rowType.getFieldNames();
        List<String> unique = SqlValidatorUtil.uniquify(
                names, (original, attempt, _) -> (original == null ? "EXPR$" : original + "_") + (attempt + 1), false);
        if (unique.equals(names)) {
            return rowType;
        }
        List<SqlNode> items = new ArrayList<>(select.getSelectList());
        for (int column = 0; column < names.size(); column++) {
            if (!unique.get(column).equals(names.get(column))) {
                SqlNode item = items.get(column);
                SqlNode expression = item.getKind() == SqlKind.AS ? ((SqlCall) item).operand(0) : item;
                items.set(column, SqlValidatorUtil.addAlias(expression, unique.get(column)));
            }
        }
        select.setSelectList(new SqlNodeList(items, select.getSelectList().getParserPosition()));
        return factory.createStructType(
                rowType.getFieldList().stream().map(RelDataTypeField::getType).toList(), unique);
    }

    /// Puts positions in the place of names that several equal columns of the select list have, which are not
    /// ambiguous: `SELECT a, a ... ORDER BY a`.
    static SqlNodeList order(SqlNodeList order, SqlNode query) {
        if (!(query instanceof SqlSelect select)) {
            return order;
        }
        List<SqlNode> keys = new ArrayList<>();
        boolean changed = false;
        for (SqlNode key : order) {
            SqlNode resolved = position(key, select);
            changed |= resolved != key;
            keys.add(resolved);
        }
        return changed ? new SqlNodeList(keys, order.getParserPosition()) : order;
    }

    private static SqlNode position(SqlNode key, SqlSelect select) {
        return switch (key.getKind()) {
            case DESCENDING, NULLS_FIRST, NULLS_LAST -> {
                SqlCall call = (SqlCall) key;
                SqlNode operand = call.operand(0);
                SqlNode inner = position(operand, select);
                yield inner == operand ? key : call.getOperator().createCall(call.getParserPosition(), inner);
            }
            case IDENTIFIER -> ((SqlIdentifier) key).isSimple() ? position((SqlIdentifier) key, select) : key;
            default -> key;
        };
    }

    private static SqlNode position(SqlIdentifier name, SqlSelect select) {
        int first = 0;
        int position = 0;
        @Nullable SqlNode expression = null;
        for (SqlNode item : select.getSelectList()) {
            position++;
            if (!name.getSimple().equalsIgnoreCase(SqlValidatorUtil.alias(item))) {
                continue;
            }
            SqlNode own = item.getKind() == SqlKind.AS ? ((SqlCall) item).operand(0) : item;
            if (expression == null) {
                first = position;
                expression = own;
            } else if (!own.equalsDeep(expression, Litmus.IGNORE)) {
                return name;
            } else {
                SqlParserPos place = name.getParserPosition();
                return SqlLiteral.createExactNumeric(Integer.toString(first), place);
            }
        }
        return name;
    }

    private static final class Finder extends SqlBasicVisitor<Void> {
        private final boolean table;
        private final Set<SqlNode> found;

        Finder(boolean table, Set<SqlNode> found) {
            this.table = table;
            this.found = found;
        }

        @Override
        public @Nullable Void visit(SqlCall call) {
            switch (call) {
                case SqlSelect select -> {
                    if (table) {
                        found.add(select);
                    }
                    for (SqlNode operand : select.getOperandList()) {
                        walk(operand, operand == select.getFrom());
                    }
                }
                case SqlWith with -> {
                    with.withList.forEach(item -> walk(((SqlWithItem) item).query, true));
                    walk(with.body, table);
                }
                case SqlJoin join -> {
                    walk(join.getLeft(), table);
                    walk(join.getRight(), table);
                    walk(join.getCondition(), false);
                }
                default -> {
                    boolean passes = call.getKind().belongsTo(SqlKind.SET_QUERY)
                            || call.getKind() == SqlKind.ORDER_BY
                            || call.getKind() == SqlKind.AS
                            || call.getOperator() == SqlStdOperatorTable.LATERAL;
                    for (SqlNode operand : call.getOperandList()) {
                        walk(operand, passes && table);
                    }
                }
            }
            return null;
        }

        private void walk(@Nullable SqlNode node, boolean asTable) {
            if (node != null) {
                node.accept(asTable == table ? this : new Finder(asTable, found));
            }
        }
    }
}
