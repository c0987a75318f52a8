// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.planner.sql.GroupsFrame;
import dev.sheaf.planner.sql.SourcePositions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWindow;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;
import org.apache.calcite.util.Litmus;
import org.jspecify.annotations.Nullable;

/// Puts a query's named windows in the place of their names, so that every OVER has all of its window: partition, order
/// and frame. What no OVER names stays in the WINDOW clause, to be checked.
final class NamedWindows extends SqlShuttle {
    /// The place of the WINDOW clause among a SELECT's operands, to which Calcite gives no name.
    private static final int WINDOW_OPERAND = 6;

    private final Map<String, SqlWindow> definitions = new LinkedHashMap<>();
    private final Set<String> used = new HashSet<>();

    private NamedWindows(SqlNodeList clause) {
        for (SqlNode node : clause) {
            SqlWindow window = (SqlWindow) node;
            SqlIdentifier name = Objects.requireNonNull(window.getDeclName());
            if (definitions.put(key(name), resolve(window)) != null) {
                throw error("window " + name + " is defined twice", name.getParserPosition());
            }
        }
    }

    /// Changes the query.
    static void inline(SqlSelect select) {
        NamedWindows windows = new NamedWindows(Objects.requireNonNullElse(select.getWindowList(), SqlNodeList.EMPTY));
        select.setSelectList((SqlNodeList) Objects.requireNonNull(select.getSelectList().accept(windows)));
        SqlNode qualify = select.getQualify();
        if (qualify != null) {
            select.setQualify(qualify.accept(windows));
        }
        select.setOrderBy(inlined(select.getOrderList(), windows));
        select.setOperand(WINDOW_OPERAND, windows.unused());
    }

    /// The ORDER BY of a query with the query's windows in it.
    static SqlNodeList inline(SqlNodeList order, SqlSelect select) {
        NamedWindows windows = new NamedWindows(Objects.requireNonNullElse(select.getWindowList(), SqlNodeList.EMPTY));
        return Objects.requireNonNull(inlined(order, windows));
    }

    private static @Nullable SqlNodeList inlined(@Nullable SqlNodeList list, NamedWindows windows) {
        return list == null ? null : (SqlNodeList) list.accept(windows);
    }

    @Override
    public @Nullable SqlNode visit(SqlCall call) {
        if (call.isA(SqlKind.QUERY)) {
            return call;
        }
        SqlNode visited = super.visit(call);
        if (!(visited instanceof SqlCall over) || over.getKind() != SqlKind.OVER) {
            return visited;
        }
        SqlNode function = over.operand(0);
        SqlNode window = over.operand(1);
        SqlWindow whole =
                window instanceof SqlIdentifier name
                        ? (SqlWindow) SyntaxCopy.of(definition(name))
                        : resolve((SqlWindow) window);
        check(whole);
        return SqlStdOperatorTable.OVER.createCall(over.getParserPosition(), function, whole);
    }

    /// A window that refers to no other.
    private SqlWindow resolve(SqlWindow window) {
        SqlIdentifier reference = window.getRefName();
        SqlWindow base = reference == null ? null : definition(reference);
        if (base != null) {
            refuseOverrides(window, base, Objects.requireNonNull(reference));
            base = (SqlWindow) SyntaxCopy.of(base);
        }
        return SqlWindow.create(
                null,
                null,
                base == null ? window.getPartitionList() : base.getPartitionList(),
                base == null || !window.getOrderList().isEmpty() ? window.getOrderList() : base.getOrderList(),
                SqlLiteral.createBoolean(window.isRows(), window.getParserPosition()),
                window.getLowerBound(),
                window.getUpperBound(),
                null,
                window.getExclude(),
                window.getParserPosition());
    }

    private static void refuseOverrides(SqlWindow window, SqlWindow base, SqlIdentifier name) {
        SqlParserPos position = name.getParserPosition();
        if (!window.getPartitionList().isEmpty()) {
            throw error("the PARTITION BY of window " + name + " cannot be overridden", position);
        }
        if (!window.getOrderList().isEmpty() && !base.getOrderList().isEmpty()) {
            throw error("the ORDER BY of window " + name + " cannot be overridden", position);
        }
        if (hasFrame(base)) {
            throw error("window " + name + " has a frame and cannot be built upon", position);
        }
    }

    private static void check(SqlWindow window) {
        boolean groups = GroupsFrame.isMarked(window.getLowerBound()) || GroupsFrame.isMarked(window.getUpperBound());
        if (groups && window.getOrderList().isEmpty()) {
            throw error("a GROUPS frame needs an ORDER BY", window.getParserPosition());
        }
        // A lone end n FOLLOWING: the frame would begin behind the current row, where it ends.
        if (window.getLowerBound() == null && window.getUpperBound() != null) {
            throw error("a frame cannot begin behind the row it ends with", window.getParserPosition());
        }
    }

    private SqlWindow definition(SqlIdentifier name) {
        SqlWindow found = definitions.get(key(name));
        if (found == null) {
            throw error("window " + name + " does not exist", name.getParserPosition());
        }
        used.add(key(name));
        return found;
    }

    private SqlNodeList unused() {
        List<SqlNode> left = new ArrayList<>();
        definitions.forEach((name, window) -> {
            // The validator takes windows that are the same for a mistake.
            if (!used.contains(name) && left.stream().noneMatch(other -> other.equalsDeep(window, Litmus.IGNORE))) {
                window.setDeclName(new SqlIdentifier(name, window.getParserPosition()));
                left.add(window);
            }
        });
        return new SqlNodeList(left, SqlParserPos.ZERO);
    }

    private static boolean hasFrame(SqlWindow window) {
        return window.getLowerBound() != null || window.getUpperBound() != null;
    }

    private static String key(SqlIdentifier name) {
        return name.getSimple().toLowerCase(Locale.ROOT);
    }

    private static SheafException error(String message, SqlParserPos position) {
        return new SheafException(ErrorCode.WINDOWING_ERROR, message, SourcePositions.of(position));
    }
}
