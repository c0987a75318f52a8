// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Estimates of sizes.
/// Nothing here decides anything.
@NullMarked
package dev.sheaf.planner.cost;

import org.jspecify.annotations.NullMarked;
