// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.physical;

import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expressions;
import dev.sheaf.core.plan.HashJoinNode;
import dev.sheaf.core.plan.JoinDistribution;
import dev.sheaf.core.plan.JoinType;
import dev.sheaf.core.plan.NestedLoopJoinNode;
import dev.sheaf.planner.logical.LogicalNode;
import dev.sheaf.planner.logical.LogicalNode.JoinKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Plans joins: which side is held in memory, and whether it is sent to everybody or both sides are shuffled by the
/// keys.
final class JoinPlanner {
    /// A build side of more rows than that isn't sent to everybody, however large the other side.
    private static final double REPLICATED_ROWS_MAX = 5_000_000;

    private final PlanBuilder builder;
    private final int workerCount;

    JoinPlanner(PlanBuilder builder, int workerCount) {
        this.builder = builder;
        this.workerCount = workerCount;
    }

    /// @param left what was planned for the join's left input
    /// @param rows how many rows the join is thought to give
    PhysicalTree plan(LogicalNode.Join join, PhysicalTree left, PhysicalTree right, double rows) {
        JoinCondition condition = JoinCondition.of(join.condition(), left.schema().size());
        if (condition.leftKeys().isEmpty()) {
            return nestedLoop(join, left, right, rows);
        }
        PlanBuilder.Keyed leftKeyed = builder.withColumns(left, condition.leftKeys());
        PlanBuilder.Keyed rightKeyed = builder.withColumns(right, condition.rightKeys());
        Sides sides = new Sides(
                leftKeyed.tree(),
                rightKeyed.tree(),
                leftKeyed.columns(),
                rightKeyed.columns(),
                left.schema().size(),
                right.schema().size());
        boolean swap = swaps(join.kind(), sides);
        return hashJoin(join, condition, swap ? sides.swapped() : sides, swap, rows);
    }

    /// The two sides with their key columns; `left` is the probe side unless swapped.
    private record Sides(
            PhysicalTree probe,
            PhysicalTree build,
            List<Integer> probeKeys,
            List<Integer> buildKeys,
            int probeColumns,
            int buildColumns) {
        Sides swapped() {
            return new Sides(build, probe, buildKeys, probeKeys, buildColumns, probeColumns);
        }
    }

    /// Whether the left side should be held in memory instead of the right one.
    private boolean swaps(JoinKind kind, Sides sides) {
        return switch (kind) {
            case INNER, FULL -> builder.bytes(sides.probe()) < builder.bytes(sides.build());
            // Then unmatched build rows come out at the end, which needs the build side unreplicated.
            case LEFT -> builder.bytes(sides.probe()) * 4 < builder.bytes(sides.build());
            case SEMI, ANTI, NULL_AWARE_ANTI, MARK, NULL_AWARE_MARK -> false;
        };
    }

    private PhysicalTree hashJoin(
            LogicalNode.Join join, JoinCondition condition, Sides sides, boolean swapped, double rows) {
        JoinType type = type(join.kind(), swapped);
        PhysicalTree probe = sides.probe();
        PhysicalTree build = sides.build();
        JoinDistribution distribution;
        if (probe.distribution().isSingle() && build.distribution().isSingle()) {
            distribution = JoinDistribution.SINGLE;
        } else if (type.nullAware() || replicates(type, sides)) {
            build = builder.replicate(build, probe.distribution());
            distribution = probe.distribution().isSingle() ? JoinDistribution.SINGLE : JoinDistribution.REPLICATED;
        } else {
            boolean probeLies = liesBy(probe, sides.probeKeys());
            boolean buildLies = liesBy(build, sides.buildKeys());
            probe = probeLies ? probe : builder.shuffle(probe, sides.probeKeys());
            build = buildLies ? build : builder.shuffle(build, sides.buildKeys());
            distribution = JoinDistribution.PARTITIONED;
        }
        List<Integer> outputColumns = outputColumns(join.kind(), sides, probe.schema().size(), swapped);
        Optional<Expression> residual = condition.residual().isEmpty()
                ? Optional.empty()
                : Optional.of(residual(Expressions.and(condition.residual()), sides, probe.schema().size(), swapped));
        HashJoinNode node = new HashJoinNode(
                builder.nextId(),
                type,
                probe.node(),
                build.node(),
                sides.probeKeys(),
                sides.buildKeys(),
                condition.nullsEqual(),
                residual,
                distribution,
                outputColumns,
                join.schema());
        return builder.tree(node, joined(type, probe.distribution(), outputColumns, distribution), rows);
    }

