// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Names, types and functions: Calcite's validator with Sheaf's type system, operators and coercion.
/// Nothing here may know of plans or costs.
@NullMarked
package dev.sheaf.planner.validate;

import org.jspecify.annotations.NullMarked;
