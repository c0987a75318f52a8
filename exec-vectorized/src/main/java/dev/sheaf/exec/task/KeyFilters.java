// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.task;

import dev.sheaf.core.exchange.NeededRows;
import dev.sheaf.core.exchange.NumberSet;
import dev.sheaf.core.plan.ExchangeSourceNode;
import dev.sheaf.core.plan.HashJoinNode;
import dev.sheaf.core.plan.JoinDistribution;
import dev.sheaf.core.plan.KeyFilterPlace;
import dev.sheaf.core.plan.PlanNode;
import dev.sheaf.exec.join.HashJoinBuildSink;
import dev.sheaf.exec.join.KeyFilterOperator;
import dev.sheaf.exec.join.KeySource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Where the rows of a task are filtered by the keys of joins: of joins further up in the same task, and of joins in
/// the tasks that its rows are sent to. For planning one task.
final class KeyFilters {
    private final int taskCount;
    /// By the number of a node, the keys that its rows are filtered by.
    private final Map<Integer, List<KeyFilterOperator.Key>> filters = new HashMap<>();
    /// By the number of an exchange that is read, the keys that tell which of its rows are needed.
    private final Map<Integer, List<NeededKey>> neededKeys = new HashMap<>();

    /// A join's key that tells which rows of an exchange are needed.
    ///
    /// @param column of the exchange
    private record NeededKey(HashJoinBuildSink join, int key, int column) {}

    /// @param taskCount how many tasks share the rows of a partitioned join
    KeyFilters(int taskCount) {
        this.taskCount = taskCount;
    }

    /// Has probe rows filtered by the build side's keys below the joins and computations that they would pass first, or
    /// where they come from. Call before the probe side is planned.
    void addJoin(HashJoinNode join, HashJoinBuildSink sink) {
        for (int i = 0; KeyFilterPlace.dropsUnmatched(join.type()) && i < join.probeKeys().size(); i++) {
            KeyFilterPlace place = KeyFilterPlace.below(join.probe(), join.probeKeys().get(i));
            if (place.node() != join.probe() && !join.nullsEqual().get(i)) {
                add(sink.keys(i), place);
            }
            if (KeyFilterPlace.ofExchange(join, i) instanceof KeyFilterPlace(ExchangeSourceNode source, int column)) {
                sink.expectNeededKeys(i, join.distribution() == JoinDistribution.PARTITIONED ? taskCount : 1);
                neededKeys
                        .computeIfAbsent(source.exchange(), _ -> new ArrayList<>())
                        .add(new NeededKey(sink, i, column));
            }
        }
    }

    /// Has the rows of an output filtered by what its consumers say, as near to their source as that goes.
    void addOutput(PlanNode root, List<Integer> columns, NarrowedOutput narrowed) {
        for (int column : columns) {
            add(narrowed.keys(column), KeyFilterPlace.below(root, column));
        }
    }

    private void add(KeySource source, KeyFilterPlace place) {
        filters.computeIfAbsent(place.node().id(), _ -> new ArrayList<>())
                .add(new KeyFilterOperator.Key(source, place.column()));
    }

    /// The keys that a node's rows are filtered by, once; null for none.
    @Nullable List<KeyFilterOperator.Key> take(int node) {
        return filters.remove(node);
    }

    /// Tells which rows of an exchange are needed, when the joins' build sides are complete; null where no join can.
    @Nullable Supplier<NeededRows> neededRows(int exchange) {
        List<NeededKey> keys = neededKeys.get(exchange);
        return keys == null ? null : () -> neededRows(keys);
    }

    private static NeededRows neededRows(List<NeededKey> keys) {
        Map<Integer, NumberSet> columns = new HashMap<>();
        for (NeededKey needed : keys) {
            NumberSet values = columns.containsKey(needed.column) ? null : needed.join.neededKeys(needed.key);
            if (values != null) {
                columns.put(needed.column, values);
            }
        }
        return new NeededRows(columns);
    }
}
