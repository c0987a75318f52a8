// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.batch.Batch;
import dev.sheaf.core.exchange.BatchReceiver;
import dev.sheaf.core.exchange.BatchSender;
import dev.sheaf.core.exchange.BatchSender.Offer;
import dev.sheaf.core.exchange.ChannelId;
import dev.sheaf.core.memory.EngineMemory;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.type.Schema;
import dev.sheaf.testkit.contract.ExchangeNetworkContract.Networks;
import dev.sheaf.testkit.data.RowSet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Networks and memory of a query at both ends. Closing checks that all memory was given back.
final class ExchangeFixture implements AutoCloseable {
    static final int TURNS_MAX = 200_000;

    private final long query;
    private final EngineMemory engine = new EngineMemory(1L << 30);
    private final MemoryContext node = engine.context().child("node");
    final MemoryContext sending = engine.context().child("sending query");
    final MemoryContext receiving = engine.context().child("receiving query");
    final Networks networks;

    /// @param query whose channels are used, and which is released at the end
    /// @param networks made with memory for what they themselves need
    ExchangeFixture(long query, Function<MemoryContext, Networks> networks) {
        this.query = query;
        this.networks = networks.apply(node);
    }

    BatchSender sender(ChannelId channel, long creditBytes) {
        return networks.producer().sender(channel, networks.consumerNode(), creditBytes, sending);
    }

    BatchReceiver receiver(ChannelId channel, Schema schema) {
        return networks.consumer().receiver(channel, networks.producerNode(), schema, receiving);
    }

    void settle() {
        networks.settle();
    }

    void offer(BatchSender sender, RowSet rows) {
        Batch batch = rows.batch(0, rows.size(), sending);
        for (int turn = 0; turn < TURNS_MAX; turn++) {
            Offer offer = sender.offer(batch);
            if (offer == Offer.ACCEPTED) {
                return;
            }
            assertEquals(Offer.NO_ROOM, offer);
            settle();
        }
        throw new AssertionError("no room");
    }

    /// How many copies of a batch a channel takes while nobody consumes.
    int fill(BatchSender sender, RowSet rows) {
        for (int accepted = 0; accepted < TURNS_MAX; accepted++) {
            Batch batch = rows.batch(0, rows.size(), sending);
            if (sender.offer(batch) != Offer.ACCEPTED) {
                batch.release();
                return accepted;
            }
            settle();
        }
        throw new AssertionError("a channel without bound");
    }

    List<List<Object>> takeAll(BatchReceiver receiver) {
        List<List<Object>> rows = new ArrayList<>();
        for (int turn = 0; turn < TURNS_MAX && !receiver.finished(); turn++) {
            take(receiver, rows);
            settle();
        }
        assertTrue(receiver.finished(), "the end has not come");
        assertNull(receiver.poll());
        return rows;
    }

    boolean take(BatchReceiver receiver, List<List<Object>> into) {
        Batch batch = receiver.poll();
        if (batch == null) {
            return false;
        }
        RowSet.read(batch, into);
        batch.release();
        return true;
    }

    void release() {
        networks.producer().release(query);
        networks.consumer().release(query);
        assertEquals(0, networks.producer().queryCount(), "the producer's queries after the release");
        assertEquals(0, networks.consumer().queryCount(), "the consumer's queries after the release");
        assertEquals(0, sending.usedBytes(), "the producer's memory after the release");
        assertEquals(0, receiving.usedBytes(), "the consumer's memory after the release");
    }

    @Override
    public void close() {
        release();
        settle();
        assertEquals(0, sending.usedBytes(), "the producer's memory at the end");
        assertEquals(0, receiving.usedBytes(), "the consumer's memory at the end");
        networks.close();
        sending.close();
        receiving.close();
        node.close();
        engine.close();
    }
}
