// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.inproc.simulated;

import dev.sheaf.core.control.ControlNetwork;
import dev.sheaf.core.control.MessageCodec;
import dev.sheaf.core.schedule.Scheduler;
import dev.sheaf.core.time.Clock;
import dev.sheaf.core.time.RandomSource;
import dev.sheaf.core.transport.Transport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The network between the nodes of a simulated cluster: byte transports and control messages that take their time on
/// a virtual clock, overtake each other between streams (never within one), push back, and lose links when told to. All
/// of it is drawn from one source of chance, so that the same seed gives the same run.
///
/// For the one thread that steps the simulation.
public final class SimulatedNetwork {
    private final Chance chance;
    private final Map<String, SimulatedTransport> nodes = new HashMap<>();
    private final Map<String, List<SimulatedStream>> unaccepted = new HashMap<>();
    private final List<SimulatedStream> streams = new ArrayList<>();
    private final Map<MessageCodec, SimulatedControlNetwork> controls = new LinkedHashMap<>();

    public SimulatedNetwork(
            Scheduler scheduler, Clock clock, RandomSource random, SimulatedNetworkSettings settings) {
        this.chance = new Chance(scheduler, clock, random, settings);
    }

    /// Adds a node.
    ///
    /// @throws IllegalStateException when the name is taken
    public Transport join(String node) {
        SimulatedTransport transport = new SimulatedTransport(node, this);
        if (nodes.putIfAbsent(node, transport) != null) {
            throw new IllegalStateException("node " + node + " has joined already");
        }
        return transport;
    }

    /// The control network of all nodes. Messages between agents travel as bytes.
    public ControlNetwork control(MessageCodec codec) {
        return controls.computeIfAbsent(codec, _ -> new SimulatedControlNetwork(chance, codec));
    }

    /// Loses all streams that are open between two nodes, either way, and part of what is under way in them.
    ///
    /// @return whether there were any
    public boolean closeLink(String node, String other) {
        streams.removeIf(SimulatedStream::over);
        boolean any = false;
        for (SimulatedStream stream : streams) {
            any |= stream.joins(node, other) && stream.lose();
        }
        if (any) {
            chance.linkClosed();
        }
        return any;
    }

    /// Behaves otherwise from now on.
    public void become(SimulatedNetworkSettings settings) {
        chance.become(settings);
    }

    /// What went wrong so far.
    public FaultCounts faults() {
        return chance.counts();
    }

    SimulatedStream open(String from, String to, long number) {
        SimulatedStream stream = new SimulatedStream(from, to, number, chance);
        streams.removeIf(SimulatedStream::over);
        streams.add(stream);
        chance.at(chance.arrivalNanos(from, to), () -> arrive(stream, to));
        return stream;
    }

    private void arrive(SimulatedStream stream, String to) {
        SimulatedTransport target = nodes.get(to);
        if (stream.over()) {
            return;
        }
        if (target == null || !target.accept(stream)) {
            unaccepted.computeIfAbsent(to, _ -> new ArrayList<>()).add(stream);
        }
    }

    /// A node takes streams from now on, and those that have come already.
    void accepting(String node) {
        List<SimulatedStream> waiting = unaccepted.remove(node);
        if (waiting != null) {
            waiting.forEach(stream -> arrive(stream, node));
        }
    }

    void leave(String node) {
        nodes.remove(node);
        for (SimulatedStream stream : streams) {
            if (stream.ends(node)) {
                stream.lose();
            }
        }
    }
}
