// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.cluster.exchange;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.exchange.BatchReceiver;
import dev.sheaf.core.exchange.BatchSender;
import dev.sheaf.core.exchange.ChannelId;
import dev.sheaf.core.exchange.ExchangeNetwork;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.schedule.Scheduler;
import dev.sheaf.core.time.Clock;
import dev.sheaf.core.transport.InboundStream;
import dev.sheaf.core.transport.Transport;
import dev.sheaf.core.type.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One node's end of an exchange that sends batches as frames over a byte transport. All channels between two nodes
/// share one link, a stream each way; every channel has a credit in bytes of its own, so that none holds up the others.
///
/// A batch of any size is cut into frames of the transport's size. Its bytes are copied twice: from its buffers into
/// the transport, and from there into one block of the receiver's memory, which the decoded batch consists of.
public final class FramedExchangeNetwork implements ExchangeNetwork {
    private final Transport transport;
    private final Scheduler scheduler;
    private final Clock clock;
    private final ChannelTable channels;
    private final StreamNumbers numbers;
    private final Map<String, PeerLink> links = new LinkedHashMap<>();
    private boolean closed;

    /// @param transport closed with this
    /// @param memory the node's, charged for batches that come before their consumer opens the channel
    /// @param incarnation grows from one life of the node to the next by more than it opens streams: the time of its
    /// start in microseconds, for instance
    public FramedExchangeNetwork(
            Transport transport, Scheduler scheduler, Clock clock, MemoryContext memory, long incarnation) {
        this.transport = transport;
        this.scheduler = scheduler;
        this.clock = clock;
        this.channels = new ChannelTable(memory);
        this.numbers = new StreamNumbers(incarnation);
        transport.accept(this::accepted);
    }

    @Override
    public BatchSender sender(ChannelId channel, String consumerNode, long creditBytes, MemoryContext memory) {
        return channels.addOutgoing(channel, link(consumerNode), creditBytes);
    }

    @Override
    public BatchReceiver receiver(ChannelId channel, String producerNode, Schema schema, MemoryContext memory) {
        PeerLink link = link(producerNode);
        IncomingChannel incoming = channels.openIncoming(channel, link);
        if (incoming.link() != link) {
            throw FrameHeader.violation("frames for " + channel + " came from another node than " + producerNode);
        }
        incoming.open(schema, memory);
        return incoming;
    }

    @Override
    public void release(long query) {
        channels.release(query);
    }

    @Override
    public int queryCount() {
        return channels.queryCount();
    }

    /// Releases all queries and ends all links at their next step.
    @Override
    public void close() {
        List<PeerLink> open;
        synchronized (links) {
            if (closed) {
                return;
            }
            closed = true;
            open = List.copyOf(links.values());
        }
        channels.releaseAll();
        open.forEach(PeerLink::close);
        transport.close();
    }

    private void accepted(String fromNode, long stream, InboundStream inbound) {
        PeerLink link;
        try {
            link = link(fromNode);
        } catch (SheafException _) {
            // Closed meanwhile: the stream is unwanted, as its sender will see.
            inbound.close();
            return;
        }
        link.arrived(stream, inbound);
    }

    private PeerLink link(String node) {
        synchronized (links) {
            if (closed) {
                throw new SheafException(ErrorCode.ENGINE_CLOSED, "the node is being closed");
            }
            PeerLink link = links.get(node);
            if (link == null) {
                link = new PeerLink(node, transport, scheduler, clock, channels, numbers);
                links.put(node, link);
                scheduler.start("link " + transport.localNode() + " to " + node, this, link);
            }
            return link;
        }
    }
}
