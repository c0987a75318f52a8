// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.convert;

import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expression.ColumnReference;
import dev.sheaf.planner.logical.LogicalNode;
import dev.sheaf.planner.logical.LogicalNodes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Gives expressions places among an input's columns: operators such as aggregates and windows take columns, not
/// expressions. Columns that are asked for and don't exist are added by one projection.
final class ComputedColumns {
    private final LogicalNode input;
    private final Map<Expression, Integer> added = new LinkedHashMap<>();

    ComputedColumns(LogicalNode input) {
        this.input = input;
    }

    /// The place of an expression.
    int place(Expression expression) {
        if (expression instanceof ColumnReference column && column.index() < input.schema().size()) {
            return column.index();
        }
        return added.computeIfAbsent(expression, _ -> input.schema().size() + added.size());
    }

    List<Integer> places(List<Expression> expressions) {
        List<Integer> places = new ArrayList<>();
        expressions.forEach(expression -> places.add(place(expression)));
        return places;
    }

    /// The input with the added columns behind its own.
    LogicalNode build() {
        if (added.isEmpty()) {
            return input;
        }
        List<Expression> expressions = List.copyOf(added.keySet());
        List<String> names = new ArrayList<>();
        for (int i = 0; i < expressions.size(); i++) {
            names.add("$" + (input.schema().size() + i));
        }
        return LogicalNodes.append(input, expressions, names);
    }
}
