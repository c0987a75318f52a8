// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.pipeline;

import java.util.List;

/// A straight piece of a task: a source, operators, a sink. Several pipelines may share the factories of their last
/// operators and of their sink: the branches of a UNION ALL, and the unmatched build rows of an outer join, go through
/// the same rest of the plan.
///
/// @param id its number in the task
/// @param sinkGroup pipelines of one group share `sink`; it is finalised when all of them have ended
/// @param waitsFor numbers of the pipelines whose sinks must be complete before this one starts
/// @param follows numbers of the pipelines whose drivers must have ended before this one starts, whether or not their
/// sinks are
///     complete: they may be of this pipeline's own group
/// @param driversMax how many drivers may run at once at most; 1 where order matters
public record Pipeline(
        int id,
        NodePart<SourceFactory> source,
        List<NodePart<OperatorFactory>> operators,
        NodePart<SinkFactory> sink,
        int sinkGroup,
        List<Integer> waitsFor,
        List<Integer> follows,
        int driversMax) {
    public Pipeline {
        operators = List.copyOf(operators);
        waitsFor = List.copyOf(waitsFor);
        follows = List.copyOf(follows);
    }
}
