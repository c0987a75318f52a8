// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.task;

import dev.sheaf.core.exchange.NeededRows;
import dev.sheaf.core.exchange.NumberSet;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.plan.ExchangeSourceNode;
import dev.sheaf.core.plan.FilterNode;
import dev.sheaf.core.plan.HashJoinNode;
import dev.sheaf.core.plan.JoinDistribution;
import dev.sheaf.core.plan.KeyFilterPlace;
import dev.sheaf.core.plan.PlanNode;
import dev.sheaf.core.plan.ScanConstraint;
import dev.sheaf.core.plan.ScanConstraint.Comparison;
import dev.sheaf.core.plan.ScanNode;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Schema;
import dev.sheaf.exec.join.HashJoinBuildSink;
import dev.sheaf.exec.join.KeyFilterOperator;
import dev.sheaf.exec.join.KeyRange;
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
    private final Map<Integer, List<JoinKey>> neededKeys = new HashMap<>();

    /// By the number of a scan, the keys that tell which of its rows are needed.
    private final Map<Integer, List<JoinKey>> scanKeys = new HashMap<>();

    /// A join's key that tells which rows of an exchange or a scan are needed.
    ///
    /// @param column of the exchange or the scan
    private record JoinKey(HashJoinBuildSink join, int key, int column) {}

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
            // A filter above a scan has the scan's columns.
            PlanNode source = place.node() instanceof FilterNode filter ? filter.input() : place.node();
            if (source instanceof ScanNode scan && !join.nullsEqual().get(i)) {
                scanKeys.computeIfAbsent(scan.id(), _ -> new ArrayList<>()).add(new JoinKey(sink, i, place.column()));
            }
            if (KeyFilterPlace.ofExchange(join, i) instanceof KeyFilterPlace(ExchangeSourceNode exchange, int column)) {
                sink.expectNeededKeys(i, join.distribution() == JoinDistribution.PARTITIONED ? taskCount : 1);
                neededKeys
                        .computeIfAbsent(exchange.exchange(), _ -> new ArrayList<>())
                        .add(new JoinKey(sink, i, column));
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

    /// What joins above a scan turn out to ask of its rows, once their build sides are complete.
    Supplier<List<ScanConstraint>> constraints(ScanNode scan) {
        List<JoinKey> keys = scanKeys.getOrDefault(scan.id(), List.of());
        return () -> constraints(scan.schema(), keys);
    }

    private static List<ScanConstraint> constraints(Schema schema, List<JoinKey> keys) {
        List<ScanConstraint> constraints = new ArrayList<>();
        for (JoinKey needed : keys) {
            KeyRange range = needed.join.keyRange(needed.key);
            if (range != null && range.min() <= range.max()) {
                DataType type = schema.type(needed.column);
                constraints.add(new ScanConstraint(
                        needed.column, Comparison.GREATER_THAN_OR_EQUAL, List.of(new Literal(range.min(), type))));
                constraints.add(new ScanConstraint(
                        needed.column, Comparison.LESS_THAN_OR_EQUAL, List.of(new Literal(range.max(), type))));
            }
        }
        return constraints;
    }

    /// Tells which rows of an exchange are needed, when the joins' build sides are complete; null where no join can.
    @Nullable Supplier<NeededRows> neededRows(int exchange) {
        List<JoinKey> keys = neededKeys.get(exchange);
        return keys == null ? null : () -> neededRows(keys);
    }

    private static NeededRows neededRows(List<JoinKey> keys) {
        Map<Integer, NumberSet> columns = new HashMap<>();
        for (JoinKey needed : keys) {
            NumberSet values = columns.containsKey(needed.column) ? null : needed.join.neededKeys(needed.key);
            if (values != null) {
                columns.put(needed.column, values);
            }
        }
        return new NeededRows(columns);
    }
}
