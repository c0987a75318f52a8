// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.join;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.exec.pipeline.DriverContext;
import dev.sheaf.exec.pipeline.SourceFactory;
import dev.sheaf.exec.pipeline.SourceOperator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Joins what a hash join has put aside because its build side is larger than memory, region by region. Its pipeline
/// must follow those that probe, and that of [BuildRowSource]. Without anything put aside it has no drivers.
///
/// Several drivers join a region each. One that finds no room for its region waits until another is done; one that is
/// alone divides its region once more.
public final class DeferredJoinSource implements SourceFactory {
    private final JoinBuild build;
    private final HashJoinProbeFactory probe;
    private @Nullable RegionDivision division;
    private @Nullable RegionQueue queue;

    public DeferredJoinSource(HashJoinBuildSink sink, HashJoinProbeFactory probe) {
        this.build = sink.build();
        this.probe = probe;
    }

    @Override
    public SourceOperator create(DriverContext context) {
        DeferredRegions deferred = build.deferred();
        if (deferred == null) {
            throw new IllegalStateException("nothing has been put aside");
        }
        return new Driver(deferred, context, begin(deferred, context));
    }

    private synchronized RegionQueue begin(DeferredRegions deferred, DriverContext context) {
        RegionQueue begun = queue;
        if (begun == null) {
            build.releaseResident();
            division = new RegionDivision(build, deferred, probe.keys(), context.chunkRows());
            begun = new RegionQueue(deferred.regions());
            queue = begun;
        }
        return begun;
    }

    @Override
    public int driversMax() {
        DeferredRegions deferred = build.deferred();
        return deferred == null ? 0 : deferred.count();
    }

    @Override
    public synchronized void close() {
        if (division != null) {
            division.close();
        }
    }

    private RegionDivision division() {
        RegionDivision begun = division;
        if (begun == null) {
            throw new IllegalStateException("not begun");
        }
        return begun;
    }

    private final class Driver implements SourceOperator {
        private final DeferredRegions deferred;
        private final DriverContext context;
        private final RegionQueue regions;
        private @Nullable JoinRegion next;
        private @Nullable RegionJoin current;
        private @Nullable Chunk chunk;

        Driver(DeferredRegions deferred, DriverContext context, RegionQueue regions) {
            this.deferred = deferred;
            this.context = context;
            this.regions = regions;
        }

        @Override
        public Result next(Waker waker) {
            while (true) {
                RegionJoin join = current;
                if (join != null) {
                    chunk = join.next();
                    if (chunk != null) {
                        return Result.ROWS;
                    }
                    current = null;
                    join.close();
                    regions.done(List.of());
                    continue;
                }
                JoinRegion region = next == null ? regions.take(waker) : next;
                if (region == null) {
                    return regions.exhausted() ? Result.FINISHED : Result.BLOCKED;
                }
                next = region;
                if (!begin(region, waker)) {
                    return Result.BLOCKED;
                }
                next = null;
            }
        }

        /// Begins to join a region, or divides it.
        ///
        /// @return false to wait until another driver is done
        private boolean begin(JoinRegion region, Waker waker) {
            boolean divided = region.divisible() && region.neededBytes() > deferred.regionBytesMax();
            while (!divided) {
                boolean alone = regions.idle();
                long attempt = regions.begin();
                try {
                    current = new RegionJoin(
                            region, build, deferred, part -> probe.create(part, context), context);
                    return true;
                } catch (SheafException refused) {
                    if (refused.code() != ErrorCode.OUT_OF_MEMORY) {
                        throw refused;
                    }
                    switch (regions.failed(attempt, alone, waker)) {
                        case WAIT -> {
                            return false;
                        }
                        case RETRY -> {}
                        case GIVE_UP -> {
                            if (!region.divisible()) {
                                throw refused;
                            }
                            divided = true;
                        }
                    }
                }
            }
            regions.begin();
            regions.done(division().divide(region, context.cancellation()));
            return true;
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
            if (current != null) {
                current.close();
                current = null;
            }
        }
    }
}
