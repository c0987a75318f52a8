// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner;

import dev.sheaf.core.catalog.CatalogSnapshot;
import dev.sheaf.core.type.DataType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Keeps planned statements by what their plans depend on, the least used go first. Safe for use by many threads.
final class PlanCache {
    /// @param sql the text, blanks around it taken off and nothing else: literals are part of a plan
    record Key(String sql, String schema, String zone, List<DataType> parameterTypes) {}

    /// A plan and what it depends on.
    ///
    /// @param ordinary whether its statement nests no deeper than any thread's stack allows
    record Entry(PlannedStatement plan, CatalogUse.Dependencies dependencies, boolean ordinary) {}

    /// @param version of the catalog in which the plan was last known to hold
    private record Kept(Entry entry, long version) {}

    private final Map<Key, Kept> plans;

    PlanCache(int capacity) {
        this.plans = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, Kept> eldest) {
                return size() > capacity;
            }
        };
    }

    /// The plan of that text in that version, if there is one.
    Optional<PlannedStatement> get(Key key, CatalogSnapshot catalog) {
        return get(kept(key), key, catalog);
    }

    /// The same, if the plan can be run on the stack of any thread.
    Optional<PlannedStatement> getOrdinary(Key key, CatalogSnapshot catalog) {
        Kept kept = kept(key);
        return get(kept != null && kept.entry.ordinary() ? kept : null, key, catalog);
    }

    private Optional<PlannedStatement> get(@Nullable Kept kept, Key key, CatalogSnapshot catalog) {
        if (kept == null) {
            return Optional.empty();
        }
        CatalogUse.Dependencies dependencies = kept.entry.dependencies();
        // Outside the lock: the catalog has locks of its own.
        if (!dependencies.holdOutside(catalog)) {
            return Optional.empty();
        }
        if (kept.version != catalog.version()) {
            if (!dependencies.holdIn(catalog)) {
                return Optional.empty();
            }
            put(key, kept.entry, catalog.version());
        }
        return Optional.of(kept.entry.plan());
    }

    synchronized void put(Key key, Entry entry, long version) {
        plans.put(key, new Kept(entry, version));
    }

    synchronized int size() {
        return plans.size();
    }

    private synchronized @Nullable Kept kept(Key key) {
        return plans.get(key);
    }
}
