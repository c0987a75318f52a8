// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.plan;

import dev.sheaf.core.type.Schema;
import java.util.ArrayList;
import java.util.List;

/// WITH RECURSIVE: the rows of its anchor, and those that its step gives when it is computed again and again, each time
/// for the rows that the time before brought, until there are none. In the step, [RecursiveInputNode]s of its number
/// stand for these rows, and for those of the held inputs, which are computed once. The step reads nothing else, and
/// holds no exchanges: it runs where the node runs.
///
/// @param number by which its inputs know it; those of a node inside of another's step differ
/// @param distinct whether a row that was there before, or is there twice, is left out (UNION)
/// @param held what the step reads beside the rows of the last time
public record RecursiveUnionNode(
        int id, int number, boolean distinct, PlanNode anchor, PlanNode step, List<PlanNode> held, Schema schema)
        implements PlanNode {
    public RecursiveUnionNode {
        held = List.copyOf(held);
    }

    @Override
    public List<PlanNode> children() {
        List<PlanNode> children = new ArrayList<>(2 + held.size());
        children.add(anchor);
        children.add(step);
        children.addAll(held);
        return children;
    }

    @Override
    public PlanNode withChildren(List<PlanNode> children) {
        return new RecursiveUnionNode(
                id, number, distinct, children.get(0), children.get(1), children.subList(2, children.size()), schema);
    }
}
