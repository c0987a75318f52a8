// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.task;

import dev.sheaf.core.plan.Partitioning;
import java.util.List;

/// Where a task's rows go.
///
/// @param exchange the exchange's number in the plan, or [#RESULT]
/// @param consumerNodes per task of the consuming fragment, the node it runs on
/// @param narrowedColumns columns of whole numbers of which each consumer will say which values it needs, as soon as it
///     knows (see [dev.sheaf.core.exchange.NeededRows]); it takes no rows before, so it is worth waiting for
public record TaskOutput(
        int exchange, Partitioning partitioning, List<String> consumerNodes, List<Integer> narrowedColumns) {
    /// The number of the exchange from the root fragment to whoever reads the result.
    public static final int RESULT = -1;

    public TaskOutput {
        consumerNodes = List.copyOf(consumerNodes);
        narrowedColumns = List.copyOf(narrowedColumns);
    }

    /// An output of which all rows are needed.
    public TaskOutput(int exchange, Partitioning partitioning, List<String> consumerNodes) {
        this(exchange, partitioning, consumerNodes, List.of());
    }
}
