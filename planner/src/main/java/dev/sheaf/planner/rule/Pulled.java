// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.rule;

import dev.sheaf.core.expression.Expression;
import dev.sheaf.planner.logical.LogicalNode;
import java.util.List;
import java.util.Optional;

/// A subquery without its outer references: they stand in predicates beside it.
///
/// @param node its first columns are the subquery's own; what the predicates need besides comes after
/// @param predicates on the node's columns and outer ones; a row belongs to a left row when all hold
/// @param defaults the subquery's columns for a left row to which no row belongs, where it gives a row even then: an
/// aggregate
///     without keys
record Pulled(LogicalNode node, List<Expression> predicates, Optional<List<Expression>> defaults) {}
