// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner;

import dev.sheaf.core.type.DataType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Keeps planned queries by what their plans depend on. Safe for use by many threads.
final class PlanCache {
    /// @param sql the text, blanks around it taken off and nothing else: literals are part of a plan
    record Key(String sql, String schema, String zone, long catalogVersion, List<DataType> parameterTypes) {}

    private final Map<Key, PlannedStatement> plans;

    PlanCache(int capacity) {
        this.plans = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, PlannedStatement> eldest) {
                return size() > capacity;
            }
        };
    }

    synchronized Optional<PlannedStatement> get(Key key) {
        return Optional.ofNullable(plans.get(key));
    }

    synchronized void put(Key key, PlannedStatement plan) {
        plans.put(key, plan);
    }

    synchronized int size() {
        return plans.size();
    }
}
