// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// The scalar expressions of the plan language: immutable, typed, printable.
/// How they are evaluated is exec's business, how they come from SQL the planner's.
@NullMarked
package dev.sheaf.core.expression;

import org.jspecify.annotations.NullMarked;
