// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expression.ColumnReference;
import dev.sheaf.core.plan.AggregateNode;
import dev.sheaf.core.plan.DistributedPlan;
import dev.sheaf.core.plan.Exchange;
import dev.sheaf.core.plan.ExchangeNode;
import dev.sheaf.core.plan.ExchangeSourceNode;
import dev.sheaf.core.plan.FilterNode;
import dev.sheaf.core.plan.Fragment;
import dev.sheaf.core.plan.HashJoinNode;
import dev.sheaf.core.plan.NestedLoopJoinNode;
import dev.sheaf.core.plan.Partitioning;
import dev.sheaf.core.plan.PlanNode;
import dev.sheaf.core.plan.ProjectNode;
import dev.sheaf.core.plan.ScanNode;
import dev.sheaf.core.plan.SortNode;
import dev.sheaf.core.plan.TopNNode;
import dev.sheaf.core.plan.UnionNode;
import dev.sheaf.core.plan.WindowNode;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Schema;
import java.util.HashSet;
import java.util.Set;

/// What must hold of every plan: places within schemas, types that agree, fragments that fit their exchanges.
final class PlanChecks {
    private PlanChecks() {}

    static void check(DistributedPlan plan) {
        Set<Integer> ids = new HashSet<>();
        for (Fragment fragment : plan.fragments()) {
            check(fragment.root(), plan, ids);
            boolean scans = scans(fragment.root());
            assertTrue(!scans || fragment.placement() == Fragment.Placement.DISTRIBUTED, "a scan in one task");
        }
        assertEquals(Fragment.Placement.SINGLE, plan.root().placement());
        assertEquals(plan.schema().size(), plan.root().root().schema().size());
        for (int i = 0; i < plan.schema().size(); i++) {
            assertEquals(plan.schema().type(i), plan.root().root().schema().type(i), "type of result column " + i);
        }
        for (Exchange exchange : plan.exchanges()) {
            Schema rows = plan.sent(exchange).schema();
            switch (exchange.partitioning()) {
                case Partitioning.Hash hash -> hash.keys().forEach(key -> assertTrue(key >= 0 && key < rows.size()));
                case Partitioning.MergeGather merge -> merge.keys()
                        .forEach(key -> assertTrue(key.column() >= 0 && key.column() < rows.size()));
                default -> {}
            }
        }
    }

    private static boolean scans(PlanNode node) {
        return node instanceof ScanNode || node.children().stream().anyMatch(PlanChecks::scans);
    }

    private static void check(PlanNode node, DistributedPlan plan, Set<Integer> ids) {
        assertTrue(ids.add(node.id()), "node number " + node.id() + " is used twice");
        assertTrue(plan.estimates().containsKey(node.id()), "no estimate of node " + node.id());
        node.children().forEach(child -> check(child, plan, ids));
        switch (node) {
            case FilterNode filter -> {
                expression(filter.condition(), filter.input().schema());
                assertEquals(DataType.BOOLEAN, filter.condition().type());
            }
            case ProjectNode project -> {
                for (int i = 0; i < project.expressions().size(); i++) {
                    Expression expression = project.expressions().get(i);
                    expression(expression, project.input().schema());
                    assertEquals(project.schema().type(i), expression.type());
                    assertTrue(project.schema().field(i).nullable() || !expression.nullable(),
                            "nullable " + expression);
                }
            }
            case HashJoinNode join -> hashJoin(join);
            case NestedLoopJoinNode join -> join.condition()
                    .ifPresent(condition -> expression(condition, join.probe().schema().concat(join.build().schema())));
            case AggregateNode aggregate -> {
                int width = aggregate.input().schema().size();
                aggregate.keys().forEach(key -> place(key, width));
                aggregate.calls().forEach(call -> {
                    call.arguments().forEach(argument -> place(argument, width));
                    call.filter().ifPresent(filter -> place(filter, width));
                });
            }
            case SortNode sort -> sort.keys().forEach(key -> place(key.column(), sort.schema().size()));
            case TopNNode top -> top.keys().forEach(key -> place(key.column(), top.schema().size()));
            case WindowNode window -> window.partitionKeys()
                    .forEach(key -> place(key, window.input().schema().size()));
            case UnionNode union -> union.children().forEach(child -> {
                assertEquals(union.schema().size(), child.schema().size());
                for (int i = 0; i < union.schema().size(); i++) {
                    assertEquals(union.schema().type(i), child.schema().type(i));
                }
            });
            case ExchangeSourceNode source -> {
                Exchange exchange = plan.exchanges().get(source.exchange());
                Schema sent = plan.sent(exchange).schema();
                assertEquals(sent, source.schema());
            }
            case ExchangeNode _ -> throw new AssertionError("an exchange was not cut");
            default -> {}
        }
    }

    private static void hashJoin(HashJoinNode join) {
        Schema probe = join.probe().schema();
        Schema build = join.build().schema();
        for (int i = 0; i < join.probeKeys().size(); i++) {
            place(join.probeKeys().get(i), probe.size());
            place(join.buildKeys().get(i), build.size());
            assertEquals(
                    probe.type(join.probeKeys().get(i)), build.type(join.buildKeys().get(i)), "types of join keys");
        }
        Schema both = probe.concat(build);
        join.residual().ifPresent(condition -> expression(condition, both));
        int columns = join.type().givesBuildColumns() ? both.size() : probe.size();
        for (int i = 0; i < join.outputColumns().size(); i++) {
            place(join.outputColumns().get(i), columns);
            assertEquals(both.type(join.outputColumns().get(i)), join.schema().type(i));
        }
    }

    private static void place(int column, int width) {
        assertTrue(column >= 0 && column < width, "place " + column + " of " + width);
    }

    private static void expression(Expression expression, Schema schema) {
        if (expression instanceof ColumnReference column) {
            place(column.index(), schema.size());
            assertEquals(schema.type(column.index()), column.type(), "type of " + column);
            assertFalse(
                    schema.field(column.index()).nullable() && !column.nullable(), "nullability of " + column);
        }
        expression.operands().forEach(operand -> expression(operand, schema));
    }
}
