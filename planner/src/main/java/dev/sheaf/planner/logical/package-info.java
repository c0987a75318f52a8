// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// The logical tree between Calcite and the physical plan: relational nodes over Sheaf's own expressions.
/// Nothing here may know of Calcite, costs or distribution.
@NullMarked
package dev.sheaf.planner.logical;

import org.jspecify.annotations.NullMarked;
