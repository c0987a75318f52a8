// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.jdbc;

import dev.sheaf.core.task.ScanProgress;

/// What a statement of this driver tells beyond JDBC: `statement.unwrap(StatementProgress.class)`.
public interface StatementProgress {
    /// How far the scans of the statement that runs had come when this was last asked; asking is what brings the next
    /// answer, so ask a few times a second. Any thread may.
    ScanProgress progress();
}
