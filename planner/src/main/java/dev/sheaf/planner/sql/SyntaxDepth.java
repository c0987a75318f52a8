// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.sql;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.jspecify.annotations.Nullable;

/// How deeply statements nest. Those are refused that nest so deeply that planning them, which follows them down again
/// and again, would take long or overflow any stack. A chain of operators nests a level per operator.
public final class SyntaxDepth {
    private static final int LEVELS_MAX = 4_000;

    /// What fits on the stack of any thread, whatever goes through it.
    private static final int ORDINARY_LEVELS_MAX = 200;

    private SyntaxDepth() {}

    /// @throws SheafException PLAN_TOO_COMPLEX where it nests too deeply
    static void check(SqlNode statement, int textLength) {
        SqlNode beyond = beyond(statement, textLength, LEVELS_MAX);
        if (beyond != null) {
            throw new SheafException(
                    ErrorCode.PLAN_TOO_COMPLEX,
                    "the statement nests over " + LEVELS_MAX + " levels deep",
                    SourcePositions.of(beyond.getParserPosition()));
        }
    }

    /// Whether a statement nests no deeper than the stack of any thread allows.
    public static boolean isOrdinary(SqlNode statement, int textLength) {
        return beyond(statement, textLength, ORDINARY_LEVELS_MAX) == null;
    }

    /// Something that lies deeper than a number of levels, each of which takes a character at least.
    private static @Nullable SqlNode beyond(SqlNode statement, int textLength, int levels) {
        if (textLength <= levels) {
            return null;
        }
        Deque<SqlNode> level = new ArrayDeque<>(List.of(statement));
        for (int depth = 1; !level.isEmpty(); depth++) {
            if (depth > levels) {
                return level.getFirst();
            }
            level = below(level);
        }
        return null;
    }

    private static Deque<SqlNode> below(Deque<SqlNode> level) {
        Deque<SqlNode> below = new ArrayDeque<>();
        for (SqlNode node : level) {
            for (SqlNode part : parts(node)) {
                if (part instanceof SqlCall || part instanceof SqlNodeList) {
                    below.add(part);
                }
            }
        }
        return below;
    }

    private static List<? extends @Nullable SqlNode> parts(SqlNode node) {
        return switch (node) {
            case SqlCall call -> call.getOperandList();
            case SqlNodeList list -> list;
            default -> List.of();
        };
    }
}
