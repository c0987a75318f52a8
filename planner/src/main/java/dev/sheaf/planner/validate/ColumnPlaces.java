// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.planner.sql.AllClause;
import dev.sheaf.planner.sql.PlainSelect;
import dev.sheaf.planner.sql.SourcePositions;
import dev.sheaf.planner.sql.UnionByName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;

/// What can be said in standard SQL only when the columns of a bound query are known: UNION BY NAME, and ORDER BY ALL
/// where the select list has a star.
public final class ColumnPlaces extends SqlShuttle {
    private final Function<SqlNode, List<String>> columns;
    private final Deque<SqlWithItem> definitions = new ArrayDeque<>();

    /// @param columns gives the names of a query's columns
    private ColumnPlaces(Function<SqlNode, List<String>> columns) {
        this.columns = columns;
    }

    /// @param query a bound query
    /// @param columns gives the names of the columns of a part of it, which it may change
    public static SqlNode resolve(SqlNode query, Function<SqlNode, List<String>> columns) {
        return Objects.requireNonNull(query.accept(new ColumnPlaces(columns)));
    }

    @Override
    public SqlNode visit(SqlCall call) {
        if (call instanceof SqlWith with) {
            return visitWith(with);
        }
        SqlNode visited = Objects.requireNonNull(super.visit(call));
        return switch (visited) {
            case SqlOrderBy orderBy when AllClause.in(orderBy.orderList) -> orderByAll(orderBy);
            case SqlCall done when UnionByName.is(done.getOperator()) -> union(done);
            default -> visited;
        };
    }

    private SqlNode visitWith(SqlWith with) {
        int before = definitions.size();
        for (SqlNode node : with.withList) {
            SqlWithItem item = (SqlWithItem) node;
            item.query = Objects.requireNonNull(item.query.accept(this));
            definitions.addLast(item);
        }
        with.setOperand(1, Objects.requireNonNull(with.body.accept(this)));
        while (definitions.size() > before) {
            definitions.removeLast();
        }
        return with;
    }

    private SqlNode orderByAll(SqlOrderBy orderBy) {
        SqlNode clause = orderBy.orderList.get(0);
        int count = names(orderBy.query).size();
        List<SqlNode> keys = new ArrayList<>();
        for (int place = 1; place <= count; place++) {
            keys.add(AllClause.replace(clause, place));
        }
        return new SqlOrderBy(
                orderBy.getParserPosition(),
                orderBy.query,
                new SqlNodeList(keys, orderBy.orderList.getParserPosition()),
                orderBy.offset,
                orderBy.fetch);
    }

    /// Both sides with all columns: those of the left one, then those that only the right one has.
    private SqlNode union(SqlCall union) {
        SqlParserPos position = union.getParserPosition();
        List<String> left = distinctNames(union.operand(0), position);
        List<String> right = distinctNames(union.operand(1), position);
        List<String> all = new ArrayList<>(left);
        right.stream().filter(name -> !has(left, name)).forEach(all::add);
        SqlOperator operator = union.getOperator() == UnionByName.ALL
                ? SqlStdOperatorTable.UNION_ALL
                : SqlStdOperatorTable.UNION;
        return operator.createCall(
                position, placed(union.operand(0), left, all, position),
                placed(union.operand(1), right, all, position));
    }

    private List<String> distinctNames(SqlNode query, SqlParserPos position) {
        List<String> names = names(query);
        if (names.stream().map(ColumnPlaces::key).distinct().count() < names.size()) {
            throw new SheafException(
                    ErrorCode.DUPLICATE_COLUMN,
                    "UNION BY NAME takes no query with several columns of a name",
                    SourcePositions.of(position));
        }
        return names;
    }

    private static SqlSelect placed(SqlNode query, List<String> own, List<String> all, SqlParserPos position) {
        List<SqlNode> items = new ArrayList<>();
        for (String name : all) {
            SqlIdentifier column = new SqlIdentifier(name, position);
            items.add(
                    has(own, name)
                            ? column
                            : SqlStdOperatorTable.AS.createCall(position, SqlLiteral.createNull(position), column));
        }
        return PlainSelect.of(new SqlNodeList(items, position), query, null, position);
    }

    /// The names of a query's columns, found on a copy: finding out changes it.
    private List<String> names(SqlNode query) {
        SqlNode copy = SyntaxCopy.of(query);
        for (Iterator<SqlWithItem> outer = definitions.descendingIterator(); outer.hasNext();) {
            SqlNode definition = SyntaxCopy.of(outer.next());
            copy = new SqlWith(SqlParserPos.ZERO, SqlNodeList.of(definition), copy);
        }
        return columns.apply(copy);
    }

    private static boolean has(List<String> names, String name) {
        return names.stream().anyMatch(name::equalsIgnoreCase);
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
