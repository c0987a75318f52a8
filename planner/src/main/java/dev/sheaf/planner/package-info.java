// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// The planner's front door: SQL text in, statements and distributed plans out.
/// No type of Calcite may show here.
@NullMarked
package dev.sheaf.planner;

import org.jspecify.annotations.NullMarked;
