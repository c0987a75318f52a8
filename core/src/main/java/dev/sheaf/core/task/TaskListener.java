// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.task;

import dev.sheaf.core.error.SheafException;

/// Hears, once, how a task ended. By then it has given back all memory but the batches that it sent. Called on any
/// thread; must return at once.
public interface TaskListener {
    void finished(TaskStatistics statistics);

    /// @param error why: the first error of the task, or the reason for which it was cancelled
    void failed(SheafException error, TaskStatistics statistics);
}
