// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.task;

import dev.sheaf.core.error.SheafException;

/// Hears the end of a task. Exactly one of the two is called, once, from whichever thread did the last of the work; nothing of the task
/// runs any more and all it held is given back, but for batches that its output channels own.
public interface TaskListener {
    /// All rows went to the consumers, or they needed no more.
    void finished(TaskStats stats);

    /// The consumers have been told the same error.
    void failed(SheafException error, TaskStats stats);
}
