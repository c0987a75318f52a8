// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.planner.sql.SourcePositions;
import dev.sheaf.planner.sql.UnsupportedSyntax;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlStarExclude;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/// Says JOIN ... USING and NATURAL JOIN with ON (S124): the columns that both sides have become one, which stands for
/// their names wherever the select uses them, and comes first in `*`. Where the columns of an item of FROM can't be
/// told before validation, the join stays as it is.
final class UsingJoins {
    /// A column of FROM: its name, and the expression that gives it.
    private record Column(String name, SqlNode value, boolean merged) {
        boolean named(String other) {
            return name.equalsIgnoreCase(other);
        }

        SqlNode at(SqlParserPos position) {
            return value.clone(position);
        }
    }

    private final ColumnNames relations;

    UsingJoins(ColumnNames relations) {
        this.relations = relations;
    }

    /// Rewrites a select whose FROM is bound.
    ///
    /// @return what stands for merged names in ORDER BY, too; empty where nothing is merged
    Map<String, SqlNode> rewrite(SqlSelect select) {
        SqlNode from = select.getFrom();
        if (from == null || !joinsByName(from)) {
            return Map.of();
        }
        List<Column> columns = columns(from);
        if (columns == null) {
            return Map.of();
        }
        joinOn(from);
        Map<String, SqlNode> merged = merged(columns);
        select.setSelectList(selectList(select.getSelectList(), columns, merged));
        for (int place = SqlSelect.WHERE_OPERAND; place <= SqlSelect.QUALIFY_OPERAND; place++) {
            SqlNode operand = select.getOperandList().get(place);
            if (operand != null) {
                select.setOperand(place, replace(operand, merged));
            }
        }
        return merged;
    }

    /// Puts merged columns in the place of their names, but not in queries within.
    static SqlNode replace(SqlNode node, Map<String, SqlNode> merged) {
        SqlNode replaced = node.accept(new SqlShuttle() {
            @Override
            public @Nullable SqlNode visit(SqlIdentifier name) {
                SqlNode value = name.isSimple() ? merged.get(name.getSimple().toLowerCase(Locale.ROOT)) : null;
                return value == null ? name : value.clone(name.getParserPosition());
            }

            @Override
            public @Nullable SqlNode visit(SqlCall call) {
                return switch (call.getKind()) {
                    case SELECT, UNION, INTERSECT, EXCEPT, WITH, ORDER_BY, VALUES -> call;
                    case AS -> SqlStdOperatorTable.AS.createCall(
                            call.getParserPosition(), replace(call.operand(0), merged), call.operand(1));
                    default -> super.visit(call);
                };
            }
        });
        return replaced == null ? node : replaced;
    }

    private static SqlNodeList selectList(SqlNodeList items, List<Column> columns, Map<String, SqlNode> merged) {
        SqlNodeList list = new SqlNodeList(items.getParserPosition());
        for (SqlNode item : items) {
            SqlParserPos position = item.getParserPosition();
            if (item instanceof SqlIdentifier name && name.isStar() && name.names.size() == 1) {
                columns.forEach(column -> list.add(as(column.at(position), column.name(), position)));
            } else if (item instanceof SqlStarExclude) {
                list.add(item);
            } else if (item instanceof SqlIdentifier name
                    && name.isSimple()
                    && merged.containsKey(name.getSimple().toLowerCase(Locale.ROOT))) {
                        list.add(as(replace(name, merged), name.getSimple(), position));
                    } else {
                        list.add(replace(item, merged));
                    }
        }
        return list;
    }

    private static SqlNode as(SqlNode value, String name, SqlParserPos position) {
        return SqlStdOperatorTable.AS.createCall(position, value, new SqlIdentifier(name, position));
    }

    private static boolean joinsByName(SqlNode node) {
        return node instanceof SqlJoin join
                && (byName(join) || joinsByName(join.getLeft()) || joinsByName(join.getRight()));
    }

    private static boolean byName(SqlJoin join) {
        return join.isNatural() || join.getConditionType() == JoinConditionType.USING;
    }

    /// The names that FROM has, or null when they aren't known.
    @Nullable List<String> names(SqlNode from) {
        List<Column> columns = columns(from);
        return columns == null ? null : columns.stream().map(Column::name).toList();
    }

    /// The columns of an item of FROM, or null when they aren't known.
    private @Nullable List<Column> columns(SqlNode node) {
        if (node instanceof SqlJoin join) {
            List<Column> left = columns(join.getLeft());
            List<Column> right = columns(join.getRight());
            return left == null || right == null ? null : joined(join, left, right);
        }
        if (node.getKind() != SqlKind.AS) {
            return null;
        }
        SqlCall as = (SqlCall) node;
        List<String> names = relations.ofAliased(as);
        if (names == null) {
            return null;
        }
        List<Column> columns = new ArrayList<>();
        String alias = ((SqlIdentifier) as.operand(1)).getSimple();
        for (String name : names) {
            columns.add(new Column(
                    name, new SqlIdentifier(List.of(alias, name), node.getParserPosition()), false));
        }
        return columns;
    }

