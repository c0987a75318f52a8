// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.memory;

import dev.sheaf.core.catalog.log.SegmentReference;
import dev.sheaf.core.catalog.log.TableDefinition;
import dev.sheaf.core.memory.MemoryContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Tells in most cases that added rows repeat no key, without a look at the rows that are there: keeps the hashes of
/// the keys of those tables that were added to last. Safe for use by many threads.
final class TableKeys {
    private static final int TABLES_MAX = 32;
    /// Rows of a table whose hashes are kept, at most.
    private static final long ROWS_MAX = 1L << 24;
    /// More rows than this are better looked at by a query, on all threads.
    private static final long ADDED_ROWS_MAX = 1L << 16;

    private final SegmentStore store;
    private final MemoryContext memory;
    private final Map<Long, Kept> tables = new LinkedHashMap<>(16, 0.75f, true);

    /// The hashes of the keys of one version of a table.
    private static final class Kept {
        private final List<List<Integer>> keys;
        private final List<KeyFilter> filters = new ArrayList<>();
        private List<SegmentReference> segments = List.of();

        Kept(List<List<Integer>> keys, MemoryContext memory) {
            this.keys = keys;
            keys.forEach(_ -> filters.add(new KeyFilter(memory)));
        }

        void release() {
            filters.forEach(KeyFilter::release);
        }
    }

    TableKeys(SegmentStore store, MemoryContext memory) {
        this.store = store;
        this.memory = memory;
    }

    /// Looks whether rows that are added to a version of a table repeat no key of it.
    ///
    /// @return empty when they may; else what must be told the next version once it is one
    Optional<Consumer<TableDefinition>> addedKeys(TableDefinition before, List<SegmentReference> added) {
        List<List<Integer>> keys = before.constraints().unique();
        long rows = added.stream().mapToLong(SegmentReference::rowCount).sum();
        if (rows > ADDED_ROWS_MAX || before.rowCount() > ROWS_MAX) {
            return Optional.empty();
        }
        List<List<long[]>> hashes = new ArrayList<>();
        for (List<Integer> key : keys) {
            List<long[]> ofKey = hashes(added, key);
            if (repeats(ofKey)) {
                return Optional.empty();
            }
            hashes.add(ofKey);
        }
        synchronized (this) {
            Kept known = kept(before, keys);
            if (known == null || repeats(known, hashes)) {
                return Optional.empty();
            }
        }
        return Optional.of(after -> advance(before, after, hashes));
    }

    private List<long[]> hashes(List<SegmentReference> references, List<Integer> key) {
        List<long[]> hashes = new ArrayList<>();
        for (SegmentReference reference : references) {
            TableSegment segment = store.retain(reference.id());
            try {
                hashes.add(KeyHashes.of(segment, key));
            } finally {
                segment.release();
            }
        }
        return hashes;
    }

    private static boolean repeats(List<long[]> hashes) {
        long[] all = hashes.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        for (int i = 1; i < all.length; i++) {
            if (all[i] == all[i - 1]) {
                return true;
            }
        }
        return false;
    }

    private static boolean repeats(Kept kept, List<List<long[]>> hashes) {
        for (int i = 0; i < hashes.size(); i++) {
            for (long[] some : hashes.get(i)) {
                for (long hash : some) {
                    if (kept.filters.get(i).contains(hash)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /// The hashes of that version, made unless they are kept.
    ///
    /// @return null when there is no memory for them
    private @Nullable Kept kept(TableDefinition table, List<List<Integer>> keys) {
        Kept kept = tables.get(table.id());
        if (kept != null && kept.keys.equals(keys) && kept.segments.equals(table.segments())) {
            return kept;
        }
        forget(table.id());
        Kept made = new Kept(keys, memory);
        for (int i = 0; i < keys.size(); i++) {
            for (SegmentReference reference : table.segments()) {
                if (!add(made.filters.get(i), hashes(List.of(reference), keys.get(i)))) {
                    made.release();
                    return null;
                }
            }
        }
        made.segments = table.segments();
        tables.put(table.id(), made);
        if (tables.size() > TABLES_MAX) {
            forget(tables.keySet().iterator().next());
        }
        return made;
    }

    private static boolean add(KeyFilter filter, List<long[]> hashes) {
        for (long[] some : hashes) {
            if (!filter.ensureRoom(some.length)) {
                return false;
            }
            for (long hash : some) {
                filter.add(hash);
            }
        }
        return true;
    }

    private synchronized void advance(TableDefinition before, TableDefinition after, List<List<long[]>> hashes) {
        Kept kept = tables.get(before.id());
        if (kept == null || !kept.segments.equals(before.segments())) {
            return;
        }
        for (int i = 0; i < hashes.size(); i++) {
            if (!add(kept.filters.get(i), hashes.get(i))) {
                forget(before.id());
                return;
            }
        }
        kept.segments = after.segments();
    }

    /// Forgets tables all of whose segments are dropped.
    synchronized void dropped(List<SegmentReference> segments) {
        Set<SegmentReference> gone = new HashSet<>(segments);
        tables.values().removeIf(kept -> {
            boolean all = !kept.segments.isEmpty() && gone.containsAll(kept.segments);
            if (all) {
                kept.release();
            }
            return all;
        });
    }

    synchronized void clear() {
        tables.values().forEach(Kept::release);
        tables.clear();
    }

    private void forget(long table) {
        Kept kept = tables.remove(table);
        if (kept != null) {
            kept.release();
        }
    }
}
