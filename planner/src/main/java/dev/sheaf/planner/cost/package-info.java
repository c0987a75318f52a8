// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Estimates of rows and values, and what operators cost.
/// Nothing here may build plans.
@NullMarked
package dev.sheaf.planner.cost;

import org.jspecify.annotations.NullMarked;