    private static List<Column> joined(SqlJoin join, List<Column> left, List<Column> right) {
        List<Column> columns = new ArrayList<>();
        List<Column> leftRest = new ArrayList<>(left);
        List<Column> rightRest = new ArrayList<>(right);
        for (SqlIdentifier name : names(join, left, right)) {
            Column a = find(left, name);
            Column b = find(right, name);
            leftRest.remove(a);
            rightRest.remove(b);
            SqlNode value = switch (join.getJoinType()) {
                case FULL -> SheafOperators.COALESCE.createCall(name.getParserPosition(), a.value(), b.value());
                case RIGHT -> b.value();
                default -> a.value();
            };
            columns.add(new Column(a.name(), value, true));
        }
        columns.addAll(leftRest);
        columns.addAll(rightRest);
        return columns;
    }

    /// The names by which a join joins.
    private static List<SqlIdentifier> names(SqlJoin join, List<Column> left, List<Column> right) {
        List<SqlIdentifier> names = new ArrayList<>();
        if (join.getCondition() instanceof SqlNodeList list && byName(join)) {
            list.forEach(name -> names.add((SqlIdentifier) name));
        } else if (join.isNatural()) {
            for (Column column : left) {
                if (right.stream().anyMatch(other -> other.named(column.name()))) {
                    names.add(new SqlIdentifier(column.name(), join.getParserPosition()));
                }
            }
        }
        return names;
    }

    private static Column find(List<Column> columns, SqlIdentifier name) {
        List<Column> found = columns.stream().filter(column -> column.named(name.getSimple())).toList();
        if (found.size() == 1) {
            return found.getFirst();
        }
        throw new SheafException(
                found.isEmpty() ? ErrorCode.UNDEFINED_COLUMN : ErrorCode.AMBIGUOUS_COLUMN,
                "column " + name.getSimple() + (found.isEmpty() ? " isn't on both sides of the join" : " is ambiguous"),
                SourcePositions.of(name.getParserPosition()));
    }

    private static Map<String, SqlNode> merged(List<Column> columns) {
        Map<String, SqlNode> merged = new HashMap<>();
        for (Column column : columns) {
            boolean once = columns.stream().filter(other -> other.named(column.name())).count() == 1;
            if (column.merged() && once) {
                merged.put(column.name().toLowerCase(Locale.ROOT), column.value());
            }
        }
        return merged;
    }

    /// Gives every join by name its condition.
    private void joinOn(SqlNode node) {
        if (!(node instanceof SqlJoin join)) {
            return;
        }
        List<Column> left = Objects.requireNonNull(columns(join.getLeft()));
        List<Column> right = Objects.requireNonNull(columns(join.getRight()));
        joinOn(join.getLeft());
        joinOn(join.getRight());
        if (!byName(join)) {
            if (join.getCondition() != null) {
                join.setOperand(5, onMerged(join, left, right));
            }
            return;
        }
        SqlParserPos position = join.getParserPosition();
        SqlNode condition = equalities(join, left, right);
        join.setOperand(1, SqlLiteral.createBoolean(false, position));
        if (condition == null && join.getJoinType() == JoinType.INNER) {
            join.setOperand(2, JoinType.CROSS.symbol(position));
            join.setOperand(4, JoinConditionType.NONE.symbol(position));
            return;
        }
        join.setOperand(4, JoinConditionType.ON.symbol(position));
        join.setOperand(5, condition == null ? SqlLiteral.createBoolean(true, position) : condition);
    }

    /// The condition of a join, in which merged names and those of USING are said by the columns that they stand for;
    /// null for none.
    @Nullable SqlNode condition(SqlJoin join) {
        if (!byName(join) && !joinsByName(join.getLeft())) {
            return join.getCondition();
        }
        List<Column> left = columns(join.getLeft());
        List<Column> right = columns(join.getRight());
        if (left == null || right == null) {
            throw UnsupportedSyntax.of(
                    "USING in a join whose columns have no names of their own", join.getParserPosition());
        }
        if (byName(join)) {
            return equalities(join, left, right);
        }
        return join.getCondition() == null ? null : onMerged(join, left, right);
    }

    private static SqlNode onMerged(SqlJoin join, List<Column> left, List<Column> right) {
        Map<String, SqlNode> merged = merged(left);
        merged.putAll(merged(right));
        return replace(Objects.requireNonNull(join.getCondition()), merged);
    }

    private static @Nullable SqlNode equalities(SqlJoin join, List<Column> left, List<Column> right) {
        SqlNode condition = null;
        for (SqlIdentifier name : names(join, left, right)) {
            SqlParserPos place = name.getParserPosition();
            SqlNode equal = SqlStdOperatorTable.EQUALS.createCall(
                    place, find(left, name).at(place), find(right, name).at(place));
            condition = condition == null ? equal
                    : SqlStdOperatorTable.AND.createCall(place, condition, equal);
        }
        return condition;
    }
}
