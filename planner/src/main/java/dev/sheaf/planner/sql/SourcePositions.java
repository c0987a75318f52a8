// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.sql;

import dev.sheaf.core.error.SourcePosition;
import org.apache.calcite.sql.parser.SqlParserPos;

/// Translates places in the text from Calcite's form.
public final class SourcePositions {
    private SourcePositions() {}

    public static SourcePosition of(SqlParserPos position) {
        return position.getLineNum() <= 0
                ? SourcePosition.UNKNOWN
                : new SourcePosition(
                        position.getLineNum(),
                        position.getColumnNum(),
                        position.getEndLineNum(),
                        position.getEndColumnNum());
    }
}
