// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.statement;

import dev.sheaf.core.catalog.CatalogSnapshot;
import dev.sheaf.core.catalog.Principal;
import dev.sheaf.core.expression.ConstantEvaluator;

/// What a statement is planned with.
///
/// @param catalog the version it is bound to
/// @param schema where unqualified names are looked up and created
/// @param workerCount how many workers the plan will roughly run on: weighs broadcast against shuffle, binds nothing
/// @param writeConnector the connector that keeps tables made by CREATE TABLE
/// @param constants folds constant expressions
public record PlanningContext(
        CatalogSnapshot catalog,
        String schema,
        Principal principal,
        String timeZone,
        int workerCount,
        String writeConnector,
        ConstantEvaluator constants) {}
