// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.cluster.placement;

/// A worker that tasks can be placed on.
///
/// @param threads how many its tasks have: its share of the work
/// @param runningTasks how many tasks ran on it when it was last heard of
public record WorkerSeat(String node, int threads, int runningTasks) {}
