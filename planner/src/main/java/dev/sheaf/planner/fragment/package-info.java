// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Cutting physical trees into fragments.
/// Which exchanges there are has been decided before.
@NullMarked
package dev.sheaf.planner.fragment;

import org.jspecify.annotations.NullMarked;
