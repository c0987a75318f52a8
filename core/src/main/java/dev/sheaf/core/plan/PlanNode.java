// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.plan;

import dev.sheaf.core.type.Schema;
import java.util.List;

/// A node of the physical plan. Nodes are immutable records, printable by [PlanPrinter] and sent to workers by the plan
/// codec.
///
/// Expressions in a node refer to the columns of its input by place; a join's refer to the probe's columns followed by
/// the build's. Every node has a number that is unique in its [DistributedPlan]: metrics and estimates are kept under
/// it.
public sealed interface PlanNode
        permits AggregateNode,
        EnforceSingleRowNode,
        ExchangeNode,
        ExchangeSourceNode,
        FilterNode,
        GroupingSetsNode,
        HashJoinNode,
        LimitNode,
        MaterializeNode,
        NestedLoopJoinNode,
        ProjectNode,
        ReadMaterializedNode,
        RecursiveInputNode,
        RecursiveUnionNode,
        ScanNode,
        SortNode,
        TableWriteNode,
        TopNNode,
        UnionNode,
        ValuesNode,
        WindowNode {
    /// The node's number, unique in its plan.
    int id();

    /// The columns of the rows that the node gives.
    Schema schema();

    /// The nodes whose rows it takes: the probe side before the build side.
    List<PlanNode> children();

    /// The same node over other inputs, of the same schemas.
    PlanNode withChildren(List<PlanNode> children);
}
