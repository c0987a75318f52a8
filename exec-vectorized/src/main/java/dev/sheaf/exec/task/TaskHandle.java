// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.task;

import dev.sheaf.core.error.SheafException;

/// A task that has been started. Safe for use by many threads.
public interface TaskHandle {
    /// Ends the task with an error as soon as its drivers look, unless it has ended or failed already.
    void cancel(SheafException reason);

    /// What has been measured so far.
    TaskStats stats();
}
