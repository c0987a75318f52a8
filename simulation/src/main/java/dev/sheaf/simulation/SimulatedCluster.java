// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.simulation;

import dev.sheaf.cluster.coordinator.Coordinator;
import dev.sheaf.cluster.exchange.FramedExchangeNetwork;
import dev.sheaf.cluster.placement.QueryPlacer;
import dev.sheaf.cluster.placement.WorkerSeat;
import dev.sheaf.cluster.protocol.ClusterMessageCodec;
import dev.sheaf.cluster.worker.Worker;
import dev.sheaf.core.catalog.Principal;
import dev.sheaf.core.control.ControlNetwork;
import dev.sheaf.core.memory.EngineMemory;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.plan.DistributedPlan;
import dev.sheaf.core.storage.Connector;
import dev.sheaf.core.task.StatementContext;
import dev.sheaf.core.time.RandomSource;
import dev.sheaf.core.transport.Transport;
import dev.sheaf.engine.query.MemoryAdvice;
import dev.sheaf.engine.query.QueryResult;
import dev.sheaf.engine.query.QueryRunner;
import dev.sheaf.exec.spill.SpillStore;
import dev.sheaf.exec.task.PipelinedTaskExecutor;
import dev.sheaf.exec.task.TaskEnvironment;
import dev.sheaf.testkit.disk.MemoryDisk;
import dev.sheaf.testkit.schedule.SteppedScheduler;
import dev.sheaf.transport.inproc.simulated.SimulatedNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/// A coordinator and its workers, all production code, on one thread: they share a stepped scheduler, a virtual clock
/// and a simulated network, and have nothing else in common.
final class SimulatedCluster implements AutoCloseable {
    private static final String COORDINATOR = "coordinator";
    private static final long MEMORY_BYTES_MAX = 1L << 30;

    private final SteppedScheduler scheduler;
    private final SimulatedNetwork network;
    private final EngineMemory memory = new EngineMemory(MEMORY_BYTES_MAX);
    private final MemoryContext results = memory.context().child("results");
    private final List<MemoryContext> nodeMemories = new ArrayList<>();
    private final List<FramedExchangeNetwork> exchanges = new ArrayList<>();
    private final List<Worker> workers = new ArrayList<>();
    private final List<String> workerNames = new ArrayList<>();
    private final Coordinator coordinator;
    private final QueryRunner runner;
    private final UnaryOperator<Transport> transports;
    private final MemoryDisk disk = new MemoryDisk();
    private long lastQuery;

    /// @param connectors by name, shared by all workers
    /// @param transports wraps each node's transport: for planted bugs
    SimulatedCluster(
            SteppedScheduler scheduler,
            SimulationSettings settings,
            SplittableRandom random,
            Map<String, Connector> connectors,
            UnaryOperator<Transport> transports) {
        this.scheduler = scheduler;
        this.transports = transports;
        this.network =
                new SimulatedNetwork(scheduler, scheduler.clock(), random::nextLong, settings.network());
        ControlNetwork control = network.control(new ClusterMessageCodec());
        for (int i = 0; i < settings.workers(); i++) {
            startWorker("worker-" + i, control, settings, connectors, random::nextLong);
        }
        this.coordinator = new Coordinator(COORDINATOR, control, scheduler, scheduler.clock());
        scheduler.start(COORDINATOR, COORDINATOR, coordinator);
        QueryPlacer placer = new QueryPlacer(
                (scan, parallelism) -> Objects.requireNonNull(
                        connectors.get(scan.table().connector()), "unknown connector")
                        .splits(scan, parallelism));
        List<WorkerSeat> seats = workerNames.stream()
                .map(name -> new WorkerSeat(name, settings.tasks().threads(), 0))
                .toList();
        this.runner = new QueryRunner(
                coordinator,
                placer,
                () -> seats,
                COORDINATOR,
                exchange(COORDINATOR, results),
                results,
                new MemoryAdvice(false, memory.context().limitBytes(), results));
    }

    private void startWorker(
            String name,
            ControlNetwork control,
            SimulationSettings settings,
            Map<String, Connector> connectors,
            RandomSource random) {
        MemoryContext nodeMemory = memory.context().child(name);
        FramedExchangeNetwork exchange = exchange(name, nodeMemory);
        TaskEnvironment environment =
                new TaskEnvironment(
                        scheduler,
                        scheduler.clock(),
                        exchange,
                        connectors,
                        settings.tasks(),
                        new SpillStore(disk, () -> name, settings.spill(), random));
        Worker worker = new Worker(name, control, new PipelinedTaskExecutor(environment), exchange, nodeMemory);
        scheduler.start(name, name, worker);
        nodeMemories.add(nodeMemory);
        workers.add(worker);
        workerNames.add(name);
    }

    private FramedExchangeNetwork exchange(String node, MemoryContext nodeMemory) {
        FramedExchangeNetwork exchange = new FramedExchangeNetwork(
                transports.apply(network.join(node)), scheduler, scheduler.clock(), nodeMemory, 1);
        exchanges.add(exchange);
        return exchange;
    }

    SteppedScheduler scheduler() {
        return scheduler;
    }

    SimulatedNetwork network() {
        return network;
    }

    /// All nodes that exchange batches.
    List<String> nodes() {
        List<String> nodes = new ArrayList<>(workerNames);
        nodes.add(COORDINATOR);
        return nodes;
    }

    QueryResult run(DistributedPlan plan) {
        long query = ++lastQuery;
        StatementContext statement =
                new StatementContext(query, new Principal("simulation"), "UTC", 1_700_000_000_000_000L, query);
        return runner.run(plan, List.of(), statement, Long.MAX_VALUE);
    }

    /// What all nodes hold, in bytes. Nothing, once all queries have been released.
    long usedBytes() {
        return memory.context().usedBytes();
    }

    /// The temporary files that there are.
    List<String> files() {
        return disk.files();
    }

    /// Ends all agents and checks that nothing is left.
    @Override
    public void close() {
        coordinator.close();
        workers.forEach(Worker::close);
        exchanges.forEach(FramedExchangeNetwork::close);
        scheduler.runFor(1_000_000_000L, 1_000_000);
        results.close();
        nodeMemories.forEach(MemoryContext::close);
        memory.close();
    }
}
