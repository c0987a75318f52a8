// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.task;

import dev.sheaf.core.error.SheafException;

/// A task that runs. Safe for use by many threads.
public interface TaskHandle {
    /// Ends it soon, with that reason, unless it has ended.
    void cancel(SheafException reason);

    /// How far its scans have come.
    ScanProgress progress();

    /// What it has done so far.
    TaskStatistics statistics();
}
