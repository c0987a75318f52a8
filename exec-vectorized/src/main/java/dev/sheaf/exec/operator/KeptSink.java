// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.operator;

import dev.sheaf.exec.pipeline.DriverContext;
import dev.sheaf.exec.pipeline.SinkFactory;
import dev.sheaf.exec.pipeline.SinkOperator;

/// A sink whose rows outlive the pipelines that fill it: their end doesn't close it.
public record KeptSink(MaterializeSink sink) implements SinkFactory {
    @Override
    public SinkOperator create(DriverContext context) {
        return sink.create(context);
    }

    @Override
    public long peakBytes() {
        return sink.peakBytes();
    }

    @Override
    public void close() {
        // Whoever reads the rows closes the sink.
    }
}
