// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.join;

import dev.sheaf.core.schedule.CancellationToken;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.exec.pipeline.DriverContext;
import dev.sheaf.exec.pipeline.Operator;
import dev.sheaf.exec.row.RowScan;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Joins one region that was deferred: brings its build rows into memory, makes a table over them, has the probe rows
/// that were put aside looked up, and gives the build rows that come out by themselves. For one thread.
final class RegionJoin implements AutoCloseable {
    private final JoinRegion region;
    private final JoinBuild build;
    private final Operator probing;
    private final ProbeRowReader reader;
    private final long[] addresses;
    private final CancellationToken cancellation;
    private int nextProbe;
    private @Nullable RowScan probeScan;
    private @Nullable UnprobedRows unprobed;
    private @Nullable RowScan unprobedScan;

    /// @param operator makes the probing operator over a region's build side
    /// @throws dev.sheaf.core.error.SheafException OUT_OF_MEMORY when there is no room for the region now; nothing has
    ///     changed then
    RegionJoin(
            JoinRegion region,
            JoinBuild whole,
            DeferredRegions deferred,
            Function<JoinBuild, Operator> operator,
            DriverContext context) {
        this.region = region;
        this.cancellation = context.cancellation();
        this.reader = new ProbeRowReader(deferred, whole.layout(), context.chunkRows());
        this.addresses = new long[context.chunkRows()];
        this.build = JoinBuild.ofRegion(whole, region, cancellation);
        boolean made = false;
        try {
            this.probing = operator.apply(build);
            if (whole.layout().type().keepsBuildRows()) {
                unprobed = new UnprobedRows(build, context.chunkRows());
            }
            made = true;
        } finally {
            if (!made) {
                build.close();
                region.build().park(region.partition());
            }
        }
    }

    /// The next rows of the join; null when the region is done.
    @Nullable Chunk next() {
        while (true) {
            Chunk joined = probing.next();
            if (joined != null) {
                return joined;
            }
            if (!feed()) {
                return nextUnprobed();
            }
        }
    }

    /// Hands the next probe rows over.
    ///
    /// @return whether there were any
    private boolean feed() {
        cancellation.check();
        while (probeScan != null || nextProbe < region.probe().size()) {
            RowScan scan = probeScan;
            if (scan == null) {
                scan = region.probe().get(nextProbe).drain(region.partition());
                probeScan = scan;
            }
            int count = scan.next(addresses, addresses.length);
            if (count > 0) {
                probing.addInput(reader.read(region.probe().get(nextProbe), addresses, count));
                return true;
            }
            probeScan = null;
            nextProbe++;
        }
        return false;
    }

    private @Nullable Chunk nextUnprobed() {
        UnprobedRows rows = unprobed;
        if (rows == null) {
            return null;
        }
        RowScan scan = unprobedScan;
        if (scan == null) {
            scan = build.rows().scan(region.partition());
            unprobedScan = scan;
        }
        return rows.next(scan);
    }

    /// Gives back all that the region took.
    @Override
    public void close() {
        probing.close();
        if (probeScan != null) {
            probeScan.close();
            probeScan = null;
        }
        if (unprobedScan != null) {
            unprobedScan.close();
            unprobedScan = null;
        }
        build.close();
        region.release();
    }
}
