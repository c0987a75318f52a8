// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.task;

/// Names one attempt at one task.
public record TaskId(long query, int fragment, int task, int attempt) {
    @Override
    public String toString() {
        return query + "." + fragment + "." + task + (attempt == 0 ? "" : "#" + attempt);
    }
}
