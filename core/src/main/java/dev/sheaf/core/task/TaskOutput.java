// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.task;

import dev.sheaf.core.plan.Partitioning;
import java.util.List;

/// Where a task's rows go.
///
/// @param exchange the exchange's number in the plan, or [#RESULT]
/// @param consumerNodes per task of the consuming fragment, the node it runs on
public record TaskOutput(int exchange, Partitioning partitioning, List<String> consumerNodes) {
    /// The number of the exchange from the root fragment to whoever reads the result.
    public static final int RESULT = -1;

    public TaskOutput {
        consumerNodes = List.copyOf(consumerNodes);
    }
}
