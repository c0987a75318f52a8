// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.planner.sql.AllClause;
import dev.sheaf.planner.sql.DistinctOnSelect;
import dev.sheaf.planner.sql.SourcePositions;
import dev.sheaf.planner.sql.UnionByName;
import dev.sheaf.planner.sql.UnsupportedSyntax;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.SqlWindow;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/// Says DISTINCT ON, GROUP BY ALL and ORDER BY ALL in standard SQL.
final class SelectRewriter {
    private SelectRewriter() {}

    static SqlOrderBy rewrite(SqlOrderBy orderBy) {
        if (!(orderBy.query instanceof SqlSelect select)) {
            return with(orderBy, orderBy.query, allReplaced(orderBy));
        }
        SqlNodeList order = SelectedKeys.byPlace(NamedWindows.inline(allReplaced(orderBy), select), select);
        NamedWindows.inline(select);
        SelectNames.complete(select);
        if (select instanceof DistinctOnSelect distinct) {
            return with(orderBy, distinctOn(distinct, order), order);
        }
        if (DistinctWindows.applies(select)) {
            SqlNodeList keys = AllClause.in(order) ? order : DistinctWindows.order(order, select);
            return with(orderBy, DistinctWindows.rewrite(select), keys);
        }
        return with(orderBy, select, order);
    }

    private static SqlNodeList allReplaced(SqlOrderBy orderBy) {
        SqlNodeList order = orderBy.orderList;
        return AllClause.in(order)
                ? orderByAll(orderBy.query, order)
                : RepeatedNames.order(order, orderBy.query);
    }

    private static SqlOrderBy with(SqlOrderBy original, SqlNode query, SqlNodeList order) {
        return new SqlOrderBy(original.getParserPosition(), query, order, original.offset, original.fetch);
    }

    static SqlSelect rewrite(SqlSelect select) {
        NamedWindows.inline(select);
        SelectNames.complete(select);
        SqlSelect rewritten =
                select instanceof DistinctOnSelect distinct ? distinctOn(distinct, SqlNodeList.EMPTY) : select;
        if (DistinctWindows.applies(rewritten)) {
            return DistinctWindows.rewrite(rewritten);
        }
        SqlNodeList group = rewritten.getGroup();
        if (AllClause.is(group)) {
            rewritten.setGroupBy(groupByAll(rewritten));
        } else if (group != null) {
            rewritten.setGroupBy(GroupingItems.rewrite(group));
        }
        return rewritten;
    }

    /// The first row of each key in the query's order: `QUALIFY row_number() OVER (PARTITION BY keys ORDER BY order) =
    /// 1`.
    private static SqlSelect distinctOn(DistinctOnSelect select, SqlNodeList order) {
        SqlParserPos position = select.keys().getParserPosition();
        if (AllClause.in(order)) {
            throw UnsupportedSyntax.of("DISTINCT ON with * and ORDER BY ALL", position);
        }
        SqlNodeList keys = resolve(select.keys(), select);
        SqlWindow window = SqlWindow.create(
                null,
                null,
                keys,
                resolve(order, select),
                SqlLiteral.createBoolean(false, position),
                null,
                null,
                null,
                SqlWindow.createExcludeNoOthers(position),
                position);
        SqlNode number = SqlStdOperatorTable.OVER.createCall(
                position, SqlStdOperatorTable.ROW_NUMBER.createCall(position), window);
        SqlNode first = SqlStdOperatorTable.EQUALS.createCall(
                position, number, SqlLiteral.createExactNumeric("1", position));
        SqlNode qualify = select.getQualify();
        return new SqlSelect(
                select.getParserPosition(),
                null,
                select.getSelectList(),
                select.getFrom(),
                select.getWhere(),
                select.getGroup(),
                select.getHaving(),
                select.getWindowList(),
                qualify == null ? first : SqlStdOperatorTable.AND.createCall(position, qualify, first),
                null,
                null,
                null,
                SqlNodeList.EMPTY);
    }

