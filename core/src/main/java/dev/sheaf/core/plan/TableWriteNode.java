// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.plan;

import dev.sheaf.core.catalog.WriteTarget;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import java.util.List;

/// Hands all rows to a writer and gives one row per writer: how many rows it took, and what it wants to have committed.
/// Nothing is visible before the coordinator commits.
public record TableWriteNode(int id, PlanNode input, WriteTarget target) implements PlanNode {
    public static final Schema SCHEMA = Schema.of(
            new Field("rows", DataType.BIGINT, false), new Field("commit", DataType.VARBINARY, false));

    @Override
    public Schema schema() {
        return SCHEMA;
    }

    @Override
    public List<PlanNode> children() {
        return List.of(input);
    }

    @Override
    public PlanNode withChildren(List<PlanNode> children) {
        return new TableWriteNode(id, children.getFirst(), target);
    }
}
