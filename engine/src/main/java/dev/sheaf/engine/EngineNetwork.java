// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine;

import dev.sheaf.cluster.exchange.FramedExchangeNetwork;
import dev.sheaf.core.exchange.ExchangeNetwork;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.schedule.Scheduler;
import dev.sheaf.core.time.Clock;
import dev.sheaf.core.transport.Transport;
import dev.sheaf.core.transport.TransportProvider.LocalNetwork;
import dev.sheaf.engine.runtime.DaemonThreads;
import dev.sheaf.transport.inproc.direct.DirectExchangeNetwork;
import dev.sheaf.transport.inproc.stream.StreamNetwork;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The exchange network between an embedded engine's nodes: one for all that hands batches over by reference, or one
/// per node that frames them over streams, as between machines: streams of the process, or those of a transport that is
/// on the class path.
final class EngineNetwork {
    private static final int FRAME_BYTES = 64 << 10;
    private static final int FRAMES_PER_STREAM = 64;

    private final boolean framed;
    private final Scheduler scheduler;
    private final Clock clock;
    private final MemoryContext memory;
    private final DirectExchangeNetwork direct = new DirectExchangeNetwork();
    private final StreamNetwork streams = new StreamNetwork(FRAME_BYTES, FRAMES_PER_STREAM);
    private final @Nullable LocalNetwork transports;
    private final Map<String, ExchangeNetwork> nodes = new LinkedHashMap<>();

    /// @param framed whether batches are encoded into frames
    /// @param transports carry the frames; null for queues of the process
    /// @param scheduler steps the links of a framed network
    EngineNetwork(
            boolean framed,
            @Nullable LocalNetwork transports,
            Scheduler scheduler,
            Clock clock,
            MemoryContext engineMemory) {
        this.framed = framed;
        this.scheduler = scheduler;
        this.clock = clock;
        this.transports = transports;
        this.memory = engineMemory.child("network");
    }

    /// The network of an embedded engine.
    ///
    /// @throws dev.sheaf.core.error.SheafException when the machine lacks what the transport needs
    static EngineNetwork embedded(
            EngineSettings.Exchange kind, Scheduler scheduler, Clock clock, MemoryContext engineMemory) {
        LocalNetwork transports = kind.provider()
                .map(provider -> provider.open(DaemonThreads.named("sheaf-transport"), clock))
                .orElse(null);
        return new EngineNetwork(kind.framed(), transports, scheduler, clock, engineMemory);
    }

    /// The network as a node sees it.
    ExchangeNetwork exchanges(String node) {
        return framed ? nodes.computeIfAbsent(node, this::join) : direct;
    }

    private ExchangeNetwork join(String node) {
        long incarnation = clock.epochMicros();
        Transport transport =
                transports == null ? streams.join(node, memory) : transports.join(node, incarnation, memory);
        return new FramedExchangeNetwork(transport, scheduler, clock, memory, incarnation);
    }

    /// How many ends of queries have channels: 0 when no query runs.
    int queryCount() {
        return direct.queryCount()
                + nodes.values().stream().mapToInt(ExchangeNetwork::queryCount).sum();
    }

    /// Breaks all channels; links end at their next steps.
    void close() {
        direct.close();
        nodes.values().forEach(ExchangeNetwork::close);
        if (transports != null) {
            transports.close();
        }
    }

    /// Gives the memory back, when no link is stepped any more.
    void closed() {
        memory.close();
    }
}
