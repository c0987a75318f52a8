// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// From Calcite's relational tree to the logical tree and Sheaf's expressions.
/// Nothing here may choose between plans.
@NullMarked
package dev.sheaf.planner.convert;

import org.jspecify.annotations.NullMarked;
