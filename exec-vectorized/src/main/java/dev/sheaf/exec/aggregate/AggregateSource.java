// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import dev.sheaf.exec.pipeline.DriverContext;
import dev.sheaf.exec.pipeline.SourceFactory;
import dev.sheaf.exec.pipeline.SourceOperator;

/// Gives the groups of an [AggregateSink] that is complete. Its drivers take partitions of the groups one by one; few
/// groups have only one. Owns nothing: the sink gives everything back.
public final class AggregateSource implements SourceFactory {
    private final AggregateSink sink;
    private final GroupParts parts;

    public AggregateSource(AggregateSink sink) {
        this.sink = sink;
        this.parts = new GroupParts(sink);
    }

    @Override
    public SourceOperator create(DriverContext context) {
        return new AggregateSourceOperator(sink, parts, context);
    }

    @Override
    public int driversMax() {
        return sink.partitioned() ? GroupPartitions.COUNT : 1;
    }

    @Override
    public void close() {}
}
