// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// From SQL text to Calcite's syntax tree: splitting scripts, parsing, and rewriting what Calcite's validator doesn't
/// know. Nothing here may look at the catalog or at types of columns.
@NullMarked
package dev.sheaf.planner.sql;

import org.jspecify.annotations.NullMarked;