    private static JoinType type(JoinKind kind, boolean swapped) {
        return switch (kind) {
            case INNER -> JoinType.INNER;
            case LEFT -> swapped ? JoinType.BUILD_OUTER : JoinType.PROBE_OUTER;
            case FULL -> JoinType.FULL_OUTER;
            case SEMI -> JoinType.SEMI;
            case ANTI -> JoinType.ANTI;
            case NULL_AWARE_ANTI -> JoinType.NULL_AWARE_ANTI;
            case MARK -> JoinType.MARK;
            case NULL_AWARE_MARK -> JoinType.NULL_AWARE_MARK;
        };
    }

    private boolean replicates(JoinType type, Sides sides) {
        if (type.keepsBuildRows()) {
            return false;
        }
        double buildBytes = builder.bytes(sides.build());
        int copies = sides.probe().distribution().isSingle() ? 1 : workerCount;
        double replicated = sides.build().distribution().isSingle() && copies == 1 ? 0 : buildBytes * copies;
        double shuffled = (liesBy(sides.probe(), sides.probeKeys()) ? 0 : builder.bytes(sides.probe()))
                + (liesBy(sides.build(), sides.buildKeys()) ? 0 : buildBytes);
        boolean small = Double.isNaN(buildBytes) || builder.rows(sides.build()) <= REPLICATED_ROWS_MAX;
        return small && replicated <= shuffled;
    }

    /// Whether rows lie by the hash of exactly these keys in this order, as the other side will.
    private static boolean liesBy(PhysicalTree tree, List<Integer> keys) {
        return tree.distribution() instanceof Distribution.Hashed hashed && hashed.columns().equals(keys);
    }

    /// The places in probe and build columns of the join's own columns, left before right, without projected keys.
    private static List<Integer> outputColumns(JoinKind kind, Sides sides, int probeWidth, boolean swapped) {
        List<Integer> probe = range(0, sides.probeColumns());
        if (!kind.givesRight()) {
            return probe;
        }
        List<Integer> build = range(probeWidth, sides.buildColumns());
        List<Integer> all = new ArrayList<>(swapped ? build : probe);
        all.addAll(swapped ? probe : build);
        return all;
    }

    private static List<Integer> range(int from, int count) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            places.add(from + i);
        }
        return places;
    }

    /// A condition on left and right columns in terms of probe and build columns.
    private static Expression residual(Expression condition, Sides sides, int probeWidth, boolean swapped) {
        int leftColumns = swapped ? sides.buildColumns() : sides.probeColumns();
        return Expressions.remapColumns(condition, column -> {
            boolean left = column < leftColumns;
            int place = left ? column : column - leftColumns;
            return left == swapped ? probeWidth + place : place;
        });
    }

    /// How the join's rows lie: as the probe's, unless unmatched build rows come among them.
    private static Distribution joined(
            JoinType type, Distribution probe, List<Integer> outputColumns, JoinDistribution distribution) {
        if (distribution == JoinDistribution.SINGLE) {
            return Distribution.SINGLE;
        }
        if (!(probe instanceof Distribution.Hashed hashed) || type.keepsBuildRows()) {
            return Distribution.ARBITRARY;
        }
        List<Integer> places = hashed.columns().stream().map(outputColumns::indexOf).toList();
        return places.contains(-1) ? Distribution.ARBITRARY : new Distribution.Hashed(places);
    }

    private PhysicalTree nestedLoop(LogicalNode.Join join, PhysicalTree left, PhysicalTree right, double rows) {
        boolean swap = join.kind() == JoinKind.INNER && builder.bytes(left) < builder.bytes(right);
        Sides plain = new Sides(
                left, right, List.of(), List.of(), left.schema().size(), right.schema().size());
        Sides sides = swap ? plain.swapped() : plain;
        JoinType type = type(join.kind(), swap);
        PhysicalTree probe = type.keepsBuildRows() ? builder.gather(sides.probe()) : sides.probe();
        PhysicalTree build = builder.replicate(sides.build(), probe.distribution());
        List<Integer> outputColumns = outputColumns(join.kind(), sides, probe.schema().size(), swap);
        List<Expression> conjuncts = Expressions.conjuncts(join.condition());
        NestedLoopJoinNode node = new NestedLoopJoinNode(
                builder.nextId(),
                type,
                probe.node(),
                build.node(),
                conjuncts.isEmpty()
                        ? Optional.empty()
                        : Optional.of(residual(Expressions.and(conjuncts), sides, probe.schema().size(), swap)),
                probe.distribution().isSingle() ? JoinDistribution.SINGLE : JoinDistribution.REPLICATED,
                outputColumns,
                join.schema());
        Distribution distribution = probe.distribution().isSingle() ? Distribution.SINGLE : Distribution.ARBITRARY;
        return builder.tree(node, distribution, rows);
    }
}
