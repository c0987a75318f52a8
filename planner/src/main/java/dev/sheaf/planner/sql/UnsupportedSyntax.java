// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.sql;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import org.apache.calcite.sql.parser.SqlParserPos;

/// Refuses what Sheaf understands but doesn't do, by the feature's name and place.
public final class UnsupportedSyntax {
    private UnsupportedSyntax() {}

    public static SheafException of(String feature, SqlParserPos position) {
        return new SheafException(ErrorCode.NOT_SUPPORTED, feature + " is not supported", SourcePositions.of(position));
    }

    /// Throws. Grammar actions call it where a `throw` would make the code after it unreachable.
    public static void refuse(String feature, SqlParserPos position) {
        throw of(feature, position);
    }
}
