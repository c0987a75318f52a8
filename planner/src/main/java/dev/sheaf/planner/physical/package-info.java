// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// From the logical tree to physical nodes: how rows lie over tasks, where they change places, and by which algorithm a node runs.
/// Nothing here may rewrite the logical tree.
@NullMarked
package dev.sheaf.planner.physical;

import org.jspecify.annotations.NullMarked;
