// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import dev.sheaf.planner.sql.GroupsFrame;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlWindow;
import org.jspecify.annotations.Nullable;

/// The words of a window's frame.
final class FrameText {
    private FrameText() {}

    static String unit(SqlWindow window) {
        if (GroupsFrame.isMarked(window.getLowerBound()) || GroupsFrame.isMarked(window.getUpperBound())) {
            return "GROUPS";
        }
        return window.isRows() ? "ROWS" : "RANGE";
    }

    /// The distance of a frame's end, if it has one.
    static @Nullable SqlNode offset(SqlNode bound) {
        if (!(bound instanceof SqlCall call)) {
            return null;
        }
        SqlNode offset = call.operand(0);
        return GroupsFrame.isMarked(bound) ? ((SqlCall) offset).operand(0) : offset;
    }

    static String direction(SqlNode bound) {
        return bound instanceof SqlCall call
                ? call.getKind() == SqlKind.PRECEDING ? " PRECEDING" : " FOLLOWING"
                : bound.toString();
    }
}
