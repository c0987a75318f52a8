// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.window;

import dev.sheaf.core.function.AggregateFunction;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.plan.AggregateCall;
import dev.sheaf.core.plan.WindowCall;
import dev.sheaf.core.plan.WindowFrame;
import dev.sheaf.core.plan.WindowNode;
import dev.sheaf.core.type.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Makes the evaluators of a window's calls, each the fastest way for its function and frame. Calls with the same frame
/// share its bounds. For one driver.
final class CallEvaluators implements AutoCloseable {
    private final Map<WindowFrame, FrameBounds> frames = new LinkedHashMap<>();
    private final List<CallEvaluator> evaluators = new ArrayList<>();

    CallEvaluators(WindowNode node, MemoryContext memory) {
        Schema input = node.input().schema();
        for (WindowCall call : node.calls()) {
            evaluators.add(
                    switch (call) {
                        case WindowCall.Ranking ranking -> ranking(ranking, node);
                        case WindowCall.Aggregate aggregate ->
                                aggregate(aggregate.call(), bounds(call.frame(), node), input, memory);
                    });
        }
    }

    /// In the order of the calls.
    List<CallEvaluator> evaluators() {
        return evaluators;
    }

    /// Computes all frames of a block; comes before the evaluators.
    void start(WindowBlock block) {
        frames.values().forEach(bounds -> bounds.compute(block));
    }

    private FrameBounds bounds(WindowFrame frame, WindowNode node) {
        return frames.computeIfAbsent(frame, _ -> new FrameBounds(frame, node.orderKeys()));
    }

    private CallEvaluator ranking(WindowCall.Ranking call, WindowNode node) {
        return switch (call.function()) {
            case ROW_NUMBER, RANK, DENSE_RANK, PERCENT_RANK, CUME_DIST, NTILE -> new RankingEvaluator(call);
            case LAG, LEAD -> new OffsetEvaluator(call);
            case FIRST_VALUE, LAST_VALUE, NTH_VALUE -> new ValueEvaluator(call, bounds(call.frame(), node));
        };
    }

    private static CallEvaluator aggregate(
            AggregateCall call, FrameBounds bounds, Schema input, MemoryContext memory) {
        if (bounds.wholePartition()) {
            return new PartitionAggregate(call, input, memory);
        }
        CallEvaluator general = bounds.growing()
                ? new RunningAggregate(call, bounds, input, memory)
                : new TreeAggregate(call, bounds, input, memory);
        if (PrefixAggregate.handles(call, input)) {
            return new PrefixAggregate(call, bounds, general, input, memory);
        }
        boolean extreme = call.function() == AggregateFunction.MIN || call.function() == AggregateFunction.MAX;
        return extreme && bounds.frame().exclusion() == WindowFrame.Exclusion.NO_OTHERS
                ? new ExtremeAggregate(call, bounds, general)
                : general;
    }

    @Override
    public void close() {
        evaluators.forEach(CallEvaluator::close);
    }
}
