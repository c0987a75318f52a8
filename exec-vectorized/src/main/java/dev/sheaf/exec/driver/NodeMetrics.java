// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.driver;

/// What was measured for one plan node of one task, over all its drivers.
///
/// @param node the plan node's number; negative for the task's output exchange
/// @param rowsIn rows taken, a join's on both sides
/// @param rowsOut rows given
/// @param chunksOut chunks given
/// @param nanos time spent in the node itself, added up over the drivers; sampled, so an estimate
/// @param bytes read from storage or an exchange, sent, or written
/// @param peakBytes the most memory held by the node's own context
public record NodeMetrics(
        int node, long rowsIn, long rowsOut, long chunksOut, long nanos, long bytes, long peakBytes) {
    /// The metrics of a node that runs in several parts or tasks. Peaks add up, since parts may hold memory at the same time.
    public NodeMetrics plus(NodeMetrics other) {
        return new NodeMetrics(
                node,
                rowsIn + other.rowsIn,
                rowsOut + other.rowsOut,
                chunksOut + other.chunksOut,
                nanos + other.nanos,
                bytes + other.bytes,
                peakBytes + other.peakBytes);
    }
}
