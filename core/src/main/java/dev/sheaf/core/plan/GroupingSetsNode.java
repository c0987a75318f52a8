// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.plan;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import java.util.ArrayList;
import java.util.List;

/// Repeats each row once per grouping set. The output is a copy of each key column (null where the set leaves it out),
/// then all input columns untouched (aggregates may read a key column's real value), then the number of the set as
/// BIGINT.
///
/// @param keys the places of all columns that some set groups by
/// @param sets per set, the indexes into `keys` of the columns it groups by
public record GroupingSetsNode(int id, PlanNode input, List<Integer> keys, List<List<Integer>> sets)
        implements PlanNode {
    public GroupingSetsNode {
        keys = List.copyOf(keys);
        sets = sets.stream().map(List::copyOf).toList();
    }

    @Override
    public Schema schema() {
        List<Field> fields = new ArrayList<>();
        for (int key : keys) {
            Field field = input.schema().field(key);
            fields.add(new Field(field.name(), field.type(), true));
        }
        fields.addAll(input.schema().fields());
        fields.add(new Field("$grouping_set", DataType.BIGINT, false));
        return new Schema(fields);
    }

    @Override
    public List<PlanNode> children() {
        return List.of(input);
    }

    @Override
    public PlanNode withChildren(List<PlanNode> children) {
        return new GroupingSetsNode(id, children.getFirst(), keys, sets);
    }
}
