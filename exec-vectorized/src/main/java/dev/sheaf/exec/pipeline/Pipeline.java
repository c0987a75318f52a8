// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.pipeline;

import java.util.List;

/// A straight piece of a task: a source, operators, a sink. It starts when the sinks it waits for are complete.
///
/// @param id its number in the task
/// @param waitsFor numbers of the pipelines whose sinks must be complete before this one starts
/// @param sinkGroup pipelines of one group share `sink`; it is finalised when all of them have finished
/// @param driversMax how many drivers may run at once at most; 1 where order matters
public record Pipeline(
        int id,
        SourceFactory source,
        List<OperatorFactory> operators,
        SinkFactory sink,
        int sinkGroup,
        List<Integer> waitsFor,
        int driversMax) {
    public Pipeline {
        operators = List.copyOf(operators);
        waitsFor = List.copyOf(waitsFor);
    }
}
