// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.simulation;

import dev.sheaf.core.storage.Connector;
import dev.sheaf.testkit.schedule.SteppedScheduler;
import java.util.List;
import java.util.Map;

/// Tables, and queries over them with known answers.
public interface Workload {
    /// What tables are read with, new for each run.
    Map<String, Connector> connectors(SteppedScheduler scheduler, long seed);

    /// @param workers how many nodes the queries are planned for
    List<SimulatedQuery> queries(int workers);

    /// What bounds the steps of a run.
    Limits limits();

    /// Limits of what seeds draw.
    ///
    /// @param workersMin the fewest nodes
    /// @param workersMax the most nodes
    /// @param rowsPerBatchMin the smallest batches and chunks
    /// @param healedQueriesMax how many of the queries are run again on the healed network
    record Limits(int workersMin, int workersMax, int rowsPerBatchMin, int healedQueriesMax) {}
}
