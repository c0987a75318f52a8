// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Turns SQL text into a distributed plan. No type of Calcite appears in what this module hands out, and nothing
/// here runs a query.
@NullMarked
package dev.sheaf.planner;

import org.jspecify.annotations.NullMarked;
