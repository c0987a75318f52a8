// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.operator;

import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.Selection;
import dev.sheaf.exec.expression.FilterPolicy;
import dev.sheaf.exec.expression.PredicateEvaluator;
import dev.sheaf.exec.pipeline.Operator;
import dev.sheaf.exec.pipeline.OperatorFactory;
import org.jspecify.annotations.Nullable;

/// Keeps the rows for which a condition is true. Many survivors stay where they are and get a selection; few are
/// wrapped as a dictionary over their row numbers ([FilterPolicy]), so that the kernels above, which compute all rows
/// of a chunk, don't compute mostly rows that are out.
public final class FilterOperator implements Operator {
    private final PredicateEvaluator condition;
    private final Chunk compacted;
    private @Nullable Chunk output;

    private FilterOperator(Schema schema, PredicateEvaluator condition) {
        this.condition = condition;
        this.compacted = new Chunk(schema);
    }

    public static OperatorFactory factory(Schema schema, Expression condition, ExpressionFactory expressions) {
        return context -> new FilterOperator(schema, expressions.predicate(condition, context));
    }

    @Override
    public void addInput(Chunk input) {
        Selection survivors = condition.select(input, input.selection());
        int count = survivors.count();
        if (count == 0) {
            output = null;
            return;
        }
        output = input;
        if (count < input.activeCount()) {
            // Narrowing the input itself lets its lazy columns decode the survivors only.
            input.select(survivors);
        }
        if (FilterPolicy.compacts(count, input.rowCount())) {
            compacted.slice(input, survivors.rows(), count);
            output = compacted;
        }
    }

    @Override
    public @Nullable Chunk next() {
        Chunk result = output;
        output = null;
        return result;
    }

    @Override
    public void close() {
        output = null;
        condition.close();
    }
}
