// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine;

import dev.sheaf.cluster.coordinator.Coordinator;
import dev.sheaf.cluster.placement.QueryPlacer;
import dev.sheaf.cluster.worker.Worker;
import dev.sheaf.core.catalog.Principal;
import dev.sheaf.core.control.ControlNetwork;
import dev.sheaf.core.disk.Disk;
import dev.sheaf.core.exchange.ExchangeNetwork;
import dev.sheaf.core.memory.EngineMemory;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.storage.Connector;
import dev.sheaf.core.time.Clock;
import dev.sheaf.engine.catalog.EngineCatalog;
import dev.sheaf.engine.query.QueryRunner;
import dev.sheaf.engine.runtime.CallerRuns;
import dev.sheaf.engine.runtime.JvmLimits;
import dev.sheaf.engine.runtime.LocalDisk;
import dev.sheaf.engine.runtime.SystemClock;
import dev.sheaf.engine.runtime.SystemRandom;
import dev.sheaf.engine.runtime.TemporaryFolder;
import dev.sheaf.engine.runtime.ThreadScheduler;
import dev.sheaf.engine.session.EngineServices;
import dev.sheaf.engine.session.EngineSession;
import dev.sheaf.engine.session.OpenStatements;
import dev.sheaf.exec.spill.SpillStore;
import dev.sheaf.exec.task.PipelinedTaskExecutor;
import dev.sheaf.exec.task.TaskEnvironment;
import dev.sheaf.exec.task.TaskSettings;
import dev.sheaf.transport.inproc.direct.DirectControlNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// An embedded engine put together: a coordinator and workers in this process, each worker with threads of its own. The
/// only place that knows all parts.
public final class Engine implements AutoCloseable {
    private static final long CLOSE_NANOS_MAX = 5_000_000_000L;
    private static final String COORDINATOR = "coordinator";

    private final EngineMemory memory;
    private final ThreadScheduler controlThreads;
    private final List<ThreadScheduler> workerThreads = new ArrayList<>();
    private final List<Worker> workers = new ArrayList<>();
    private final Coordinator coordinator;
    private final EngineNetwork network;
    private final ControlNetwork control = new DirectControlNetwork();
    private final EngineStorage storage;
    private final EngineServices services;
    private final MemoryContext resultMemory;
    private final MemoryContext tableMemory;
    private final OpenStatements statements;
    private final TemporaryFolder temporary;
    private final EngineSettings settings;
    private boolean closed;

    public Engine(EngineSettings settings) {
        this(settings, new LocalDisk());
    }

    /// @param disk where files are read and written
    Engine(EngineSettings settings, Disk disk) {
        this.settings = settings;
        Clock clock = new SystemClock();
        statements = new OpenStatements(clock);
        memory = new EngineMemory(settings.memoryBytes());
        tableMemory = memory.context().child("tables");
        SystemRandom random = new SystemRandom();
        temporary = new TemporaryFolder(settings.tempDirectory(), random);
        temporary.deleteLeftovers();
        SpillStore spill = new SpillStore(disk, temporary::path, settings.spill(), random);
        storage = new EngineStorage(disk, tableMemory);
        controlThreads = new ThreadScheduler("sheaf-control", 1, clock);
        network = new EngineNetwork(settings, controlThreads, clock, memory.context());
        coordinator = new Coordinator(COORDINATOR, control, controlThreads, clock);
        controlThreads.start(COORDINATOR, COORDINATOR, coordinator);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < settings.workers(); i++) {
            String name = "worker-" + i;
            names.add(name);
            startWorker(name, settings, clock, spill);
        }
        resultMemory = memory.context().child("results");
        QueryPlacer placer = new QueryPlacer(
                (scan, parallelism) -> connector(scan.table().connector()).splits(scan, parallelism),
                settings.threads());
        QueryRunner runner =
                new QueryRunner(
                        coordinator, placer, names, COORDINATOR, network.exchanges(COORDINATOR), resultMemory);
        EngineCatalog catalog = storage.catalog();
        services = new EngineServices(
                new EnginePlanner(),
                runner,
                catalog,
                storage.tables(),
                storage.files(),
                storage.connectors(),
                resultMemory,
                clock,
                random,
                controlThreads,
                new CallerRuns(controlThreads, workerThreads, clock),
                statements,
                new AtomicLong(),
                new AtomicLong(),
                this::processMemory);
    }

    /// Begins a conversation.
    public EngineSession openSession(Principal principal) {
        return new EngineSession(services, principal);
    }

    /// The memory that everything of the engine is charged to.
    public MemoryContext memory() {
        return memory.context();
    }

    /// The part of it that is charged for the rows of tables.
    public MemoryContext tableMemory() {
        return tableMemory;
    }

    /// How much native memory it has from the operating system: what is charged, without the part on the heap, and what
    /// its pool keeps for what comes next.
    public long nativeHeldBytes() {
        return memory.heldBytes();
    }

    /// How many queries have exchange channels, counted on each node: 0 when no query runs.
    public int exchangingQueryCount() {
        return network.queryCount();
    }

    /// Where the memory of this process goes.
    public ProcessMemory processMemory() {
        return ProcessMemory.of(settings, JvmLimits.ofProcess());
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
        statements.close(CLOSE_NANOS_MAX);
        workers.forEach(Worker::close);
        coordinator.close();
        workerThreads.forEach(ThreadScheduler::close);
        network.close();
        controlThreads.close();
        network.closed();
        control.close();
        storage.close();
        resultMemory.close();
        try {
            temporary.close();
        } finally {
            memory.close();
        }
    }

    private void startWorker(String name, EngineSettings settings, Clock clock, SpillStore spill) {
        ThreadScheduler threads = new ThreadScheduler("sheaf-" + name, settings.threads(), clock);
        workerThreads.add(threads);
        TaskSettings sizes = new TaskSettings(
                settings.threads(),
                settings.chunkRows(),
                settings.batchRows(),
                TaskSettings.DEFAULT_BATCH_BYTES,
                settings.creditBytes(),
                TaskSettings.DEFAULT_MOVES_MAX);
        ExchangeNetwork exchanges = network.exchanges(name);
        TaskEnvironment environment =
                new TaskEnvironment(threads, clock, exchanges, storage.connectors(), sizes, spill);
        Worker worker = new Worker(
                name, control, new PipelinedTaskExecutor(environment), exchanges, memory.context());
        workers.add(worker);
        controlThreads.start(name, name, worker);
    }

    private Connector connector(String name) {
        Connector connector = storage.connectors().get(name);
        if (connector == null) {
            throw new IllegalStateException("no connector " + name);
        }
        return connector;
    }
}
