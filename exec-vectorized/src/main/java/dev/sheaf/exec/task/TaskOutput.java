// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.task;

import dev.sheaf.core.plan.Partitioning;
import java.util.List;

/// Where a task's rows go. The result of a query goes through an exchange like any other, to one consumer: whoever reads the result.
///
/// @param exchange the exchange's number
/// @param consumers the nodes where the consumer tasks run, in the order of their task indexes
public record TaskOutput(int exchange, Partitioning partitioning, List<String> consumers) {
    public TaskOutput {
        consumers = List.copyOf(consumers);
        if (consumers.isEmpty()) {
            throw new IllegalArgumentException("exchange " + exchange + " without consumers");
        }
    }
}
