// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// A task from its specification to its end: what it is told, what it is given, the local planner that makes pipelines
/// of its fragment, and the runner. Nothing here may know of stages, attempts of queries or other tasks than the peers
/// of its exchanges.
@NullMarked
package dev.sheaf.exec.task;

import org.jspecify.annotations.NullMarked;
