// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine;

import dev.sheaf.cluster.coordinator.Coordinator;
import dev.sheaf.cluster.placement.QueryPlacer;
import dev.sheaf.cluster.placement.WorkerSeat;
import dev.sheaf.core.catalog.Principal;
import dev.sheaf.core.disk.Disk;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.engine.catalog.EngineCatalog;
import dev.sheaf.engine.query.MemoryAdvice;
import dev.sheaf.engine.query.QueryRunner;
import dev.sheaf.engine.runtime.CallerRuns;
import dev.sheaf.engine.runtime.JvmLimits;
import dev.sheaf.engine.runtime.LocalDisk;
import dev.sheaf.engine.session.EngineServices;
import dev.sheaf.engine.session.EngineSession;
import dev.sheaf.engine.session.OpenStatements;
import dev.sheaf.transport.inproc.direct.DirectControlNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// What takes statements, put together: a coordinator and, when it is embedded, workers in this process, each with
/// threads of its own. A node of a cluster has its workers elsewhere, see [ClusterNode].
public final class Engine implements AutoCloseable {
    private static final long CLOSE_NANOS_MAX = 5_000_000_000L;
    private static final String COORDINATOR = "coordinator";

    private final EngineRuntime runtime;
    private final Coordinator coordinator;
    private final EngineServices services;
    private final OpenStatements statements;
    private boolean closed;

    /// What a coordinator is called and where its queries run.
    ///
    /// @param agent its name as an agent
    /// @param node the name of the node that reads results
    /// @param workers where tasks may run
    /// @param tables where tables of the engine's own are
    record Place(String agent, String node, Supplier<List<WorkerSeat>> workers, QueryPlacer.TablePlace tables) {}

    public Engine(EngineSettings settings) {
        this(settings, new LocalDisk());
    }

    /// @param disk where files are read and written
    Engine(EngineSettings settings, Disk disk) {
        this(embedded(settings, disk), settings.workers());
    }

    private Engine(EngineRuntime runtime, int workerCount) {
        this(runtime, inProcess(runtime, workerCount), 0);
    }

    /// @param runtime closed with this
    /// @param lastQuery queries have numbers above it
    Engine(EngineRuntime runtime, Place place, long lastQuery) {
        this.runtime = runtime;
        statements = new OpenStatements(runtime.clock());
        coordinator = new Coordinator(
                place.agent(), runtime.control(), runtime.controlThreads(), runtime.clock());
        runtime.controlThreads().start(place.agent(), place.agent(), coordinator);
        runtime.whenClosing(coordinator::close);
        QueryPlacer placer = new QueryPlacer(
                (scan, parallelism) -> runtime.connector(scan.table().connector()).splits(scan, parallelism),
                place.tables());
        QueryRunner runner = new QueryRunner(
                coordinator,
                placer,
                place.workers(),
                place.node(),
                runtime.network().exchanges(place.node()),
                runtime.resultMemory(),
                new MemoryAdvice(
                        runtime.settings().spill().enabled(),
                        runtime.settings().memoryBytes(),
                        runtime.tableMemory()));
        EngineStorage storage = runtime.storage();
        EngineCatalog catalog = storage.catalog();
        services = new EngineServices(
                new EnginePlanner(),
                runner,
                catalog,
                storage.tables(),
                storage.files(),
                storage.connectors(),
                runtime.resultMemory(),
                runtime.clock(),
                runtime.random(),
                runtime.controlThreads(),
                new CallerRuns(runtime.controlThreads(), runtime.workerThreads(), runtime.clock()),
                statements,
                new AtomicLong(lastQuery),
                new AtomicLong(),
                this::processMemory);
    }

    private static EngineRuntime embedded(EngineSettings settings, Disk disk) {
        return new EngineRuntime(settings, disk, new DirectControlNetwork(), (scheduler, clock, memory) -> EngineNetwork
                .embedded(settings.exchange(), scheduler, clock, memory));
    }

    private static Place inProcess(EngineRuntime runtime, int workerCount) {
        List<WorkerSeat> seats = new ArrayList<>();
        for (int i = 0; i < workerCount; i++) {
            String name = "worker-" + i;
            seats.add(new WorkerSeat(name, runtime.settings().threads(), 0));
            runtime.startWorker(name);
        }
        List<WorkerSeat> workers = List.copyOf(seats);
        return new Place(COORDINATOR, COORDINATOR, () -> workers, QueryPlacer.TablePlace.ANYWHERE);
    }

    Coordinator coordinator() {
        return coordinator;
    }

    /// Begins a conversation.
    public EngineSession openSession(Principal principal) {
        return new EngineSession(services, principal);
    }

    /// The memory that everything of the engine is charged to.
    public MemoryContext memory() {
        return runtime.memory().context();
    }

    /// The part of it that is charged for the rows of tables.
    public MemoryContext tableMemory() {
        return runtime.tableMemory();
    }

    /// How much native memory it has from the operating system: what is charged, without the part on the heap, and what
    /// its pool keeps for what comes next.
    public long nativeHeldBytes() {
        return runtime.memory().heldBytes();
    }

    /// How many queries have exchange channels, counted on each node: 0 when no query runs.
    public int exchangingQueryCount() {
        return runtime.network().queryCount();
    }

    /// Where the memory of this process goes.
    public ProcessMemory processMemory() {
        return ProcessMemory.of(runtime.settings(), JvmLimits.ofProcess());
    }

    /// Ends all statements with ENGINE_CLOSED, drops tables and gives everything back.
    ///
    /// @throws IllegalStateException when somebody still holds batches or vectors of a result
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        endStatements();
        runtime.close();
    }

    /// Ends all statements with ENGINE_CLOSED, and lets none begin. [#close] does so, too.
    void endStatements() {
        statements.close(CLOSE_NANOS_MAX);
    }
}
