// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine;

import dev.sheaf.cluster.coordinator.Coordinator;
import dev.sheaf.cluster.membership.AddressBook;
import dev.sheaf.cluster.membership.Attendant;
import dev.sheaf.cluster.membership.MembershipListener;
import dev.sheaf.cluster.membership.Registry;
import dev.sheaf.cluster.placement.QueryPlacer;
import dev.sheaf.cluster.placement.WorkerSeat;
import dev.sheaf.cluster.protocol.AgentName;
import dev.sheaf.cluster.protocol.ClusterMessage.WorkerStatus;
import dev.sheaf.cluster.worker.Worker;
import dev.sheaf.core.control.ControlConnections.Connection;
import dev.sheaf.core.control.NodeInfo;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.engine.node.ClusterControlNetwork;
import dev.sheaf.engine.node.NodeNetwork;
import dev.sheaf.engine.node.NodeSettings;
import dev.sheaf.engine.runtime.LocalDisk;
import dev.sheaf.storage.memory.MemoryConnector;
import dev.sheaf.transport.inproc.direct.DirectControlNetwork;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// A node of a cluster: a worker that runs tasks for coordinators elsewhere, a coordinator that has statements run on
/// workers elsewhere, or both.
///
/// A coordinator has a worker of its own in any case, which runs what reads or writes tables that it keeps in its
/// memory; it takes other tasks only when the node is to work.
public final class ClusterNode implements AutoCloseable {
    private static final long CLOSE_NANOS_MAX = 5_000_000_000L;
    private static final long LOOK_NANOS = 5_000_000L;

    private final NodeSettings node;
    private final AddressBook addresses = new AddressBook();
    private final NodeNetwork transport;
    private final EngineRuntime runtime;
    private final Worker worker;
    private final @Nullable Engine engine;
    private final @Nullable Registry registry;
    private final @Nullable Attendant attendant;
    private volatile boolean draining;
    private boolean closed;

    /// Begins to listen and to look for the others.
    ///
    /// @throws SheafException when the machine lacks what the transport needs, or an address can't be had
    public ClusterNode(EngineSettings settings, NodeSettings node) {
        this.node = node;
        ClusterControlNetwork control =
                new ClusterControlNetwork(node.node(), new DirectControlNetwork(), node.control());
        transport = new NodeNetwork(node, addresses);
        runtime = new EngineRuntime(settings, new LocalDisk(), control, (scheduler, clock, memory) -> new EngineNetwork(
                true, transport, scheduler, clock, memory));
        try {
            worker = runtime.startWorker(node.node());
            NodeInfo self = new NodeInfo(node.node(), node.incarnation(), transport.address(), settings.threads());
            engine = node.coordinates() ? new Engine(runtime, place(), firstQuery()) : null;
            registry = engine == null ? null : startRegistry(self, engine.coordinator());
            attendant = node.works() ? startAttendant() : null;
            node.control().start(self, control);
        } catch (RuntimeException failed) {
            runtime.close();
            throw failed;
        }
    }

    /// So that queries of two coordinators, or of two lives of one, have different numbers.
    private long firstQuery() {
        return runtime.random().nextLong() >>> 1 & ~0xFFFF_FFFFL;
    }

    private Engine.Place place() {
        return new Engine.Place(
                AgentName.coordinator(node.node()),
                node.node(),
                this::workers,
                new QueryPlacer.TablePlace(MemoryConnector.NAME, node.node()));
    }

    private Registry startRegistry(NodeInfo self, Coordinator coordinator) {
        Registry started = new Registry(
                self, node.works(), this::status, runtime.control(), runtime.controlThreads(), runtime.clock(),
                node.liveness(), addresses, new Losses() {
                    @Override
                    public void joined(Connection connection) {
                        coordinator.nodeJoined(connection.peer().node());
                    }

                    @Override
                    void lost(String peer, SheafException reason) {
                        coordinator.nodeLost(peer, reason);
                        transport.peerLost(peer, reason);
                    }
                });
        runtime.controlThreads().start(started.name(), started.name(), started);
        runtime.whenClosing(started::close);
        return started;
    }

    private Attendant startAttendant() {
        Attendant started = new Attendant(
                node.node(), this::status, runtime.control(), runtime.controlThreads(), runtime.clock(),
                node.liveness(), addresses, new Losses() {
                    @Override
                    public void joined(Connection connection) {}

                    @Override
                    void lost(String peer, SheafException reason) {
                        worker.coordinatorLost(AgentName.coordinator(peer), reason);
                    }
                });
        runtime.controlThreads().start(started.name(), started.name(), started);
        runtime.whenClosing(started::close);
        return started;
    }

    /// What takes statements; empty on a node that only works.
    public Optional<Engine> engine() {
        return Optional.ofNullable(engine);
    }

    /// Where batches come in, in the words of its transport.
    public String dataAddress() {
        return transport.address();
    }

    /// The workers that statements of this node can run on now.
    public List<WorkerSeat> workers() {
        return registry == null ? List.of() : registry.seats();
    }

    /// With how many coordinators its worker is connected.
    public int coordinatorCount() {
        return attendant == null ? 0 : attendant.coordinatorCount();
    }

    /// Of how many queries its worker has anything.
    public int queryCount() {
        return worker.queryCount();
    }

    /// How many tasks its worker runs.
    public int runningTasks() {
        return worker.runningTasks();
    }

    /// Whether it can do what it is for: a coordinator needs a worker, and a worker a coordinator.
    public boolean ready() {
        return !draining
                && (registry == null || !registry.seats().isEmpty())
                && (attendant == null || registry != null || attendant.coordinatorCount() > 0);
    }

    private WorkerStatus status() {
        return new WorkerStatus(worker.runningTasks(), draining);
    }

    /// Has no new task placed here and waits for those that run.
    ///
    /// @return whether none runs any more
    public boolean drain(long waitNanosMax) {
        draining = true;
        if (attendant != null) {
            attendant.beatSoon();
        }
        if (registry != null) {
            registry.beatSoon();
        }
        return await(() -> worker.queryCount() == 0, waitNanosMax);
    }

    /// Leaves the cluster: ends all statements and tasks, and gives everything back.
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        draining = true;
        if (engine != null) {
            engine.endStatements();
        }
        // The agents hear that all connections are closed, and have what came over them end.
        node.control().close();
        await(() -> worker.queryCount() == 0, CLOSE_NANOS_MAX);
        runtime.close();
    }

    private boolean await(BooleanSupplier condition, long waitNanosMax) {
        long deadlineNanos = runtime.clock().nanoTime() + waitNanosMax;
        while (!condition.getAsBoolean()) {
            if (runtime.clock().nanoTime() - deadlineNanos > 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(this, LOOK_NANOS);
        }
        return true;
    }

    /// What is done on both sides when a life ends.
    private abstract class Losses implements MembershipListener {
        abstract void lost(String peer, SheafException reason);

        @Override
        public final void lost(Connection connection, SheafException reason) {
            lost(connection.peer().node(), reason);
            node.control().disconnect(connection, String.valueOf(reason.getMessage()));
        }

        @Override
        public final void refused(Connection connection, String reason) {
            node.control().disconnect(connection, reason);
        }

        @Override
        public final void renewed(String peer) {
            transport.peerLost(peer, new SheafException(
                    ErrorCode.NODE_LOST, "node " + peer + " has begun a new life",
                    SourcePosition.UNKNOWN, peer, null));
        }
    }
}
