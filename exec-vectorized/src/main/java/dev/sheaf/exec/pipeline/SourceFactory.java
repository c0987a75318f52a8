// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.pipeline;

/// The shared side of a pipeline's source: hands work (splits, partitions, channels) to the drivers' [SourceOperator]s.
public interface SourceFactory extends AutoCloseable {
    /// The source of one driver. Allocates nothing yet.
    SourceOperator create(DriverContext context);

    /// How many drivers can be kept busy at most; known when the pipeline starts. With 0 there is nothing to do, and if
    /// the pipeline follows others it ends at once.
    int driversMax();

    /// How many of a scan's splits have been read to their end; 0 for other sources. Any thread may ask.
    default int finishedSplitCount() {
        return 0;
    }

    /// Called when all drivers have ended, and also when none was ever made. May be called twice.
    @Override
    void close();
}
