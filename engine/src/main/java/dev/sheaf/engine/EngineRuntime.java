// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine;

import dev.sheaf.cluster.worker.Worker;
import dev.sheaf.core.control.ControlNetwork;
import dev.sheaf.core.disk.Disk;
import dev.sheaf.core.exchange.ExchangeNetwork;
import dev.sheaf.core.memory.EngineMemory;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.storage.Connector;
import dev.sheaf.core.time.Clock;
import dev.sheaf.engine.runtime.SystemClock;
import dev.sheaf.engine.runtime.SystemRandom;
import dev.sheaf.engine.runtime.TemporaryFolder;
import dev.sheaf.engine.runtime.ThreadScheduler;
import dev.sheaf.exec.spill.SpillStore;
import dev.sheaf.exec.task.PipelinedTaskExecutor;
import dev.sheaf.exec.task.TaskEnvironment;
import dev.sheaf.exec.task.TaskSettings;
import java.util.ArrayList;
import java.util.List;

/// What workers run on, and coordinators too: memory, threads, temporary files, storage and the networks. Knows no SQL.
final class EngineRuntime implements AutoCloseable {
    private final EngineSettings settings;
    private final Clock clock = new SystemClock();
    private final SystemRandom random = new SystemRandom();
    private final EngineMemory memory;
    private final MemoryContext tableMemory;
    private final MemoryContext resultMemory;
    private final TemporaryFolder temporary;
    private final SpillStore spill;
    private final EngineStorage storage;
    private final ThreadScheduler controlThreads;
    private final List<ThreadScheduler> workerThreads = new ArrayList<>();
    private final List<Worker> workers = new ArrayList<>();
    private final List<Runnable> agents = new ArrayList<>();
    private final ControlNetwork control;
    private final EngineNetwork network;

    /// Makes the exchange network, whose links the runtime's threads step.
    interface NetworkMaker {
        EngineNetwork make(ThreadScheduler scheduler, Clock clock, MemoryContext memory);
    }

    /// @param control closed with this
    EngineRuntime(EngineSettings settings, Disk disk, ControlNetwork control, NetworkMaker networks) {
        this.settings = settings;
        this.control = control;
        memory = new EngineMemory(settings.memoryBytes());
        tableMemory = memory.context().child("tables");
        temporary = new TemporaryFolder(settings.tempDirectory(), random);
        temporary.deleteLeftovers();
        spill = new SpillStore(disk, temporary::path, settings.spill(), random);
        storage = new EngineStorage(disk, tableMemory);
        controlThreads = new ThreadScheduler("sheaf-control", 1, clock);
        network = networks.make(controlThreads, clock, memory.context());
        resultMemory = memory.context().child("results");
    }

    EngineSettings settings() {
        return settings;
    }

    Clock clock() {
        return clock;
    }

    SystemRandom random() {
        return random;
    }

    EngineMemory memory() {
        return memory;
    }

    MemoryContext tableMemory() {
        return tableMemory;
    }

    MemoryContext resultMemory() {
        return resultMemory;
    }

    EngineStorage storage() {
        return storage;
    }

    EngineNetwork network() {
        return network;
    }

    ControlNetwork control() {
        return control;
    }

    /// Steps agents and links, and keeps deadlines.
    ThreadScheduler controlThreads() {
        return controlThreads;
    }

    /// Run the tasks of each worker.
    List<ThreadScheduler> workerThreads() {
        return List.copyOf(workerThreads);
    }

    Connector connector(String name) {
        Connector connector = storage.connectors().get(name);
        if (connector == null) {
            throw new IllegalStateException("no connector " + name);
        }
        return connector;
    }

    /// Begins a worker with threads of its own.
    Worker startWorker(String name) {
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
        return worker;
    }

    /// Has something run when agents are to end.
    void whenClosing(Runnable closesAgent) {
        agents.add(closesAgent);
    }

    /// Gives everything back. No query may run any more.
    ///
    /// @throws IllegalStateException when somebody still holds batches or vectors of a result
    @Override
    public void close() {
        workers.forEach(Worker::close);
        agents.forEach(Runnable::run);
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
}
