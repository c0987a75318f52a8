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

    /// @param version of the catalog in which the plan was last known to hold
    private record Kept(PlannedStatement plan, CatalogUse.Dependencies dependencies, long version) {}

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
        Kept kept = kept(key);
        if (kept == null) {
            return Optional.empty();
        }
        // Outside the lock: the catalog has locks of its own.
        if (!kept.dependencies.holdOutside(catalog)) {
            return Optional.empty();
        }
        if (kept.version != catalog.version()) {
            if (!kept.dependencies.holdIn(catalog)) {
                return Optional.empty();
            }
            put(key, kept.plan, kept.dependencies, catalog.version());
        }
        return Optional.of(kept.plan);
    }

    synchronized void put(Key key, PlannedStatement plan, CatalogUse.Dependencies dependencies, long version) {
        plans.put(key, new Kept(plan, dependencies, version));
    }

    synchronized int size() {
        return plans.size();
    }

    private synchronized @Nullable Kept kept(Key key) {
        return plans.get(key);
    }
}
