// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.cluster.exchange;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.exchange.ChannelId;
import dev.sheaf.core.memory.MemoryContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The channel ends of this node, by query, until the query is released. Frames that come for a query after that are
/// for nobody; so that they don't bring it to life again, released queries are remembered for a while. Safe for use by
/// many threads.
final class ChannelTable {
    private static final int RELEASED_MAX = 16 << 10;

    private final MemoryContext nodeMemory;
    private final Map<Long, QueryChannels> queries = new LinkedHashMap<>();
    private final Set<Long> released = new HashSet<>();
    private final ArrayDeque<Long> releasedInOrder = new ArrayDeque<>();

    /// Both directions have their own names: a node may send to itself.
    ///
    /// @param unneeded channels whose consumer has ended before their producer began
    private record QueryChannels(
            Map<ChannelId, OutgoingChannel> outgoing,
            Map<ChannelId, IncomingChannel> incoming,
            Set<ChannelId> unneeded) {
        QueryChannels() {
            this(new LinkedHashMap<>(), new LinkedHashMap<>(), new HashSet<>());
        }
    }

    /// @param nodeMemory is charged for batches that come before their consumer
    ChannelTable(MemoryContext nodeMemory) {
        this.nodeMemory = nodeMemory;
    }

    /// Makes the producer's end.
    synchronized OutgoingChannel addOutgoing(ChannelId id, PeerLink link, long creditBytes) {
        OutgoingChannel channel = new OutgoingChannel(id, link, creditBytes);
        QueryChannels query = query(id);
        if (query.outgoing().putIfAbsent(id, channel) != null) {
            throw new IllegalStateException("the producer's end of " + id + " is open already");
        }
        if (query.unneeded().contains(id)) {
            channel.notNeeded();
        }
        return channel;
    }

    /// The consumer's end, made if no frame has come for it yet.
    synchronized IncomingChannel openIncoming(ChannelId id, PeerLink link) {
        return query(id).incoming().computeIfAbsent(id, _ -> new IncomingChannel(id, link, nodeMemory));
    }

    /// The end that a frame from over the link is for, made if it isn't open yet; null when the query was released.
    synchronized @Nullable IncomingChannel incoming(ChannelId id, PeerLink from) {
        if (released.contains(id.query())) {
            return null;
        }
        IncomingChannel channel = openIncoming(id, from);
        if (channel.link() != from) {
            throw FrameHeader.violation("a frame for " + id + " from a node that doesn't produce it");
        }
        return channel;
    }

    /// The end that a frame from over the link is for; null when the query was released.
    synchronized @Nullable OutgoingChannel outgoing(ChannelId id, PeerLink from) {
        QueryChannels query = queries.get(id.query());
        OutgoingChannel channel = query == null ? null : query.outgoing().get(id);
        if (channel != null && channel.link() != from) {
            throw FrameHeader.violation("a frame for " + id + " from a node that doesn't consume it");
        }
        return channel;
    }

    /// The consumer needs nothing more from a channel, whose producer may not even have begun.
    void notNeeded(ChannelId id, PeerLink from) {
        OutgoingChannel channel;
        synchronized (this) {
            channel = outgoing(id, from);
            if (channel == null && !released.contains(id.query())) {
                query(id).unneeded().add(id);
            }
        }
        if (channel != null) {
            channel.notNeeded();
        }
    }

    /// Breaks the channels of a link that have not ended.
    void linkLost(PeerLink link, SheafException reason) {
        List<OutgoingChannel> outgoing = new ArrayList<>();
        List<IncomingChannel> incoming = new ArrayList<>();
        synchronized (this) {
            for (QueryChannels query : queries.values()) {
                outgoing.addAll(query.outgoing().values());
                incoming.addAll(query.incoming().values());
            }
        }
        outgoing.stream().filter(channel -> channel.link() == link).forEach(channel -> channel.linkLost(reason));
        incoming.stream().filter(channel -> channel.link() == link).forEach(channel -> channel.linkLost(reason));
    }

    void release(long number) {
        QueryChannels query;
        synchronized (this) {
            query = queries.remove(number);
            if (released.add(number)) {
                releasedInOrder.addLast(number);
            }
            if (releasedInOrder.size() > RELEASED_MAX) {
                released.remove(releasedInOrder.removeFirst());
            }
        }
        if (query != null) {
            query.outgoing().values().forEach(OutgoingChannel::release);
            query.incoming().values().forEach(IncomingChannel::release);
        }
    }

    synchronized int queryCount() {
        return queries.size();
    }

    void releaseAll() {
        List<Long> open;
        synchronized (this) {
            open = List.copyOf(queries.keySet());
        }
        open.forEach(this::release);
    }

    private QueryChannels query(ChannelId id) {
        if (released.contains(id.query())) {
            throw new SheafException(ErrorCode.QUERY_CANCELLED, "the query has been released");
        }
        return queries.computeIfAbsent(id.query(), _ -> new QueryChannels());
    }
}
