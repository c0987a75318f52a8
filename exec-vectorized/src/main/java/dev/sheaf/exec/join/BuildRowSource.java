// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.join;

import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.exec.pipeline.DriverContext;
import dev.sheaf.exec.pipeline.SourceFactory;
import dev.sheaf.exec.pipeline.SourceOperator;
import dev.sheaf.exec.row.RowScan;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Gives the build rows of a join that come out by themselves after probing, see [UnprobedRows], but for those of
/// regions that are joined later. Its pipeline must follow those that probe. Drivers take pages one by one.
public final class BuildRowSource implements SourceFactory {
    private final JoinBuild build;
    private final AtomicInteger nextPage = new AtomicInteger();
    private int @Nullable [] pages;

    public BuildRowSource(HashJoinBuildSink sink) {
        this(sink.build());
    }

    public BuildRowSource(NestedLoopJoinBuildSink sink) {
        this(sink.build());
    }

    private BuildRowSource(JoinBuild build) {
        this.build = build;
    }

    @Override
    public SourceOperator create(DriverContext context) {
        return new Driver(context);
    }

    @Override
    public int driversMax() {
        return Math.max(1, pages().length);
    }

    @Override
    public void close() {}

    private synchronized int[] pages() {
        int[] known = pages;
        if (known == null) {
            known = build.residentPages();
            pages = known;
        }
        return known;
    }

    private @Nullable RowScan nextScan() {
        int next = nextPage.getAndIncrement();
        return next < pages().length ? build.rows().scanPage(pages()[next]) : null;
    }

    private final class Driver implements SourceOperator {
        private final DriverContext context;
        private final UnprobedRows rows;
        private @Nullable RowScan scan;
        private @Nullable Chunk chunk;

        Driver(DriverContext context) {
            this.context = context;
            this.rows = new UnprobedRows(build, context.chunkRows());
        }

        @Override
        public Result next(Waker waker) {
            while (true) {
                context.cancellation().check();
                if (scan == null) {
                    scan = nextScan();
                    if (scan == null) {
                        return Result.FINISHED;
                    }
                }
                chunk = rows.next(scan);
                if (chunk != null) {
                    return Result.ROWS;
                }
                scan = null;
            }
        }

        @Override
        public Chunk chunk() {
            if (chunk == null) {
                throw new IllegalStateException("no rows have been given");
            }
            return chunk;
        }

        @Override
        public void close() {
            chunk = null;
            if (scan != null) {
                scan.close();
                scan = null;
            }
        }
    }
}
