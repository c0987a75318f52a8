// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.physical;

import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expressions;
import dev.sheaf.core.schedule.CancellationScope;
import dev.sheaf.planner.cost.ColumnEstimate;
import dev.sheaf.planner.cost.Estimate;
import dev.sheaf.planner.cost.Estimator;
import dev.sheaf.planner.cost.Selectivity;
import dev.sheaf.planner.logical.LogicalNode.JoinKind;
import dev.sheaf.planner.logical.LogicalNodes;
import dev.sheaf.planner.physical.JoinCandidates.Side;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the order of the joins of a [JoinGraph]: by dynamic programming over sets of relations (Selinger et al., 1979,
/// bushy trees included), keeping the cheapest plan per distribution for each set; beyond a number of relations by
/// joining the cheapest pair again and again. Cross products are looked at only where predicates don't connect.
final class JoinOrder {
    private static final int EXHAUSTIVE_MAX = 10;

    private record Group(Estimate estimate, Candidates candidates) {}

    /// The ways to join two sets, before the worse of them are dropped.
    private record Joined(Estimate estimate, List<Candidate> ways) {
        Group group() {
            return new Group(estimate, new Candidates(estimate, ways));
        }
    }

    private final JoinGraph graph;
    private final NodeFactory nodes;
    private final Map<Long, Group> groups = new HashMap<>();
    private final int count;
    private final BitSet outputs = new BitSet();
    private final List<BitSet> predicateColumns = new ArrayList<>();
    private final List<BitSet> leafColumns = new ArrayList<>();

    JoinOrder(JoinGraph graph, NodeFactory nodes, List<Candidates> leaves) {
        this.graph = graph;
        this.nodes = nodes;
        this.count = leaves.size();
        graph.outputs().forEach(outputs::set);
        graph.predicates().forEach(predicate -> predicateColumns.add(columns(List.of(predicate.condition()))));
        graph.leaves().forEach(leaf -> leafColumns.add(columns(leaf.conditions())));
        for (int i = 0; i < count; i++) {
            groups.put(1L << i, leaf(i, leaves.get(i)));
        }
    }

    /// The plans of the whole graph, over its numbered columns.
    Candidates best() {
        long all = (1L << count) - 1;
        if (count <= EXHAUSTIVE_MAX) {
            enumerate(false);
            if (!groups.containsKey(all)) {
                enumerate(true);
            }
        } else {
            greedy();
        }
        Group whole = groups.get(all);
        if (whole == null) {
            throw new IllegalStateException("no order of the joins was found");
        }
        return whole.candidates();
    }

    private Group leaf(int index, Candidates planned) {
        JoinGraph.Leaf leaf = graph.leaves().get(index);
        Estimate estimate = Estimates.spread(planned.estimate(), leaf.first(), graph.columnCount());
        List<Candidate> candidates = new ArrayList<>();
        Map<Integer, Integer> numbers = new HashMap<>();
        for (int i = 0; i < leaf.node().schema().size(); i++) {
            numbers.put(i, leaf.first() + i);
        }
        for (Candidate candidate : planned.all()) {
            candidates.add(new Candidate(
                    candidate.distribution().remap(numbers),
                    candidate.cost(),
                    columns -> candidate.build(columns.stream().map(column -> column - leaf.first()).toList())));
        }
        Estimate needed = neededOnly(estimate, 1L << index);
        return new Group(needed, new Candidates(needed, candidates));
    }

    private void enumerate(boolean crossProducts) {
        List<Long> sets = new ArrayList<>();
        for (long set = 1; set < 1L << count; set++) {
            if (Long.bitCount(set) > 1) {
                sets.add(set);
            }
        }
        sets.sort((a, b) -> Long.bitCount(a) != Long.bitCount(b)
                ? Integer.compare(Long.bitCount(a), Long.bitCount(b))
                : Long.compare(a, b));
        for (long set : sets) {
            CancellationScope.check();
            List<Candidate> found = new ArrayList<>();
            Estimate estimate = null;
            for (long left = (set - 1) & set; left > 0; left = (left - 1) & set) {
                Optional<Joined> joined = join(left, set ^ left, crossProducts, estimate);
                if (joined.isPresent()) {
                    estimate = joined.get().estimate();
                    found.addAll(joined.get().ways());
                }
            }
            if (estimate != null) {
                groups.put(set, new Group(estimate, new Candidates(estimate, found)));
            }
        }
    }

    private void greedy() {
        List<Long> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            parts.add(1L << i);
        }
        // Only the pairs with the newest part have to be looked at.
        Map<Pair, Optional<Group>> joins = new HashMap<>();
        Map<Pair, Optional<Group>> crossJoins = new HashMap<>();
        while (parts.size() > 1) {
            CancellationScope.check();
            Best best = cheapestPair(parts, false, joins);
            if (best == null) {
                best = cheapestPair(parts, true, crossJoins);
            }
            if (best == null) {
                throw new IllegalStateException("no pair of relations can be joined");
            }
            parts.remove(best.left);
            parts.remove(best.right);
            parts.add(best.left | best.right);
            groups.put(best.left | best.right, best.group);
            long gone = best.left | best.right;
            joins.keySet().removeIf(pair -> ((pair.left | pair.right) & gone) != 0);
            crossJoins.keySet().removeIf(pair -> ((pair.left | pair.right) & gone) != 0);
        }
    }

    private record Pair(long left, long right) {}

    private record Best(Long left, Long right, Group group) {}

    private @Nullable Best cheapestPair(
            List<Long> parts, boolean crossProducts, Map<Pair, Optional<Group>> known) {
        Best best = null;
        double bestRows = Double.MAX_VALUE;
        double bestCost = Double.MAX_VALUE;
        for (Long left : parts) {
            for (Long right : parts) {
                if (left.equals(right)) {
                    continue;
                }
                Optional<Group> joined = known.computeIfAbsent(
                        new Pair(left, right), _ -> join(left, right, crossProducts, null).map(Joined::group));
                if (joined.isEmpty()) {
                    continue;
                }
                double rows = joined.get().estimate().rows();
                double cost = joined.get().candidates().cheapest().cost();
                if (rows < bestRows || (rows == bestRows && cost < bestCost)) {
                    best = new Best(left, right, joined.get());
                    bestRows = rows;
                    bestCost = cost;
                }
            }
        }
        return best;
    }

    /// The ways to join two sets, when they may be joined.
    private Optional<Joined> join(long left, long right, boolean crossProducts, @Nullable Estimate known) {
        Group a = groups.get(left);
        Group b = groups.get(right);
        if (a == null || b == null || isConditional(left)) {
            return Optional.empty();
        }
        if (isConditional(right)) {
            return joinConditional(left, right, a, b, crossProducts, known);
        }
        List<Expression> conditions = new ArrayList<>();
        for (JoinGraph.Predicate predicate : graph.predicates()) {
            boolean here = (predicate.leaves() & ~(left | right)) == 0
                    && (predicate.leaves() & ~left) != 0
                    && (predicate.leaves() & ~right) != 0;
            if (here) {
                conditions.add(predicate.condition());
            }
        }
        if (conditions.isEmpty() && !crossProducts && !isOneRow(left) && !isOneRow(right)) {
            return Optional.empty();
        }
        return Optional.of(joined(left, right, a, b, JoinKind.INNER, conditions, -1, known));
    }

    /// Whether the set is a single relation that always has one row: its cross product with any other costs nothing.
    private boolean isOneRow(long set) {
        return Long.bitCount(set) == 1
                && LogicalNodes.givesOneRow(graph.leaves().get(Long.numberOfTrailingZeros(set)).node());
    }

    /// Whether the set is a single relation that can't come in by an inner join.
    private boolean isConditional(long set) {
        return Long.bitCount(set) == 1
                && graph.leaves().get(Long.numberOfTrailingZeros(set)).kind() != JoinKind.INNER;
    }

    private Optional<Joined> joinConditional(
            long left, long right, Group a, Group b, boolean crossProducts, @Nullable Estimate known) {
        int index = Long.numberOfTrailingZeros(right);
        JoinGraph.Leaf leaf = graph.leaves().get(index);
        long required = graph.required(index);
        // What reads nothing of the others comes last, unless a condition needs it earlier.
        boolean ready = required == 0 ? crossProducts || plainLeaves(left) : (required & ~left) == 0;
        // A predicate between the new relation and those that are there would have to be applied with it: they come
        // later.
        boolean late = graph.predicates().stream()
                .anyMatch(
                        predicate -> (predicate.leaves() & right) != 0 && (predicate.leaves() & ~(left | right)) == 0);
        return ready && !late
                ? Optional.of(joined(left, right, a, b, leaf.kind(), leaf.conditions(), leaf.mark(), known))
                : Optional.empty();
    }

    /// Whether all relations that come in by inner joins are there.
    private boolean plainLeaves(long set) {
        for (int i = 0; i < count; i++) {
            if (graph.leaves().get(i).kind() == JoinKind.INNER && (set & (1L << i)) == 0) {
                return false;
            }
        }
        return true;
    }

    private Joined joined(
            long left,
            long right,
            Group a,
            Group b,
            JoinKind kind,
            List<Expression> conditions,
            int mark,
            @Nullable Estimate known) {
        JoinCondition condition = JoinCondition.of(
                conditions,
                column -> (left & (1L << graph.owner(column))) != 0,
                column -> (right & (1L << graph.owner(column))) != 0);
        Estimate estimate = known != null ? known : estimate(left, right, a, b, kind, condition, mark);
        JoinCandidates candidates = new JoinCandidates(
                nodes, estimate, column -> (left & (1L << graph.owner(column))) != 0, mark);
        candidates.add(
                new Side(a.candidates(), a.estimate()), new Side(b.candidates(), b.estimate()), kind, condition);
        return new Joined(estimate, candidates.all());
    }

    private Estimate estimate(
            long left, long right, Group a, Group b, JoinKind kind, JoinCondition condition, int mark) {
        double share = 1;
        if (!condition.residual().isEmpty()) {
            Estimate both = Estimates.merge(a.estimate(), b.estimate(), column -> owned(right, column));
            share = Selectivity.filter(both.withRows(1e9), Expressions.and(condition.residual())).rows() / 1e9;
        }
        List<Integer> leftKeys = condition.leftKeys();
        List<Integer> rightKeys = condition.rightKeys();
        // Keys between the same two relations belong together.
        List<Integer> pairs = new ArrayList<>();
        for (int i = 0; i < leftKeys.size(); i++) {
            pairs.add(graph.owner(leftKeys.get(i)) * count + graph.owner(rightKeys.get(i)));
        }
        double rows = Math.max(
                1, Estimator.joinRows(a.estimate(), b.estimate(), kind, leftKeys, rightKeys, pairs, share));
        ColumnEstimate[] columns = new ColumnEstimate[graph.columnCount()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = (kind.givesRight() && owned(right, i) ? b : a).estimate().column(i);
        }
        if (kind == JoinKind.INNER || kind == JoinKind.SEMI) {
            for (int i = 0; i < leftKeys.size(); i++) {
                ColumnEstimate one = a.estimate().column(leftKeys.get(i));
                ColumnEstimate other = b.estimate().column(rightKeys.get(i));
                double distinct = Math.min(one.distinct(), other.distinct());
                columns[leftKeys.get(i)] = one.withDistinct(distinct);
                if (kind == JoinKind.INNER) {
                    columns[rightKeys.get(i)] = other.withDistinct(distinct);
                }
            }
        }
        BitSet needed = needed(left | right);
        for (int i = 0; i < columns.length; i++) {
            ColumnEstimate column = columns[i];
            if (i == mark) {
                column = ColumnEstimate.unknown(graph.column(i).type(), 2);
            } else {
                column = column.withRows(rows);
            }
            columns[i] = needed.get(i) && owned(left | right, i) ? column : column.withoutBytes();
        }
        return new Estimate(rows, List.of(columns));
    }

    private boolean owned(long set, int column) {
        return (set & (1L << graph.owner(column))) != 0;
    }

    /// Takes the size off columns that nothing above the set reads, since they won't be carried along.
    private Estimate neededOnly(Estimate estimate, long set) {
        BitSet needed = needed(set);
        return Estimates.withoutBytes(estimate, column -> !needed.get(column) || !owned(set, column));
    }

    private BitSet needed(long set) {
        BitSet needed = new BitSet(graph.columnCount());
        needed.or(outputs);
        for (int i = 0; i < predicateColumns.size(); i++) {
            if ((graph.predicates().get(i).leaves() & ~set) != 0) {
                needed.or(predicateColumns.get(i));
            }
        }
        for (int i = 0; i < count; i++) {
            boolean pending = (set & (1L << i)) == 0 || Long.bitCount(set) == 1;
            if (pending) {
                needed.or(leafColumns.get(i));
            }
        }
        return needed;
    }

    private static BitSet columns(List<Expression> expressions) {
        BitSet columns = new BitSet();
        expressions.forEach(expression -> columns.or(Expressions.columns(expression)));
        return columns;
    }
}
