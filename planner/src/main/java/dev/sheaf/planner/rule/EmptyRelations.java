// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.rule;

import dev.sheaf.planner.logical.LogicalNode;
import dev.sheaf.planner.logical.LogicalNode.Aggregate;
import dev.sheaf.planner.logical.LogicalNode.Join;
import dev.sheaf.planner.logical.LogicalNode.Project;
import dev.sheaf.planner.logical.LogicalNode.Union;
import dev.sheaf.planner.logical.LogicalNode.Values;
import dev.sheaf.planner.logical.LogicalNodes;
import java.util.List;

/// Cuts off what gives no row: where conditions contradict each other, nothing is read for them.
public final class EmptyRelations {
    private EmptyRelations() {}

    public static LogicalNode prune(LogicalNode root) {
        return LogicalNodes.rewrite(root, EmptyRelations::pruned);
    }

    static boolean isEmpty(LogicalNode node) {
        return node instanceof Values values && values.rows().isEmpty();
    }

    private static LogicalNode pruned(LogicalNode node) {
        return switch (node) {
            case Union union -> union(union);
            case Join join -> join(join);
            case Aggregate aggregate when aggregate.keys().isEmpty() -> aggregate;
            case LogicalNode.SingleRow single -> single;
            default -> !node.inputs().isEmpty() && isEmpty(node.inputs().getFirst()) ? empty(node) : node;
        };
    }

    private static LogicalNode union(Union union) {
        List<LogicalNode> inputs =
                union.inputs().stream().filter(input -> !isEmpty(input)).toList();
        return switch (inputs.size()) {
            case 0 -> empty(union);
            case 1 -> new Project(
                    inputs.getFirst(), LogicalNodes.columns(inputs.getFirst().schema()), union.schema());
            default -> inputs.size() == union.inputs().size() ? union : union.withInputs(inputs);
        };
    }

    private static LogicalNode join(Join join) {
        boolean left = isEmpty(join.left());
        boolean right = isEmpty(join.right());
        return switch (join.kind()) {
            case INNER, SEMI -> left || right ? empty(join) : join;
            case ANTI, NULL_AWARE_ANTI -> left ? empty(join) : right ? join.left() : join;
            case LEFT, MARK, NULL_AWARE_MARK -> left ? empty(join) : join;
            case FULL -> left && right ? empty(join) : join;
        };
    }

    private static Values empty(LogicalNode node) {
        return new Values(node.schema(), List.of());
    }
}
