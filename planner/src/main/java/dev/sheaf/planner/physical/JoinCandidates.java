// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.physical;

import dev.sheaf.core.plan.JoinDistribution;
import dev.sheaf.core.plan.JoinType;
import dev.sheaf.planner.cost.Costs;
import dev.sheaf.planner.cost.Estimate;
import dev.sheaf.planner.logical.LogicalNode.JoinKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// The ways to join two inputs: which side is hashed, and how the sides come together.
final class JoinCandidates {
    /// An input with its estimate.
    record Side(Candidates candidates, Estimate estimate) {}

    private final NodeFactory nodes;
    private final Enforcer enforcer;
    private final Estimate output;
    private final int mark;
    private final IntPredicate isLeft;
    private final List<Candidate> all = new ArrayList<>();
    private Map<Integer, Integer> sameValues = Map.of();
    private boolean keysAreDistinct;

    JoinCandidates(NodeFactory nodes, Estimate output, IntPredicate isLeft, int mark) {
        this.nodes = nodes;
        this.enforcer = new Enforcer(nodes);
        this.output = output;
        this.isLeft = isLeft;
        this.mark = mark;
    }

    List<Candidate> all() {
        return all;
    }

    /// Adds the ways in which the right side is the build side, or (where that is another way) the left one.
    void add(Side left, Side right, JoinKind kind, JoinCondition condition) {
        JoinType type =
                switch (kind) {
                    case INNER -> JoinType.INNER;
                    case LEFT -> JoinType.PROBE_OUTER;
                    case FULL -> JoinType.FULL_OUTER;
                    case SEMI -> JoinType.SEMI;
                    case ANTI -> JoinType.ANTI;
                    case NULL_AWARE_ANTI -> JoinType.NULL_AWARE_ANTI;
                    case MARK -> JoinType.MARK;
                    case NULL_AWARE_MARK -> JoinType.NULL_AWARE_MARK;
                };
        sameValues = sameValues(condition);
        keysAreDistinct = areDistinct(condition.leftKeys()) && areDistinct(condition.rightKeys());
        pair(left, right, type, condition, isLeft);
        @Nullable JoinType turned =
                switch (kind) {
                    case LEFT -> JoinType.BUILD_OUTER;
                    case SEMI -> JoinType.BUILD_SEMI;
                    case ANTI -> JoinType.BUILD_ANTI;
                    case INNER, FULL, NULL_AWARE_ANTI, MARK, NULL_AWARE_MARK -> null;
                };
        if (turned != null && condition.hasKeys()) {
            pair(right, left, turned, condition.turned(), isLeft.negate());
        }
    }

    private void pair(Side probe, Side build, JoinType type, JoinCondition condition, IntPredicate isProbe) {
        for (Candidate p : probe.candidates().all()) {
            for (Candidate b : build.candidates().all()) {
                single(p, b, probe, build, type, condition, isProbe);
                if (p.distributed() && replicable(type)) {
                    replicated(p, b, probe, build, type, condition, isProbe);
                }
                if (condition.hasKeys() && !type.nullAware()) {
                    partitioned(p, b, probe, build, type, condition, isProbe);
                }
            }
        }
    }

    private static boolean replicable(JoinType type) {
        return !type.keepsBuildRows();
    }

    private void single(
            Candidate p,
            Candidate b,
            Side probe,
            Side build,
            JoinType type,
            JoinCondition condition,
            IntPredicate isProbe) {
        Candidate one = enforcer.single(p, probe.estimate());
        Candidate other = enforcer.single(b, build.estimate());
        add(one, other, probe, build, type, condition, isProbe, JoinDistribution.SINGLE, Distribution.SINGLE);
    }

    private void replicated(
            Candidate p,
            Candidate b,
            Side probe,
            Side build,
            JoinType type,
            JoinCondition condition,
            IntPredicate isProbe) {
        Candidate everywhere = enforcer.replicated(b, build.estimate());
        add(p, everywhere, probe, build, type, condition, isProbe, JoinDistribution.REPLICATED, p.distribution());
    }

