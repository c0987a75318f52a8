// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.physical;

import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expressions;
import dev.sheaf.core.plan.HashJoinNode;
import dev.sheaf.core.plan.JoinDistribution;
import dev.sheaf.core.plan.JoinType;
import dev.sheaf.core.plan.NestedLoopJoinNode;
import dev.sheaf.core.plan.PlanNode;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.planner.cost.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/// Builds the join nodes of one pair of candidates.
///
/// @param condition with the probe's columns as its left ones
/// @param isProbe tells the probe's columns
/// @param mark the number of the mark column, or -1
record JoinBuilder(
        NodeFactory nodes,
        JoinType type,
        Candidate probe,
        Candidate build,
        JoinCondition condition,
        JoinDistribution distribution,
        IntPredicate isProbe,
        int mark,
        Estimate estimate) {
    PlanNode node(List<Integer> columns) {
        List<Integer> wanted = new ArrayList<>(columns);
        wanted.removeIf(column -> column == mark);
        List<Integer> probeColumns = side(wanted, true);
        List<Integer> buildColumns = side(wanted, false);
        PlanNode probeNode = probe.build(probeColumns);
        PlanNode buildNode = build.build(buildColumns);
        List<Integer> both = new ArrayList<>(probeColumns);
        both.addAll(buildColumns);
        if (wanted.isEmpty() && !type.givesMark() && !both.isEmpty()) {
            // Rows without columns would still have to be counted: one column carries them.
            wanted.add(type.givesProbeColumns() ? both.getFirst() : buildColumns.getFirst());
        }
        Schema pair = pairSchema(probeNode.schema(), probeColumns.size(), buildNode.schema(), buildColumns.size());
        List<Field> fields = new ArrayList<>();
        List<Integer> outputs = new ArrayList<>();
        for (int column : wanted) {
            int place = both.indexOf(column);
            boolean optional = place < probeColumns.size() ? type.keepsBuildRows() : type.keepsProbeRows();
            Field field = pair.field(place);
            boolean second = place >= probeColumns.size();
            outputs.add(second ? place - probeColumns.size() + probeNode.schema().size() : place);
            fields.add(new Field(field.name(), field.type(), field.nullable() || optional));
        }
        if (type.givesMark()) {
            fields.add(new Field("$mark", DataType.BOOLEAN, type == JoinType.NULL_AWARE_MARK));
        }
        PlanNode join = join(probeNode, probeColumns, buildNode, buildColumns, outputs, new Schema(fields));
        return ordered(join, wanted, columns);
    }

    private PlanNode join(
            PlanNode probeNode,
            List<Integer> probeColumns,
            PlanNode buildNode,
            List<Integer> buildColumns,
            List<Integer> outputs,
            Schema schema) {
        Schema inputs = probeNode.schema().concat(buildNode.schema());
        // A side asked for no column may give one all the same: places are counted by what is there.
        List<Integer> numbers = padded(probeColumns, probeNode.schema().size());
        numbers.addAll(padded(buildColumns, buildNode.schema().size()));
        Optional<Expression> residual = condition.residual().isEmpty()
                ? Optional.empty()
                : Optional.of(NodeFactory.over(Expressions.and(condition.residual()), numbers, inputs));
        int id = nodes.id(estimate);
        if (!condition.hasKeys()) {
            return new NestedLoopJoinNode(
                    id, type, probeNode, buildNode, residual, distribution, outputs, schema);
        }
        return new HashJoinNode(
                id,
                type,
                probeNode,
                buildNode,
                condition.leftKeys().stream().map(probeColumns::indexOf).toList(),
                condition.rightKeys().stream().map(buildColumns::indexOf).toList(),
                condition.nullsEqual(),
                residual,
                distribution,
                outputs,
                schema);
    }

    private static List<Integer> padded(List<Integer> columns, int size) {
        List<Integer> numbers = new ArrayList<>(columns);
        while (numbers.size() < size) {
            numbers.add(-1);
        }
        return numbers;
    }

    private static Schema pairSchema(Schema probe, int probeCount, Schema build, int buildCount) {
        List<Field> fields = new ArrayList<>(probe.fields().subList(0, probeCount));
        fields.addAll(build.fields().subList(0, buildCount));
        return new Schema(fields);
    }

    /// What a side must give: its output columns, keys, and what the residual condition reads.
    private List<Integer> side(List<Integer> wanted, boolean ofProbe) {
        List<Integer> columns = new ArrayList<>(
                wanted.stream().filter(column -> isProbe.test(column) == ofProbe).toList());
        List<Integer> more = new ArrayList<>(ofProbe ? condition.leftKeys() : condition.rightKeys());
        condition.residual().forEach(expression -> Expressions.columns(expression).stream()
                .filter(column -> isProbe.test(column) == ofProbe)
                .forEach(more::add));
        return Enforcer.union(columns, more);
    }

    private PlanNode ordered(PlanNode join, List<Integer> wanted, List<Integer> columns) {
        if (mark < 0 || !columns.contains(mark) || columns.getLast() == mark) {
            return join;
        }
        List<Integer> given = new ArrayList<>(wanted);
        given.add(mark);
        return nodes.select(join, columns.stream().map(given::indexOf).toList(), estimate);
    }
}
