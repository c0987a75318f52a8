// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.task;

/// What a plan node did in one task, or in all of them.
///
/// @param node the plan node's number
/// @param outputRows rows it gave
/// @param busyNanos time its operators were at work, summed over threads
/// @param memoryBytesPeak the most memory it held
/// @param bytes bytes read by a scan, or sent by a fragment's output
/// @param spilledBytes bytes written to temporary files for want of memory, before compression
public record NodeStatistics(
        int node, long outputRows, long busyNanos, long memoryBytesPeak, long bytes, long spilledBytes) {
    /// Of the same node run again when it has ended.
    public NodeStatistics then(NodeStatistics next) {
        return new NodeStatistics(
                node,
                outputRows + next.outputRows,
                busyNanos + next.busyNanos,
                Math.max(memoryBytesPeak, next.memoryBytesPeak),
                bytes + next.bytes,
                spilledBytes + next.spilledBytes);
    }

    /// Of both tasks together.
    public NodeStatistics plus(NodeStatistics other) {
        return new NodeStatistics(
                node,
                outputRows + other.outputRows,
                busyNanos + other.busyNanos,
                memoryBytesPeak + other.memoryBytesPeak,
                bytes + other.bytes,
                spilledBytes + other.spilledBytes);
    }
}
