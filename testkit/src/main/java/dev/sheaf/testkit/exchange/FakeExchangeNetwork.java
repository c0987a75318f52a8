// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.exchange;

import dev.sheaf.core.batch.Batch;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.exchange.BatchReceiver;
import dev.sheaf.core.exchange.BatchSender;
import dev.sheaf.core.exchange.ChannelId;
import dev.sheaf.core.exchange.ExchangeNetwork;
import dev.sheaf.core.exchange.NeededRows;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.schedule.WaitList;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.type.Schema;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Queues under a credit, for tests that step everything in one thread. Strict about the contract: finishing twice,
/// offering after the end and polling after closing are errors.
public final class FakeExchangeNetwork implements ExchangeNetwork {
    private final Map<ChannelId, Channel> channels = new HashMap<>();

    @Override
    public BatchSender sender(ChannelId channel, String consumerNode, long creditBytes, MemoryContext memory) {
        Channel made = channel(channel);
        made.creditBytes = creditBytes;
        return made;
    }

    @Override
    public BatchReceiver receiver(ChannelId channel, String producerNode, Schema schema, MemoryContext memory) {
        Channel made = channel(channel);
        made.receiverMemory = memory;
        return made.receiver;
    }

    /// How the producer ended the channel: `open`, `finished` or the code of its error.
    public String end(ChannelId channel) {
        Channel asked = channel(channel);
        return asked.failure != null ? asked.failure.code().name() : asked.finished ? "finished" : "open";
    }

    @Override
    public void release(long query) {
        channels.forEach((id, channel) -> {
            if (id.query() == query) {
                channel.receiver.close();
            }
        });
        channels.keySet().removeIf(id -> id.query() == query);
    }

    @Override
    public int queryCount() {
        return (int) channels.keySet().stream().mapToLong(ChannelId::query).distinct().count();
    }

    @Override
    public void close() {
        channels.values().forEach(channel -> channel.receiver.close());
        channels.clear();
    }

    /// How many bytes all channels of an exchange have carried so far.
    public long sentBytes(int exchange) {
        return channels.entrySet().stream()
                .filter(channel -> channel.getKey().exchange() == exchange)
                .mapToLong(channel -> channel.getValue().sentBytes)
                .sum();
    }

    private Channel channel(ChannelId id) {
        return channels.computeIfAbsent(id, Channel::new);
    }

    /// Both ends of one channel.
    private static final class Channel implements BatchSender {
        private final ChannelId id;
        private final ArrayDeque<Batch> queue = new ArrayDeque<>();
        private final WaitList producers = new WaitList();
        private final WaitList consumers = new WaitList();
        private final Receiver receiver = new Receiver();
        private long creditBytes;
        private long queuedBytes;
        private long sentBytes;
        private @Nullable MemoryContext receiverMemory;
        private boolean finished;
        private @Nullable SheafException failure;
        private boolean notNeeded;
        private @Nullable NeededRows neededRows;

        Channel(ChannelId id) {
            this.id = id;
        }

        @Override
        public Offer offer(Batch batch) {
            if (finished) {
                throw new SheafException(ErrorCode.INTERNAL_ERROR, "offer after the end of " + id);
            }
            if (notNeeded) {
                return Offer.NOT_NEEDED;
            }
            long bytes = batch.byteSize();
            if (!queue.isEmpty() && queuedBytes + bytes > creditBytes) {
                return Offer.NO_ROOM;
            }
            queue.addLast(batch);
            queuedBytes += bytes;
            sentBytes += bytes;
            consumers.wakeAll();
            return Offer.ACCEPTED;
        }

        @Override
        public void finish() {
            if (finished || failure != null) {
                throw new SheafException(ErrorCode.INTERNAL_ERROR, "second end of " + id);
            }
            finished = true;
            consumers.wakeAll();
        }

        @Override
        public void fail(SheafException error) {
            if (finished || failure != null) {
                throw new SheafException(ErrorCode.INTERNAL_ERROR, "second end of " + id);
            }
            failure = error;
            consumers.wakeAll();
        }

        @Override
        public @Nullable NeededRows neededRows() {
            return notNeeded ? NeededRows.ALL : neededRows;
        }

        @Override
        public void waitForNeededRows(Waker waker) {
            producers.add(waker);
            if (neededRows() != null) {
                producers.wakeAll();
            }
        }

        @Override
        public void waitForRoom(Waker waker) {
            producers.add(waker);
        }

        /// The consumer's end.
        private final class Receiver implements BatchReceiver {
            @Override
            public @Nullable Batch poll() {
                if (notNeeded) {
                    throw new SheafException(ErrorCode.INTERNAL_ERROR, "poll after closing " + id);
                }
                if (failure != null) {
                    throw failure;
                }
                Batch batch = queue.pollFirst();
                if (batch == null) {
                    return null;
                }
                queuedBytes -= batch.byteSize();
                producers.wakeAll();
                return receiverMemory == null ? batch : batch.transferTo(receiverMemory);
            }

            @Override
            public void narrow(NeededRows needed) {
                if (neededRows != null) {
                    throw new SheafException(ErrorCode.INTERNAL_ERROR, "narrowed twice: " + id);
                }
                neededRows = needed;
                producers.wakeAll();
            }

            @Override
            public boolean finished() {
                return finished && failure == null && queue.isEmpty();
            }

            @Override
            public void close() {
                notNeeded = true;
                queue.forEach(Batch::release);
                queue.clear();
                queuedBytes = 0;
                producers.wakeAll();
            }

            @Override
            public void waitForBatch(Waker waker) {
                consumers.add(waker);
            }
        }
    }
}
