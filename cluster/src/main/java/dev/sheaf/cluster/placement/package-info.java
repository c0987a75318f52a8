// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Binding plans to workers: tasks, nodes and splits.
/// Nothing here may start or watch a task.
@NullMarked
package dev.sheaf.cluster.placement;

import org.jspecify.annotations.NullMarked;
