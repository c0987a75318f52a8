// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Syntax tree nodes of the statements that Calcite's own tree has no place for: DDL, COPY, settings, EXPLAIN.
/// What they mean is decided elsewhere; here is only what was written and where.
@NullMarked
package dev.sheaf.planner.sql.statement;

import org.jspecify.annotations.NullMarked;
