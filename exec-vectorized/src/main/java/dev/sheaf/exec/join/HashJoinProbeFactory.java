// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.join;

import dev.sheaf.exec.expression.PredicateEvaluator;
import dev.sheaf.exec.pipeline.DriverContext;
import dev.sheaf.exec.pipeline.Operator;
import dev.sheaf.exec.pipeline.OperatorFactory;
import org.jspecify.annotations.Nullable;

/// The probe side of a hash join: a streaming operator for all join types. Blocks until the build side is complete.
/// Build rows that come out by themselves, where the type wants them, are given by [BuildRowSource] when all probe
/// drivers have ended, and what had to be put aside is joined by [DeferredJoinSource].
public final class HashJoinProbeFactory implements OperatorFactory {
    private final HashJoinBuildSink sink;
    private final ConditionFactory conditions;

    public HashJoinProbeFactory(HashJoinBuildSink sink, ConditionFactory conditions) {
        this.sink = sink;
        this.conditions = conditions;
    }

    @Override
    public Operator create(DriverContext context) {
        return create(sink.build(), context);
    }

    /// The places of the keys in the probe's chunks.
    int[] keys() {
        return sink.node().probeKeys().stream().mapToInt(Integer::intValue).toArray();
    }

    /// An operator that probes a build side: the whole one, or a region that was deferred.
    Operator create(JoinBuild build, DriverContext context) {
        @Nullable PredicateEvaluator condition =
                sink.node().residual().map(residual -> conditions.create(residual, context)).orElse(null);
        if (!sink.node().type().givesProbeColumns()) {
            return new BuildMatchOperator(sink.node(), build, condition, context.chunkRows());
        }
        return new HashJoinProbeOperator(sink.node(), build, condition, context.chunkRows());
    }
}
