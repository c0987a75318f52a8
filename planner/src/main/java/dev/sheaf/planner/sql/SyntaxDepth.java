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

/// Refuses statements that nest so deeply that planning them, which follows them down again and again, would take long
/// or overflow any stack. A chain of operators nests a level per operator.
final class SyntaxDepth {
    private static final int LEVELS_MAX = 4_000;

    private SyntaxDepth() {}

    /// @throws SheafException PLAN_TOO_COMPLEX where it nests too deeply
    static void check(SqlNode statement, int textLength) {
        if (textLength <= LEVELS_MAX) {
            return;
        }
        Deque<SqlNode> level = new ArrayDeque<>(List.of(statement));
        for (int depth = 1; !level.isEmpty(); depth++) {
            if (depth > LEVELS_MAX) {
                throw new SheafException(
                        ErrorCode.PLAN_TOO_COMPLEX,
                        "the statement nests over " + LEVELS_MAX + " levels deep",
                        SourcePositions.of(level.getFirst().getParserPosition()));
            }
            level = below(level);
        }
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
