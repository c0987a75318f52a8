// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.memory;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/// All segments that are held in memory, by id: those of tables, and those that a statement has written and not yet
/// committed. Safe for use by many threads.
final class SegmentStore {
    private final AtomicLong nextId = new AtomicLong();
    private final Map<Long, TableSegment> segments = new HashMap<>();
    private final Map<Long, List<Long>> pending = new HashMap<>();

    long newId() {
        return nextId.incrementAndGet();
    }

    /// Takes over a segment that a statement has written.
    synchronized void addPending(long statement, TableSegment segment) {
        segments.put(segment.id(), segment);
        pending.computeIfAbsent(statement, _ -> new ArrayList<>()).add(segment.id());
    }

    /// Keeps what a statement wrote.
    synchronized void keep(long statement) {
        pending.remove(statement);
    }

    /// Drops what a statement wrote and did not commit.
    void abort(long statement) {
        List<Long> dropped;
        synchronized (this) {
            dropped = pending.remove(statement);
        }
        if (dropped != null) {
            drop(dropped);
        }
    }

    /// Lets go of segments; their memory lives until the last scan of them ends.
    void drop(List<Long> ids) {
        List<TableSegment> dropped = new ArrayList<>();
        synchronized (this) {
            for (long id : ids) {
                TableSegment segment = segments.remove(id);
                if (segment != null) {
                    dropped.add(segment);
                }
            }
        }
        dropped.forEach(TableSegment::release);
    }

    void dropAll() {
        List<Long> all;
        synchronized (this) {
            all = List.copyOf(segments.keySet());
            pending.clear();
        }
        drop(all);
    }

    /// A segment with a reference for the caller.
    ///
    /// @throws SheafException CATALOG_CONFLICT when it was dropped
    TableSegment retain(long id) {
        TableSegment segment;
        synchronized (this) {
            segment = segments.get(id);
        }
        if (segment == null || !segment.tryRetain()) {
            throw new SheafException(
                    ErrorCode.CATALOG_CONFLICT, "a table that the statement reads was dropped or replaced meanwhile");
        }
        return segment;
    }
}
