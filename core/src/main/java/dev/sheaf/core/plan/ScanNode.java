// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.plan;

import dev.sheaf.core.catalog.TableHandle;
import dev.sheaf.core.type.Schema;
import java.util.List;
import java.util.OptionalLong;

/// Reads columns of a table. Splits are bound when the plan is placed, not here.
///
/// @param columns the places, in the table's own schema, of the columns read
/// @param schema those columns, in that order
/// @param constraints conditions on the read columns (by place in `schema`) with which the storage may leave out rows
/// that can't
///     match; they need not be applied exactly, since the filter above still stands
/// @param limitRows how many rows are enough; more may come
public record ScanNode(
        int id,
        TableHandle table,
        List<Integer> columns,
        Schema schema,
        List<ScanConstraint> constraints,
        OptionalLong limitRows)
        implements PlanNode {
    public ScanNode {
        columns = List.copyOf(columns);
        constraints = List.copyOf(constraints);
        if (columns.size() != schema.size()) {
            throw new IllegalArgumentException(columns.size() + " columns for a schema of " + schema.size());
        }
    }

    @Override
    public List<PlanNode> children() {
        return List.of();
    }

    @Override
    public PlanNode withChildren(List<PlanNode> children) {
        return this;
    }
}
