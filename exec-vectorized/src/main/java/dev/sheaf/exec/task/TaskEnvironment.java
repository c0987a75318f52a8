// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.task;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.exchange.ExchangeNetwork;
import dev.sheaf.core.schedule.Scheduler;
import dev.sheaf.core.storage.Connector;
import dev.sheaf.core.time.Clock;
import dev.sheaf.exec.spill.SpillStore;
import java.util.Map;
import java.util.TreeMap;

/// What a worker gives all its tasks to run with.
///
/// @param connectors by the names that splits and tables carry; looked at for each task, so more may come later
/// @param spill where the tasks' temporary files go
public record TaskEnvironment(
        Scheduler scheduler,
        Clock clock,
        ExchangeNetwork network,
        Map<String, Connector> connectors,
        TaskSettings settings,
        SpillStore spill) {

    /// @throws SheafException INTERNAL_ERROR when this worker has no connector of that name
    public Connector connector(String name) {
        Connector connector = connectors.get(name);
        if (connector == null) {
            throw new SheafException(
                    ErrorCode.INTERNAL_ERROR,
                    "no connector '" + name + "' on this worker, only " + new TreeMap<>(connectors).keySet());
        }
        return connector;
    }
}
