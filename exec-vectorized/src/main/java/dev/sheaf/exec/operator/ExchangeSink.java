// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.operator;

import dev.sheaf.core.batch.Batch;
import dev.sheaf.core.batch.BatchBuilder;
import dev.sheaf.core.exchange.BatchSender.Offer;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.exec.pipeline.SinkOperator;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// Sends rows to consumer tasks: routes them to a batch builder per consumer and offers each batch when it is full.
/// What a channel has no room for waits here, and the next chunk is refused until it is gone; so a driver holds at most
/// the batches of one chunk beyond its open ones.
final class ExchangeSink implements SinkOperator, RowRouter.Target {
    private final OutputChannels channels;
    private final RowRouter router;
    private final boolean toAll;
    private final int batchRows;
    private final long batchBytes;
    private final RowBytes rowBytes;
    private final BatchBuilder[] builders;
    private final ArrayDeque<Batch>[] waiting;
    private int waitingCount;
    private boolean flushed;
    private long sentBytes;

    /// @param toAll whether every batch goes to every consumer; then the router uses only the first
    /// @param memory charged for the batches until somebody else takes them over
    ExchangeSink(
            Schema schema,
            OutputChannels channels,
            RowRouter router,
            boolean toAll,
            int batchRows,
            long batchBytes,
            MemoryContext memory) {
        this.channels = channels;
        this.router = router;
        this.toAll = toAll;
        this.batchRows = batchRows;
        this.batchBytes = batchBytes;
        this.rowBytes = new RowBytes(schema);
        this.builders = new BatchBuilder[toAll ? 1 : channels.count()];
        for (int i = 0; i < builders.length; i++) {
            builders[i] = new BatchBuilder(schema, memory);
        }
        @SuppressWarnings({"unchecked", "rawtypes"})
        ArrayDeque<Batch>[] queues = new ArrayDeque[channels.count()];
        this.waiting = queues;
        for (int i = 0; i < queues.length; i++) {
            queues[i] = new ArrayDeque<>();
        }
    }

    @Override
    public Result take(Chunk chunk, Waker waker) {
        if (!send(waker)) {
            return Result.BLOCKED;
        }
        if (!channels.anyNeeded()) {
            return Result.FINISHED;
        }
        router.route(chunk, this);
        send(null);
        return Result.TAKEN;
    }

    @Override
    public void append(int consumer, Chunk chunk, int @Nullable [] rows, int from, int count) {
        if (!toAll && !channels.needs(consumer)) {
            return;
        }
        BatchBuilder builder = builders[consumer];
        int next = from;
        int end = from + count;
        while (next < end) {
            int room = Math.min(end - next, batchRows - builder.rowCount());
            int taken = rowBytes.fitting(chunk, rows, next, room, batchBytes - builder.byteSize());
            builder.append(chunk, rows, next, taken);
            next += taken;
            if (builder.rowCount() >= batchRows || next < end || builder.byteSize() >= batchBytes) {
                enqueue(consumer, builder.finish());
            }
        }
    }

    private void enqueue(int consumer, Batch batch) {
        if (!toAll) {
            waiting[consumer].addLast(batch);
            waitingCount++;
            return;
        }
        for (ArrayDeque<Batch> queue : waiting) {
            batch.retain();
            queue.addLast(batch);
            waitingCount++;
        }
        batch.release();
    }

    /// Offers what waits.
    ///
    /// @param waker woken when there is room again; null not to wait
    /// @return whether nothing waits any more
    private boolean send(@Nullable Waker waker) {
        for (int i = 0; i < waiting.length && waitingCount > 0; i++) {
            while (!waiting[i].isEmpty() && sendFirst(i, waker)) {}
        }
        return waitingCount == 0;
    }

    private boolean sendFirst(int consumer, @Nullable Waker waker) {
        Batch batch = waiting[consumer].getFirst();
        long bytes = batch.byteSize();
        Offer offer = channels.offer(consumer, batch);
        if (offer == Offer.NO_ROOM && waker != null) {
            channels.waitForRoom(consumer, waker);
            // Room may have come before the waker was in place.
            offer = channels.offer(consumer, batch);
        }
        switch (offer) {
            case ACCEPTED -> sentBytes += bytes;
            case NOT_NEEDED -> batch.release();
            case NO_ROOM -> {
                return false;
            }
        }
        waiting[consumer].removeFirst();
        waitingCount--;
        return true;
    }

    @Override
    public Result finish(Waker waker) {
        if (!flushed) {
            flushed = true;
            for (int i = 0; i < builders.length; i++) {
                if (builders[i].rowCount() > 0) {
                    enqueue(i, builders[i].finish());
                }
            }
        }
        return send(waker) ? Result.TAKEN : Result.BLOCKED;
    }

    @Override
    public long bytes() {
        return sentBytes;
    }

    @Override
    public void close() {
        for (BatchBuilder builder : builders) {
            builder.close();
        }
        for (ArrayDeque<Batch> queue : waiting) {
            queue.forEach(Batch::release);
            queue.clear();
        }
        waitingCount = 0;
    }
}
