// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.sort;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.plan.SortKey;
import dev.sheaf.core.schedule.CancellationToken;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.exec.pipeline.DriverContext;
import dev.sheaf.exec.pipeline.SinkFactory;
import dev.sheaf.exec.pipeline.SinkOperator;
import dev.sheaf.exec.pipeline.SourceFactory;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The first rows of an order. Each driver keeps up to twice as many as are wanted, and cuts them back when they get
/// more. The first word of the last row kept is a boundary that all drivers share: rows beyond it are left out before
/// anything of them is copied, by one comparison of longs per row. [#source] gives the rows in order.
public final class TopNSink implements SinkFactory {
    private static final int ROWS_MIN = 2048;

    private final MemoryContext memory;
    private final RowOrder order;
    private final SortedRuns sorted;
    private final long count;
    /// The smallest boundary that any driver has found, sign bit turned so that plain comparison is the unsigned one.
    private final AtomicLong boundary = new AtomicLong(Long.MAX_VALUE);

    /// @param count how many rows are wanted
    /// @param parent gets a child that is charged for the rows
    public TopNSink(int node, Schema schema, List<SortKey> keys, long count, MemoryContext parent) {
        this.memory = parent.child("top " + node);
        this.order = new RowOrder(schema, keys);
        this.sorted = new SortedRuns(order, SortedRuns.RANGE_ROWS, memory, null);
        this.count = count;
    }

    /// What reads the rows, once the sink is complete.
    public SourceFactory source() {
        return SortedRowsSource.factory(order, sorted, count);
    }

    @Override
    public SinkOperator create(DriverContext context) {
        return new Sink(context.cancellation());
    }

    @Override
    public int finalizeTaskCount() {
        return sorted.prepareMerge();
    }

    @Override
    public void finalizeTask(int index, DriverContext context) {
        sorted.merge(index, context.cancellation());
    }

    @Override
    public void completed() {
        sorted.completeMerge();
    }

    @Override
    public long peakBytes() {
        return memory.peakBytes();
    }

    @Override
    public void close() {
        sorted.close();
        memory.close();
    }

    /// One driver's candidates.
    private final class Sink implements SinkOperator {
        private final CancellationToken cancellation;
        private final KeyEncoder encoder = order.newEncoder();
        private final long rowsMax = Math.max(ROWS_MIN, count > Integer.MAX_VALUE / 4 ? Long.MAX_VALUE : 2 * count);
        private final long[][] firstWord = new long[1][0];
        private @Nullable CandidateRows candidates;
        private int[] passing = {};

        Sink(CancellationToken cancellation) {
            this.cancellation = cancellation;
        }

        @Override
        public Result take(Chunk chunk, Waker waker) {
            if (count == 0) {
                return Result.FINISHED;
            }
            CandidateRows kept = candidates;
            if (kept == null) {
                kept = new CandidateRows(order, memory, cancellation);
                candidates = kept;
            }
            append(kept, chunk);
            if (kept.count() >= rowsMax) {
                kept.cut((int) count);
                long last = kept.lastKey() ^ Long.MIN_VALUE;
                boundary.accumulateAndGet(last, Math::min);
            }
            return Result.TAKEN;
        }

        private void append(CandidateRows kept, Chunk chunk) {
            int active = chunk.activeCount();
            int @Nullable [] rows = chunk.selection() == null ? null : chunk.selection().rows();
            long limit = boundary.get();
            if (limit == Long.MAX_VALUE) {
                kept.append(chunk, rows, active);
                return;
            }
            if (passing.length < active) {
                passing = new int[Math.max(active, chunk.rowCount())];
                firstWord[0] = new long[passing.length];
            }
            encoder.encode(chunk, rows, active, firstWord);
            int passed = select(firstWord[0], rows, active, limit);
            if (passed > 0) {
                kept.append(chunk, passing, passed);
            }
        }

        private int select(long[] keys, int @Nullable [] rows, int active, long limit) {
            int passed = 0;
            for (int i = 0; i < active; i++) {
                passing[passed] = rows == null ? i : rows[i];
                passed += (keys[i] ^ Long.MIN_VALUE) <= limit ? 1 : 0;
            }
            return passed;
        }

        @Override
        public Result finish(Waker waker) {
            if (candidates != null) {
                candidates.moveTo(sorted);
            }
            return Result.TAKEN;
        }

        @Override
        public void close() {
            if (candidates != null) {
                candidates.close();
                candidates = null;
            }
        }
    }
}
