// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.task;

import java.util.List;

/// Where the rows of one exchange come from.
///
/// @param exchange the exchange's number in the plan
/// @param producerNodes per task of the producing fragment, the node it runs on
public record TaskInput(int exchange, List<String> producerNodes) {
    public TaskInput {
        producerNodes = List.copyOf(producerNodes);
    }
}
