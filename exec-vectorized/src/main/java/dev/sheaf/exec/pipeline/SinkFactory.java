// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.pipeline;

/// The shared side of a sink. Several pipelines may end in one sink (UNION ALL, the unmatched rows of an outer join).
/// After all drivers of all of them have finished, the finalise step runs: [#finalizeTaskCount] pieces of work, at once
/// on several threads, then [#completed]. What the sink made is then there for the pipelines that wait for it.
public interface SinkFactory extends AutoCloseable {
    /// The sink of one driver. Allocates nothing yet.
    SinkOperator create(DriverContext context);

    /// How many pieces the finalise step has; asked once, after all drivers have finished.
    default int finalizeTaskCount() {
        return 0;
    }

    /// Does one piece.
    default void finalizeTask(int index, DriverContext context) {}

    /// The last step, alone.
    default void completed() {}

    /// The most memory that the sink's own context has held, in bytes, for metrics.
    default long peakBytes() {
        return 0;
    }

    /// How much the sink has written to temporary files, in bytes before compression, for metrics.
    default long spilledBytes() {
        return 0;
    }

    /// Gives everything back that nobody else has taken over. Called at the end of the task, however it ends. May be
    /// called twice.
    @Override
    void close();
}
