// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.inproc.direct;

import dev.sheaf.core.exchange.BatchReceiver;
import dev.sheaf.core.exchange.BatchSender;
import dev.sheaf.core.exchange.ChannelId;
import dev.sheaf.core.exchange.ExchangeNetwork;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.type.Schema;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// The exchange network of workers that live in one process: all of them share it, and batches pass by reference.
public final class DirectExchangeNetwork implements ExchangeNetwork {
    private final ConcurrentMap<Long, ConcurrentMap<ChannelId, DirectChannel>> queries = new ConcurrentHashMap<>();

    @Override
    public BatchSender sender(ChannelId channel, String consumerNode, long creditBytes, MemoryContext memory) {
        return channel(channel).sender(creditBytes);
    }

    @Override
    public BatchReceiver receiver(ChannelId channel, String producerNode, Schema schema, MemoryContext memory) {
        return channel(channel).receiver(memory);
    }

    @Override
    public void release(long query) {
        ConcurrentMap<ChannelId, DirectChannel> channels = queries.remove(query);
        if (channels != null) {
            channels.values().forEach(DirectChannel::release);
        }
    }

    @Override
    public int queryCount() {
        return queries.size();
    }

    @Override
    public void close() {
        queries.keySet().forEach(this::release);
    }

    private DirectChannel channel(ChannelId id) {
        return queries.computeIfAbsent(id.query(), _ -> new ConcurrentHashMap<>())
                .computeIfAbsent(id, _ -> new DirectChannel());
    }
}
