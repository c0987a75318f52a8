// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.task;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.exchange.ExchangeNetwork;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.schedule.Scheduler;
import dev.sheaf.core.storage.Connector;
import dev.sheaf.core.time.Clock;
import dev.sheaf.core.time.RandomSource;
import java.util.Map;

/// What a node gives a task to run with.
///
/// @param memory what the task is charged to; stays the caller's, who closes it when the query's batches are gone too
/// @param connectors by name
public record TaskEnvironment(
        Scheduler scheduler,
        Clock clock,
        RandomSource random,
        MemoryContext memory,
        ExchangeNetwork network,
        Map<String, Connector> connectors,
        TaskSettings settings) {
    public TaskEnvironment {
        connectors = Map.copyOf(connectors);
    }

    /// @throws SheafException INTERNAL_ERROR when this node has no connector of that name
    public Connector connector(String name) {
        Connector connector = connectors.get(name);
        if (connector == null) {
            throw new SheafException(ErrorCode.INTERNAL_ERROR, "no connector '" + name + "' on this node");
        }
        return connector;
    }
}
