// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.join;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.exec.row.RowCollection;
import dev.sheaf.exec.row.RowLayout;
import dev.sheaf.exec.spill.Spill;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The regions of a join's build side that don't fit into memory beside everything else. Their rows stay parked; probe
/// rows that may match them are put aside, by region, and joined when probing has ended, region by region (a hybrid
/// hash join: DeWitt et al., SIGMOD 1984; Shapiro, TODS 1986). The other regions are joined as if nothing were.
///
/// Chosen once, before the table is made. Safe for use by many threads then.
final class DeferredRegions implements AutoCloseable {
    /// The build rows of a join that stays in memory may take so many-th of what there is: joins above and other
    /// operators need some as well.
    private static final int WHOLE_SHARE = 2;
    /// The regions that stay in memory when not all can: the deferred ones need some later, and parked rows all along.
    private static final int RESIDENT_SHARE = 4;

    private final JoinBuild build;
    private final BitSet regions;
    private final int[] probePlaces;
    private final RowLayout probeLayout;
    private final List<RowCollection> probeRows = new ArrayList<>();

    private DeferredRegions(JoinBuild build, BitSet regions) {
        this.build = build;
        this.regions = regions;
        JoinLayout layout = build.layout();
        this.probePlaces = layout.probePlaces();
        List<Field> fields = new ArrayList<>();
        for (int place : probePlaces) {
            fields.add(layout.probeSchema().field(place));
        }
        this.probeLayout = new RowLayout(new Schema(fields));
    }

    /// Decides which regions of a build side stay in memory, and brings those there.
    ///
    /// @return the others; null if there are none, and then all rows are in memory
    static @Nullable DeferredRegions choose(JoinBuild build, long joinableCount) {
        RowCollection rows = build.rows();
        MemoryContext memory = build.memory();
        Spill spill = build.spill();
        long needed = JoinTable.bytes(joinableCount);
        for (int i = 0; i < rows.partitionCount(); i++) {
            needed += rows.memoryBytes(i);
        }
        if (!spill.forced() && fits(build, needed) && pinAll(rows)) {
            return null;
        }
        rows.parkAll();
        build.partitionAll();
        long budget = memory.availableBytes() / RESIDENT_SHARE;
        BitSet deferred = new BitSet();
        for (int region = 0; region < JoinPartitions.REGIONS; region++) {
            int partition = JoinPartitions.FIRST_REGION + region;
            if (rows.rowCount(partition) == 0) {
                continue;
            }
            long bytes = rows.memoryBytes(partition) + JoinTable.bytes(rows.rowCount(partition));
            // Where spilling is forced, half of the regions stay, so that tests see both ways.
            boolean stays = spill.forced() ? (region & 1) == 0 : bytes <= budget;
            if (stays && pin(rows, partition)) {
                budget -= bytes;
            } else {
                deferred.set(region);
            }
        }
        return new DeferredRegions(build, deferred);
    }

    private static boolean fits(JoinBuild build, long neededBytes) {
        if (neededBytes <= build.memory().headroomBytes() / WHOLE_SHARE) {
            return true;
        }
        // Parked, the rows are themselves a part of what there is.
        build.rows().parkAll();
        return neededBytes <= build.memory().availableBytes() / WHOLE_SHARE;
    }

    private static boolean pinAll(RowCollection rows) {
        for (int i = 0; i < rows.partitionCount(); i++) {
            if (!pin(rows, i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean pin(RowCollection rows, int partition) {
        try {
            rows.pin(partition);
            return true;
        } catch (SheafException refused) {
            if (refused.code() != ErrorCode.OUT_OF_MEMORY) {
                throw refused;
            }
            return false;
        }
    }

    boolean contains(int region) {
        return regions.get(region);
    }

    /// The columns of the probe side that are kept when its rows are put aside.
    int[] probePlaces() {
        return probePlaces;
    }

    /// The rows of those columns.
    RowLayout probeLayout() {
        return probeLayout;
    }

    /// Room for a driver's probe rows.
    RowCollection newProbeRows() {
        RowCollection rows = new RowCollection(probeLayout, build.memory(), JoinPartitions.COUNT, build.spill());
        rows.parkFull();
        return rows;
    }

    /// Takes over a driver's probe rows.
    synchronized void absorb(RowCollection rows) {
        rows.parkAll();
        probeRows.add(rows);
    }

    /// A region that needs more is divided before it is joined.
    long regionBytesMax() {
        return build.memory().tightestLimitBytes() / WHOLE_SHARE;
    }

    /// How many regions there are.
    int count() {
        return regions.cardinality();
    }

    /// What is left to be joined when probing has ended.
    synchronized List<JoinRegion> regions() {
        List<JoinRegion> left = new ArrayList<>();
        regions.stream()
                .forEach(region -> left.add(new JoinRegion(
                        build.rows(), JoinPartitions.FIRST_REGION + region, build.nullRow(), probeRows, 1)));
        return left;
    }

    @Override
    public synchronized void close() {
        probeRows.forEach(RowCollection::close);
        probeRows.clear();
    }
}
