// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.task;

import dev.sheaf.exec.pipeline.NodePart;
import dev.sheaf.exec.pipeline.OperatorFactory;
import dev.sheaf.exec.pipeline.Pipeline;
import dev.sheaf.exec.pipeline.SinkFactory;
import dev.sheaf.exec.pipeline.SourceFactory;
import java.util.ArrayList;
import java.util.List;

/// A pipeline without a sink yet: what the planner has of a subtree. A subtree may have several flows, whose rows all
/// go the same way from there on.
final class Flow {
    private final int id;
    private final NodePart<SourceFactory> source;
    private final List<NodePart<OperatorFactory>> operators = new ArrayList<>();
    private final List<Integer> waitsFor = new ArrayList<>();
    private final List<Integer> follows = new ArrayList<>();

    Flow(int id, NodePart<SourceFactory> source) {
        this.id = id;
        this.source = source;
    }

    int id() {
        return id;
    }

    void add(int node, OperatorFactory factory) {
        operators.add(new NodePart<>(node, factory));
    }

    /// Starts only when the sinks of those pipelines are complete.
    Flow waitFor(List<Integer> pipelines) {
        waitsFor.addAll(pipelines);
        return this;
    }

    /// Starts only when those pipelines have no more rows.
    Flow follow(List<Integer> pipelines) {
        follows.addAll(pipelines);
        return this;
    }

    Pipeline into(NodePart<SinkFactory> sink, int sinkGroup) {
        return new Pipeline(id, source, operators, sink, sinkGroup, waitsFor, follows, Integer.MAX_VALUE);
    }
}