    /// Puts select list expressions in the place of positions and aliases, which a window can't refer to.
    private static SqlNodeList resolve(SqlNodeList expressions, SqlSelect select) {
        List<SqlNode> resolved = new ArrayList<>();
        for (SqlNode expression : expressions) {
            resolved.add(resolve(expression, select));
        }
        return new SqlNodeList(resolved, expressions.getParserPosition());
    }

    private static SqlNode resolve(SqlNode expression, SqlSelect select) {
        switch (expression.getKind()) {
            case DESCENDING, NULLS_FIRST, NULLS_LAST -> {
                SqlCall call = (SqlCall) expression;
                SqlNode operand = call.operand(0);
                SqlNode inner = resolve(operand, select);
                return call.getOperator().createCall(call.getParserPosition(), inner);
            }
            default -> {}
        }
        if (expression instanceof SqlNumericLiteral number && number.isInteger()) {
            int place = number.intValue(true);
            if (place < 1 || place > select.getSelectList().size()) {
                throw new SheafException(
                        ErrorCode.INVALID_STATEMENT,
                        "position " + place + " is not in the select list",
                        SourcePositions.of(expression.getParserPosition()));
            }
            return SqlUtil.stripAs(select.getSelectList().get(place - 1));
        }
        if (expression instanceof SqlIdentifier name && name.isSimple()) {
            for (SqlNode item : select.getSelectList()) {
                if (item.getKind() == SqlKind.AS
                        && ((SqlCall) item).operand(1) instanceof SqlIdentifier alias
                        && alias.getSimple().equalsIgnoreCase(name.getSimple())) {
                    return ((SqlCall) item).operand(0);
                }
            }
        }
        return expression;
    }

    /// Every selected expression without an aggregate or window.
    private static @Nullable SqlNodeList groupByAll(SqlSelect select) {
        List<SqlNode> keys = new ArrayList<>();
        int place = 0;
        for (SqlNode item : select.getSelectList()) {
            place++;
            SqlNode expression = SqlUtil.stripAs(item);
            refuseStar(expression, "GROUP BY ALL");
            if (!containsAggregate(expression) && !(expression instanceof SqlLiteral)) {
                keys.add(SqlLiteral.createExactNumeric(Integer.toString(place), expression.getParserPosition()));
            }
        }
        return keys.isEmpty() ? null : new SqlNodeList(keys, select.getParserPosition());
    }

    /// Positions, or the word itself where only binding tells how many columns there are.
    private static SqlNodeList orderByAll(SqlNode query, SqlNodeList order) {
        SqlNode leaf = query;
        while (leaf instanceof SqlCall call && isSetOperation(call)) {
            leaf = call.operand(0);
        }
        boolean known = leaf instanceof SqlSelect select
                && select.getSelectList().stream().noneMatch(SelectNames::isStar);
        if (!known) {
            return order;
        }
        List<SqlNode> keys = new ArrayList<>();
        for (int place = 1; place <= ((SqlSelect) leaf).getSelectList().size(); place++) {
            keys.add(AllClause.replace(order.get(0), place));
        }
        return new SqlNodeList(keys, order.getParserPosition());
    }

    private static boolean isSetOperation(SqlCall call) {
        return switch (call.getKind()) {
            case UNION, INTERSECT, EXCEPT -> !UnionByName.is(call.getOperator());
            default -> false;
        };
    }

    private static void refuseStar(SqlNode item, String clause) {
        if (SelectNames.isStar(item)) {
            throw UnsupportedSyntax.of(clause + " with *", item.getParserPosition());
        }
    }

    private static boolean containsAggregate(SqlNode expression) {
        boolean[] found = {false};
        expression.accept(new SqlBasicVisitor<@Nullable Void>() {
            @Override
            public @Nullable Void visit(SqlCall call) {
                if (call.isA(SqlKind.QUERY)) {
                    return null;
                }
                if (call.getKind() == SqlKind.OVER || SheafOperators.isAggregate(call.getOperator().getName())) {
                    found[0] = true;
                    return null;
                }
                return super.visit(call);
            }
        });
        return found[0];
    }
}
