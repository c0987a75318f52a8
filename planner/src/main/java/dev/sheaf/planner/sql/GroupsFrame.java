// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.sql;

import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlPrefixOperator;
import org.apache.calcite.sql.SqlWindow;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.jspecify.annotations.Nullable;

/// A window's GROUPS frame, which Calcite doesn't know. Without an offset it is the RANGE frame; an offset is marked as
/// one that counts groups of peers, in a ROWS frame, whose offsets are whole numbers too.
public final class GroupsFrame {
    /// Marks an offset that counts groups.
    public static final SqlPrefixOperator OFFSET =
            new SqlPrefixOperator("GROUPS", SqlKind.OTHER, 80, ReturnTypes.ARG0, null, OperandTypes.INTEGER);

    private GroupsFrame() {}

    public static SqlWindow of(
            @Nullable SqlIdentifier reference,
            SqlNodeList partition,
            SqlNodeList order,
            SqlLiteral unit,
            @Nullable SqlNode start,
            @Nullable SqlNode end,
            @Nullable SqlLiteral allowPartial,
            SqlLiteral exclude,
            SqlParserPos position) {
        boolean counts = counts(start) || counts(end);
        return SqlWindow.create(
                null,
                reference,
                partition,
                order,
                counts ? SqlLiteral.createBoolean(true, unit.getParserPosition()) : unit,
                marked(start),
                marked(end),
                allowPartial,
                exclude,
                position);
    }

    /// Whether a frame's end is marked as one of a GROUPS frame.
    public static boolean isMarked(@Nullable SqlNode bound) {
        return bound instanceof SqlCall call
                && counts(bound)
                && call.operand(0) instanceof SqlCall offset
                && offset.getOperator() == OFFSET;
    }

    private static boolean counts(@Nullable SqlNode bound) {
        return bound != null && (bound.getKind() == SqlKind.PRECEDING || bound.getKind() == SqlKind.FOLLOWING);
    }

    private static @Nullable SqlNode marked(@Nullable SqlNode bound) {
        if (!(bound instanceof SqlCall call) || !counts(bound)) {
            return bound;
        }
        SqlNode offset = call.operand(0);
        return call.getOperator()
                .createCall(call.getParserPosition(), OFFSET.createCall(offset.getParserPosition(), offset));
    }
}
