// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Plans as text for people.
/// Nothing here may influence plans.
@NullMarked
package dev.sheaf.planner.explain;

import org.jspecify.annotations.NullMarked;
