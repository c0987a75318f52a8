// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.plan;

import dev.sheaf.core.expression.Expression.ColumnReference;
import dev.sheaf.core.type.PhysicalType;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Where in a pipeline the key of a join above can be looked at first.
///
/// @param node whose rows have the key
/// @param column of that node
public record KeyFilterPlace(PlanNode node, int column) {
    /// Whether a probe row without a match leaves no trace in a join's result.
    public static boolean dropsUnmatched(JoinType type) {
        return switch (type) {
            case INNER, SEMI, BUILD_OUTER, BUILD_SEMI, BUILD_ANTI -> true;
            case PROBE_OUTER, FULL_OUTER, ANTI, NULL_AWARE_ANTI, MARK, NULL_AWARE_MARK -> false;
        };
    }

    /// Follows a column down as long as rows stream through nodes that treat each by itself.
    public static KeyFilterPlace below(PlanNode node, int column) {
        KeyFilterPlace next = step(node, column);
        return next == null ? new KeyFilterPlace(node, column) : below(next.node, next.column);
    }

    /// The columns of the exchanges that a fragment reads of which joins above need only some values, by exchange:
    /// where the key of a join is a whole number that comes out of the exchange as it is.
    public static Map<Integer, NavigableSet<Integer>> exchangeColumns(PlanNode root) {
        Map<Integer, NavigableSet<Integer>> columns = new TreeMap<>();
        collect(root, columns);
        return columns;
    }

    private static void collect(PlanNode node, Map<Integer, NavigableSet<Integer>> columns) {
        if (node instanceof HashJoinNode join) {
            for (int key = 0; key < join.probeKeys().size(); key++) {
                KeyFilterPlace place = ofExchange(join, key);
                if (place != null && place.node instanceof ExchangeSourceNode source) {
                    columns.computeIfAbsent(source.exchange(), _ -> new TreeSet<>()).add(place.column);
                }
            }
        }
        node.children().forEach(child -> collect(child, columns));
    }

    /// The exchange that brings a key of a join, if its producers can be told which values are needed.
    public static @Nullable KeyFilterPlace ofExchange(HashJoinNode join, int key) {
        if (!dropsUnmatched(join.type()) || join.nullsEqual().get(key)) {
            return null;
        }
        KeyFilterPlace place = below(join.probe(), join.probeKeys().get(key));
        PhysicalType type = place.node.schema().type(place.column).physical();
        return place.node instanceof ExchangeSourceNode source
                && source.mergeKeys().isEmpty()
                && (type == PhysicalType.INT || type == PhysicalType.LONG)
                        ? place
                        : null;
    }

    private static @Nullable KeyFilterPlace step(PlanNode node, int column) {
        if (node instanceof ProjectNode project) {
            return project.expressions().get(column) instanceof ColumnReference reference
                    ? new KeyFilterPlace(project.input(), reference.index())
                    : null;
        }
        if (node instanceof HashJoinNode join && streams(join.type()) && column < join.outputColumns().size()) {
            int place = join.outputColumns().get(column);
            return place < join.probe().schema().size() ? new KeyFilterPlace(join.probe(), place) : null;
        }
        if (node instanceof AggregateNode aggregate
                && aggregate.step() == AggregateNode.Step.PARTIAL
                && column < aggregate.keys().size()) {
            // All rows of a group have its key.
            return new KeyFilterPlace(aggregate.input(), aggregate.keys().get(column));
        }
        return null;
    }

    private static boolean streams(JoinType type) {
        return switch (type) {
            case INNER, PROBE_OUTER, SEMI, ANTI, NULL_AWARE_ANTI, MARK, NULL_AWARE_MARK -> true;
            case BUILD_OUTER, FULL_OUTER, BUILD_SEMI, BUILD_ANTI -> false;
        };
    }
}
