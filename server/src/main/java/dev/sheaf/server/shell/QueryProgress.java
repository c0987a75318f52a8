// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell;

import dev.sheaf.core.task.ScanProgress;
import dev.sheaf.jdbc.StatementProgress;
import java.sql.SQLException;
import java.sql.Statement;

/// How far a running statement has come. Asked from the shell's timer while the statement runs.
@FunctionalInterface
public interface QueryProgress {
    /// Nothing is known but that it runs.
    QueryProgress UNKNOWN = () -> ScanProgress.NONE;

    /// What the driver tells, where it is one that does.
    static QueryProgress of(Statement statement) {
        try {
            return statement.isWrapperFor(StatementProgress.class)
                    ? statement.unwrap(StatementProgress.class)::progress
                    : UNKNOWN;
        } catch (SQLException _) {
            // A driver that can't even say so: the statement runs all the same.
            return UNKNOWN;
        }
    }

    /// Rows read from tables and files so far, and the share of their splits.
    ScanProgress scanned();
}
