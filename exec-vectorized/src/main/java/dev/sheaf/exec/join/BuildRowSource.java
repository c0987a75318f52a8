// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.join;

import dev.sheaf.core.plan.JoinType;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.exec.pipeline.DriverContext;
import dev.sheaf.exec.pipeline.SourceFactory;
import dev.sheaf.exec.pipeline.SourceOperator;
import dev.sheaf.exec.row.RowCollection;
import dev.sheaf.exec.row.RowHeaders;
import dev.sheaf.exec.row.RowScan;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Gives the build rows of a join that come out after probing: those that have found a match for BUILD_SEMI, those that
/// have found none, beside nulls, for the other types that keep build rows. Its pipeline must follow those that probe.
/// Drivers take pages one by one.
public final class BuildRowSource implements SourceFactory {
    private final JoinBuild build;
    private final int flag;
    private final AtomicInteger nextPage = new AtomicInteger();

    public BuildRowSource(HashJoinBuildSink sink) {
        this(sink.build());
    }

    public BuildRowSource(NestedLoopJoinBuildSink sink) {
        this(sink.build());
    }

    private BuildRowSource(JoinBuild build) {
        if (!build.layout().type().keepsBuildRows()) {
            throw new IllegalArgumentException(build.layout().type() + " gives no build rows by themselves");
        }
        this.build = build;
        this.flag = build.layout().type() == JoinType.BUILD_SEMI ? 1 : 0;
    }

    @Override
    public SourceOperator create(DriverContext context) {
        return new Driver(context);
    }

    @Override
    public int driversMax() {
        return Math.max(1, build.rows().pageCount());
    }

    @Override
    public void close() {}

    private @Nullable RowScan nextScan() {
        int page = nextPage.getAndIncrement();
        return page < build.rows().pageCount() ? build.rows().scanPage(page) : null;
    }

    private final class Driver implements SourceOperator {
        private final DriverContext context;
        private final JoinOutput output;
        private final long[] addresses;
        private @Nullable RowScan scan;
        private @Nullable Chunk chunk;

        Driver(DriverContext context) {
            this.context = context;
            this.output = JoinOutput.ofJoin(build.layout(), build.rows());
            this.addresses = new long[context.chunkRows()];
        }

        @Override
        public Result next(Waker waker) {
            RowCollection rows = build.rows();
            while (true) {
                context.cancellation().check();
                if (scan == null) {
                    scan = nextScan();
                    if (scan == null) {
                        return Result.FINISHED;
                    }
                }
                int scanned = scan.next(addresses, addresses.length);
                if (scanned == 0) {
                    scan = null;
                    continue;
                }
                int count = 0;
                for (int i = 0; i < scanned; i++) {
                    long address = addresses[i];
                    addresses[count] = address;
                    count += 1 - (RowHeaders.byteAt(rows.pages(), address, JoinLayout.MATCHED_OFFSET) ^ flag);
                }
                if (count > 0) {
                    chunk = output.unprobed(addresses, count);
                    return Result.ROWS;
                }
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
            scan = null;
        }
    }
}
