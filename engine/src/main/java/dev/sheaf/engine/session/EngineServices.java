// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.session;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.schedule.Scheduler;
import dev.sheaf.core.storage.Connector;
import dev.sheaf.core.time.Clock;
import dev.sheaf.core.time.RandomSource;
import dev.sheaf.engine.ProcessMemory;
import dev.sheaf.engine.catalog.EngineCatalog;
import dev.sheaf.engine.catalog.FileTargets;
import dev.sheaf.engine.catalog.OwnTables;
import dev.sheaf.engine.query.QueryRunner;
import dev.sheaf.engine.runtime.CallerRuns;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// What sessions use of their engine.
///
/// @param memory is charged for results
/// @param timers ends statements that take too long
/// @param callerRuns lets the threads of clients do the work of short statements
/// @param queryNumbers gives each query its number
/// @param tableNumbers gives each table its number
/// @param processMemory what the process may take
public record EngineServices(
        StatementPlanner planner,
        QueryRunner runner,
        EngineCatalog catalog,
        OwnTables tables,
        FileTargets files,
        Map<String, Connector> connectors,
        MemoryContext memory,
        Clock clock,
        RandomSource random,
        Scheduler timers,
        CallerRuns callerRuns,
        OpenStatements statements,
        AtomicLong queryNumbers,
        AtomicLong tableNumbers,
        Supplier<ProcessMemory> processMemory) {}
