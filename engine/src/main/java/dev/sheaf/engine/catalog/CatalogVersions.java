// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.catalog;

import dev.sheaf.core.catalog.log.CatalogChange;
import dev.sheaf.core.catalog.log.CatalogEntry;
import dev.sheaf.core.catalog.log.CatalogLog;
import dev.sheaf.core.catalog.log.CatalogState;
import dev.sheaf.core.catalog.log.SegmentReference;
import dev.sheaf.core.catalog.log.TailMerge;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/// The versions of the catalog that statements use. A segment that a change leaves out is freed when no statement is
/// left that was bound to a version from before that change. Safe for use by many threads.
public final class CatalogVersions {
    private final CatalogLog log;
    private final Consumer<List<SegmentReference>> free;
    private final TreeMap<Long, Integer> pins = new TreeMap<>();
    private final ArrayDeque<Dropped> dropped = new ArrayDeque<>();

    /// Segments that were part of the tables in versions before `version`.
    private record Dropped(long version, List<SegmentReference> segments) {}

    /// @param free gives segments back to whoever keeps them
    public CatalogVersions(CatalogLog log, Consumer<List<SegmentReference>> free) {
        this.log = log;
        this.free = free;
    }

    /// The newest version, for a look: its segments may go at any time.
    public CatalogState state() {
        return log.state();
    }

    /// The newest version, whose segments stay until it is unpinned.
    public synchronized CatalogState pin() {
        CatalogState state = log.state();
        pins.merge(state.version(), 1, Integer::sum);
        return state;
    }

    /// Ends what [#pin] began, once.
    public void unpin(CatalogState state) {
        synchronized (this) {
            pins.computeIfPresent(state.version(), (_, count) -> count == 1 ? null : count - 1);
        }
        reclaim();
    }

    /// Appends a change to the log.
    ///
    /// @throws dev.sheaf.core.error.SheafException when it isn't possible
    public void append(CatalogChange change) {
        synchronized (this) {
            CatalogState before = log.state();
            CatalogState after = log.append(change);
            List<SegmentReference> gone = missing(before, after, change);
            if (!gone.isEmpty()) {
                dropped.addLast(new Dropped(after.version(), gone));
            }
        }
        reclaim();
    }

    private void reclaim() {
        List<SegmentReference> unused = new ArrayList<>();
        synchronized (this) {
            long oldest = pins.isEmpty() ? Long.MAX_VALUE : pins.firstKey();
            while (!dropped.isEmpty() && dropped.getFirst().version() <= oldest) {
                unused.addAll(dropped.removeFirst().segments());
            }
        }
        if (!unused.isEmpty()) {
            free.accept(unused);
        }
    }

    private static List<SegmentReference> missing(CatalogState before, CatalogState after, CatalogChange change) {
        return switch (change) {
            case CatalogChange.CreateSchema _, CatalogChange.CreateView _, CatalogChange.DropView _ -> List.of();
            case CatalogChange.AppendSegments append -> append.merge()
                    .map(merge -> unmerged(append, merge, after))
                    .orElse(List.of());
            case CatalogChange.ChangeTable changed -> without(
                    changed.before().segments(), changed.after().segments());
            case CatalogChange.CreateTable _, CatalogChange.DropSchema _, CatalogChange.DropTable _ -> without(
                    segments(before), segments(after));
        };
    }

    /// What was put together, or the segment that it was put together in when others came first.
    private static List<SegmentReference> unmerged(
            CatalogChange.AppendSegments append, TailMerge merge, CatalogState after) {
        boolean merged = after.entry(append.schema(), append.name())
                .filter(entry -> entry instanceof CatalogEntry.Table table
                        && table.definition().segments().getLast().equals(merge.merged()))
                .isPresent();
        if (!merged) {
            return List.of(merge.merged());
        }
        List<SegmentReference> gone = new ArrayList<>(merge.replaced());
        gone.addAll(append.segments());
        return gone;
    }

    private static List<SegmentReference> without(List<SegmentReference> before, List<SegmentReference> after) {
        Set<SegmentReference> kept = new HashSet<>(after);
        List<SegmentReference> gone = new ArrayList<>(before);
        gone.removeIf(kept::contains);
        return gone;
    }

    private static List<SegmentReference> segments(CatalogState state) {
        List<SegmentReference> segments = new ArrayList<>();
        state.schemas().values().forEach(entries -> entries.values().forEach(entry -> {
            if (entry instanceof CatalogEntry.Table table) {
                segments.addAll(table.definition().segments());
            }
        }));
        return segments;
    }
}