    /// Both sides by the same keys: those by which a side lies already, or all.
    private void partitioned(
            Candidate p,
            Candidate b,
            Side probe,
            Side build,
            JoinType type,
            JoinCondition condition,
            IntPredicate isProbe) {
        List<Integer> probeKeys = condition.leftKeys();
        List<Integer> buildKeys = condition.rightKeys();
        if (p.distribution() instanceof Distribution.Hashed hashed && probeKeys.containsAll(hashed.columns())) {
            List<Integer> matching = hashed.columns().stream()
                    .map(column -> buildKeys.get(probeKeys.indexOf(column)))
                    .toList();
            Candidate other = enforcer.hashed(b, build.estimate(), matching);
            add(p, other, probe, build, type, condition, isProbe, JoinDistribution.PARTITIONED, p.distribution());
        }
        if (b.distribution() instanceof Distribution.Hashed hashed && buildKeys.containsAll(hashed.columns())) {
            List<Integer> matching = hashed.columns().stream()
                    .map(column -> probeKeys.get(buildKeys.indexOf(column)))
                    .toList();
            Candidate one = enforcer.hashed(p, probe.estimate(), matching);
            add(one, b, probe, build, type, condition, isProbe, JoinDistribution.PARTITIONED, one.distribution());
        }
        if (keysAreDistinct) {
            Candidate one = enforcer.hashed(p, probe.estimate(), probeKeys);
            Candidate other = enforcer.hashed(b, build.estimate(), buildKeys);
            add(one, other, probe, build, type, condition, isProbe, JoinDistribution.PARTITIONED, one.distribution());
        }
    }

    private void add(
            Candidate p,
            Candidate b,
            Side probe,
            Side build,
            JoinType type,
            JoinCondition condition,
            IntPredicate isProbe,
            JoinDistribution how,
            Distribution distribution) {
        boolean distributed = how != JoinDistribution.SINGLE;
        double cost = p.cost() + b.cost();
        cost += condition.hasKeys()
                ? Costs.hashJoin(
                        probe.estimate(),
                        build.estimate(),
                        output.rows(),
                        how == JoinDistribution.REPLICATED,
                        distributed)
                : Costs.nestedLoopJoin(probe.estimate(), build.estimate(), output.rows(), distributed);
        JoinBuilder builder = new JoinBuilder(nodes, type, p, b, condition, how, isProbe, mark, output);
        // Rows without a partner on the side that the distribution speaks of are null there, and lie anywhere.
        Distribution valid =
                distributed && type.keepsBuildRows() ? buildDistribution(distribution, condition, type) : distribution;
        all.add(new Candidate(valid, cost, builder::node));
        if (type == JoinType.INNER && valid instanceof Distribution.Hashed) {
            // What lies by one side's keys lies by the other's as well: whatever comes next may ask for either.
            Distribution mirrored = valid.remap(sameValues);
            if (mirrored instanceof Distribution.Hashed) {
                all.add(new Candidate(mirrored, cost, builder::node));
            }
        }
    }

    private static boolean areDistinct(List<Integer> keys) {
        return keys.size() == 1 || new HashSet<>(keys).size() == keys.size();
    }

    private static Map<Integer, Integer> sameValues(JoinCondition condition) {
        Map<Integer, Integer> same = new HashMap<>();
        for (int i = 0; i < condition.leftKeys().size(); i++) {
            same.putIfAbsent(condition.leftKeys().get(i), condition.rightKeys().get(i));
            same.putIfAbsent(condition.rightKeys().get(i), condition.leftKeys().get(i));
        }
        return same;
    }

    private static Distribution buildDistribution(Distribution distribution, JoinCondition condition, JoinType type) {
        if (type == JoinType.FULL_OUTER || !(distribution instanceof Distribution.Hashed)) {
            return Distribution.ARBITRARY;
        }
        Map<Integer, Integer> places = new HashMap<>();
        for (int i = 0; i < condition.leftKeys().size(); i++) {
            places.put(condition.leftKeys().get(i), condition.rightKeys().get(i));
        }
        return distribution.remap(places);
    }
}
