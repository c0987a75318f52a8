// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.task;

import java.util.List;

/// What a task has done so far.
///
/// @param elapsedNanos from its start
/// @param memoryBytesPeak the most memory it held
/// @param bytesSent what its output exchange sent
/// @param nodes per plan node
public record TaskStatistics(long elapsedNanos, long memoryBytesPeak, long bytesSent, List<NodeStatistics> nodes) {
    public static final TaskStatistics NONE = new TaskStatistics(0, 0, 0, List.of());

    public TaskStatistics {
        nodes = List.copyOf(nodes);
    }
}
