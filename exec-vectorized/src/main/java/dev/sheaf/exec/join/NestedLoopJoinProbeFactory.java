// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.join;

import dev.sheaf.exec.expression.PredicateEvaluator;
import dev.sheaf.exec.pipeline.DriverContext;
import dev.sheaf.exec.pipeline.Operator;
import dev.sheaf.exec.pipeline.OperatorFactory;
import org.jspecify.annotations.Nullable;

/// The probe side of a join without keys. Blocks until the build side is complete. Build rows without a match, where
/// the type wants them, are given by [BuildRowSource] when all probe drivers have ended.
public final class NestedLoopJoinProbeFactory implements OperatorFactory {
    private final NestedLoopJoinBuildSink sink;
    private final ConditionFactory conditions;

    public NestedLoopJoinProbeFactory(NestedLoopJoinBuildSink sink, ConditionFactory conditions) {
        this.sink = sink;
        this.conditions = conditions;
    }

    @Override
    public Operator create(DriverContext context) {
        @Nullable PredicateEvaluator condition =
                sink.node().condition().map(pair -> conditions.create(pair, context)).orElse(null);
        return new NestedLoopJoinProbeOperator(sink.build(), condition, context);
    }
}
