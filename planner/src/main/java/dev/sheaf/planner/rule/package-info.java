// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Rewrites of the logical tree that are always better: unnesting of subqueries, predicates pushed down, columns
/// pruned. Nothing here may weigh costs; of statistics only what holds for certain may be asked.
@NullMarked
package dev.sheaf.planner.rule;

import org.jspecify.annotations.NullMarked;
