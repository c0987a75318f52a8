// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.operator;

import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.exec.expression.Evaluator;
import dev.sheaf.exec.pipeline.DriverContext;
import dev.sheaf.exec.pipeline.Operator;
import dev.sheaf.exec.pipeline.OperatorFactory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Computes a column per expression. Columns that only pass through are shared with the input, lazy ones without being
/// decoded.
public final class ProjectOperator implements Operator {
    /// One column to come out: a column of the input, or an expression over it.
    public sealed interface Column {
        /// @param index the place in the input
        record PassThrough(int index) implements Column {}

        /// An expression to compute.
        record Computed(Expression expression) implements Column {}
    }

    private final Chunk output;
    private final int[] inputPlaces;
    private final @Nullable Evaluator[] evaluators;
    private boolean ready;

    private ProjectOperator(
            Schema schema, List<Column> columns, ExpressionFactory expressions, DriverContext context) {
        this.output = new Chunk(schema);
        this.inputPlaces = new int[columns.size()];
        this.evaluators = new Evaluator[columns.size()];
        for (int i = 0; i < columns.size(); i++) {
            switch (columns.get(i)) {
                case Column.PassThrough(int index) -> inputPlaces[i] = index;
                case Column.Computed(Expression expression) ->
                        evaluators[i] = expressions.evaluator(expression, context);
            }
        }
    }

    /// @param schema the columns that come out
    public static OperatorFactory factory(Schema schema, List<Column> columns, ExpressionFactory expressions) {
        return context -> new ProjectOperator(schema, columns, expressions, context);
    }

    @Override
    public void addInput(Chunk input) {
        output.start(input.rowCount());
        output.select(input.selection());
        for (int i = 0; i < evaluators.length; i++) {
            Evaluator evaluator = evaluators[i];
            output.set(
                    i,
                    evaluator == null
                            ? output.sharedColumn(i, input, inputPlaces[i])
                            : evaluator.evaluate(input, input.selection()));
        }
        ready = true;
    }

    @Override
    public @Nullable Chunk next() {
        boolean given = !ready;
        ready = false;
        return given ? null : output;
    }

    @Override
    public void close() {
        ready = false;
        for (Evaluator evaluator : evaluators) {
            if (evaluator != null) {
                evaluator.close();
            }
        }
    }
}
