// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.task;

import dev.sheaf.exec.driver.NodeMetrics;
import java.util.Map;

/// What was measured of a task.
///
/// @param nodes by plan node; the output exchange has the number [#OUTPUT_NODE]
/// @param elapsedNanos from the task's start
/// @param peakMemoryBytes the most that the context it was given has held
public record TaskStats(Map<Integer, NodeMetrics> nodes, long elapsedNanos, long peakMemoryBytes) {
    /// The number under which the output exchange's metrics are kept: `rowsIn` are the rows sent, `bytes` their bytes.
    public static final int OUTPUT_NODE = -1;

    public TaskStats {
        nodes = Map.copyOf(nodes);
    }
}
