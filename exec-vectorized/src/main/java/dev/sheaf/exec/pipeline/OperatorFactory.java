// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.pipeline;

/// The shared side of an operator: what all drivers of a pipeline have in common (a join's hash table, a limit's
/// counter).
public interface OperatorFactory extends AutoCloseable {
    /// The operator of one driver. Allocates nothing yet.
    Operator create(DriverContext context);

    /// The most memory that the operator's own context has held, in bytes, for metrics.
    default long peakBytes() {
        return 0;
    }

    /// How much the operator has written to temporary files, in bytes before compression, for metrics.
    default long spilledBytes() {
        return 0;
    }

    /// Called once when all drivers of all pipelines that use it have ended. May be called twice.
    @Override
    default void close() {}
}
