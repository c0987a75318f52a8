// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.operator;

import dev.sheaf.core.batch.Batch;
import dev.sheaf.core.schedule.WaitList;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.exec.aggregate.SeenRows;
import dev.sheaf.exec.pipeline.DriverContext;
import dev.sheaf.exec.pipeline.NestingSource;
import dev.sheaf.exec.pipeline.Pipeline;
import dev.sheaf.exec.pipeline.SourceOperator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The rows of a recursive query, as they come: those of the anchor, then those of each time the step is computed,
/// until it gives none. The step's pipelines are made anew for each time. Whoever needs no more rows has no further
/// time begun.
public final class RecursiveUnionSource implements NestingSource {
    /// Makes the pipelines of the step.
    public interface StepPlanner {
        /// @param working what the time before brought
        /// @param next takes what this time brings; they are not to close it
        List<Pipeline> plan(MaterializeSink working, MaterializeSink next);
    }

    private final Schema schema;
    private final int[] columns;
    private final StepPlanner planner;
    private final Supplier<MaterializeSink> sinks;
    private final @Nullable SeenRows seen;
    private final WaitList waiting = new WaitList();
    private @Nullable Runner runner;
    private MaterializeSink working;
    private @Nullable MaterializeSink next;
    private volatile boolean running;

    /// @param anchor the first rows, complete before this begins
    /// @param sinks gives an empty sink for each time
    /// @param seen the rows that don't come again; closed with this
    public RecursiveUnionSource(
            Schema schema,
            MaterializeSink anchor,
            Supplier<MaterializeSink> sinks,
            StepPlanner planner,
            @Nullable SeenRows seen) {
        this.schema = schema;
        this.columns = IntStream.range(0, schema.size()).toArray();
        this.working = anchor;
        this.sinks = sinks;
        this.planner = planner;
        this.seen = seen;
    }

    @Override
    public void attach(Runner attached) {
        runner = attached;
    }

    @Override
    public int driversMax() {
        return 1;
    }

    @Override
    public SourceOperator create(DriverContext context) {
        return new Rows(context);
    }

    /// Has the step computed for the rows that are there.
    private void begin() {
        if (runner == null) {
            throw new IllegalStateException("nobody runs the step");
        }
        MaterializeSink filled = sinks.get();
        next = filled;
        List<Pipeline> step = planner.plan(working, filled);
        running = true;
        runner.run(step, this::ended);
    }

    private void ended() {
        running = false;
        waiting.wakeAll();
    }

    /// The rows that came are those to read next.
    private void advance(MaterializeSink filled) {
        working.close();
        working = filled;
        next = null;
    }

    @Override
    public void close() {
        working.close();
        MaterializeSink unread = next;
        if (unread != null) {
            unread.close();
        }
        if (seen != null) {
            seen.close();
        }
    }

    private final class Rows implements SourceOperator {
        private final DriverContext context;
        private final BatchSource batches;
        private int taken;

        Rows(DriverContext context) {
            this.context = context;
            this.batches = new BatchSource(
                    this::nextBatch, new BatchChunks(schema, columns, context.chunkRows(), context.memory()));
        }

        private @Nullable Batch nextBatch() {
            Batch batch = working.batch(taken);
            taken += batch == null ? 0 : 1;
            return batch;
        }

        @Override
        public Result next(Waker waker) {
            while (true) {
                context.cancellation().check();
                MaterializeSink coming = next;
                if (coming == null) {
                    if (batches.next(waker) == Result.ROWS) {
                        return Result.ROWS;
                    }
                    if (working.batchCount() == 0) {
                        return Result.FINISHED;
                    }
                    begin();
                    continue;
                }
                if (running) {
                    waiting.add(waker);
                    if (running) {
                        return Result.BLOCKED;
                    }
                    continue;
                }
                advance(coming);
                taken = 0;
            }
        }

        @Override
        public Chunk chunk() {
            return batches.chunk();
        }

        @Override
        public void close() {
            batches.close();
        }
    }
}
