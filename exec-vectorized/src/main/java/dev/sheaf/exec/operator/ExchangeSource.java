// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.operator;

import dev.sheaf.core.batch.Batch;
import dev.sheaf.core.exchange.BatchReceiver;
import dev.sheaf.core.exchange.NeededRows;
import dev.sheaf.core.schedule.WaitList;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.exec.pipeline.DriverContext;
import dev.sheaf.exec.pipeline.SourceFactory;
import dev.sheaf.exec.pipeline.SourceOperator;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Takes the batches that other tasks send here, from all channels in turn. A driver takes a batch and reads it chunk
/// by chunk; blocked while no channel has one.
public final class ExchangeSource implements SourceOperator {
    private final Channels channels;
    private final BatchChunks chunks;
    private @Nullable Chunk chunk;
    private long bytes;

    private ExchangeSource(Channels channels, BatchChunks chunks) {
        this.channels = channels;
        this.chunks = chunks;
    }

    /// @param receivers one per producer task; closed with the factory
    public static SourceFactory factory(Schema schema, List<BatchReceiver> receivers) {
        return new Channels(schema, receivers, null);
    }

    /// A source that tells its producers which rows are needed.
    ///
    /// @param needed asked when the pipeline starts
    public static SourceFactory factory(Schema schema, List<BatchReceiver> receivers, Supplier<NeededRows> needed) {
        return new Channels(schema, receivers, needed);
    }

    @Override
    public Result next(Waker waker) {
        while (true) {
            chunk = chunks.next();
            if (chunk != null) {
                return Result.ROWS;
            }
            Batch batch = channels.poll();
            if (batch == null && !channels.finished()) {
                channels.waitForBatch(waker);
                // Something may have come before the waker was in place.
                batch = channels.poll();
                if (batch == null && !channels.finished()) {
                    return Result.BLOCKED;
                }
            }
            if (batch == null) {
                return Result.FINISHED;
            }
            bytes += batch.byteSize();
            chunks.start(batch);
        }
    }

    @Override
    public Chunk chunk() {
        if (chunk == null) {
            throw new IllegalStateException("no chunk");
        }
        return chunk;
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public void close() {
        chunks.close();
        chunk = null;
    }

    /// The channels, shared by the drivers. A receiver is for one thread at a time, so this object's monitor guards
    /// them; a batch is large enough for that not to matter.
    private static final class Channels implements SourceFactory {
        private final Schema schema;
        private final List<BatchReceiver> open;
        private final WaitList waiting = new WaitList();
        private final Waker wakeDrivers = waiting::wakeAll;
        private @Nullable Supplier<NeededRows> needed;
        private int turn;

        Channels(Schema schema, List<BatchReceiver> receivers, @Nullable Supplier<NeededRows> needed) {
            this.schema = schema;
            this.needed = needed;
            this.open = new ArrayList<>(receivers);
        }

        synchronized @Nullable Batch poll() {
            int untried = open.size();
            while (untried > 0) {
                turn = turn >= open.size() ? 0 : turn;
                BatchReceiver receiver = open.get(turn);
                Batch batch = receiver.poll();
                if (batch != null) {
                    turn++;
                    return batch;
                }
                if (receiver.finished()) {
                    open.remove(turn);
                    receiver.close();
                } else {
                    turn++;
                }
                untried--;
            }
            return null;
        }

        synchronized boolean finished() {
            if (open.isEmpty()) {
                // Other drivers may sleep, and no channel is left that would wake them.
                waiting.wakeAll();
                return true;
            }
            return false;
        }

        synchronized void waitForBatch(Waker waker) {
            waiting.add(waker);
            for (BatchReceiver receiver : open) {
                receiver.waitForBatch(wakeDrivers);
            }
        }

        private synchronized void narrow() {
            Supplier<NeededRows> unasked = needed;
            needed = null;
            if (unasked != null) {
                NeededRows rows = unasked.get();
                open.forEach(receiver -> receiver.narrow(rows));
            }
        }

        @Override
        public SourceOperator create(DriverContext context) {
            narrow();
            return new ExchangeSource(this, new BatchChunks(schema, context.chunkRows(), context.memory()));
        }

        @Override
        public int driversMax() {
            return Integer.MAX_VALUE;
        }

        @Override
        public synchronized void close() {
            open.forEach(BatchReceiver::close);
            open.clear();
        }
    }
}
