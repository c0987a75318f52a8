// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Cuts plans into fragments at their exchanges.
/// Nothing here may change a plan otherwise.
@NullMarked
package dev.sheaf.planner.fragment;

import org.jspecify.annotations.NullMarked;
