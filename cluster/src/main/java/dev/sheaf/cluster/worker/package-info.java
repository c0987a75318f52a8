// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// The worker agent.
/// How tasks are run is exec's business, behind [dev.sheaf.core.task.TaskExecutor].
@NullMarked
package dev.sheaf.cluster.worker;

import org.jspecify.annotations.NullMarked;
