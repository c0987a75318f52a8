// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.operator;

import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.ConstantVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.core.vector.Vector;
import dev.sheaf.exec.expression.Evaluator;
import dev.sheaf.exec.pipeline.DriverContext;
import dev.sheaf.exec.pipeline.SourceFactory;
import dev.sheaf.exec.pipeline.SourceOperator;
import java.util.ArrayList;
import java.util.List;

/// Rows written out in the plan. Each expression is computed once, when its row's turn comes.
public final class ValuesSource implements SourceOperator {
    private final Schema schema;
    private final List<List<Expression>> rows;
    private final ExpressionFactory expressions;
    private final DriverContext context;
    private final Chunk empty;
    private final Chunk chunk;
    private final List<Evaluator> evaluators = new ArrayList<>();
    private int nextRow;

    private ValuesSource(Schema schema, List<List<Expression>> rows, ExpressionFactory expressions,
            DriverContext context) {
        this.schema = schema;
        this.rows = rows;
        this.expressions = expressions;
        this.context = context;
        this.empty = new Chunk(Schema.EMPTY);
        this.chunk = new Chunk(schema);
    }

    /// @param rows per row, per column, an expression without column references
    public static SourceFactory factory(
            Schema schema, List<List<Expression>> rows, ExpressionFactory expressions) {
        return new SourceFactory() {
            @Override
            public SourceOperator create(DriverContext context) {
                return new ValuesSource(schema, rows, expressions, context);
            }

            @Override
            public int driversMax() {
                return 1;
            }

            @Override
            public void close() {
                // Nothing is held.
            }
        };
    }

    @Override
    public Result next(Waker waker) {
        closeEvaluators();
        int count = Math.min(context.chunkRows(), rows.size() - nextRow);
        if (count == 0) {
            return Result.FINISHED;
        }
        chunk.start(count);
        for (int column = 0; column < schema.size(); column++) {
            chunk.set(column, column(column, count));
        }
        nextRow += count;
        return Result.ROWS;
    }

    private Vector column(int column, int count) {
        FlatVector vector = FlatVector.allocate(schema.type(column), count);
        if (vector instanceof StringVector strings) {
            strings.clearHeaps();
        }
        for (int i = 0; i < count; i++) {
            Evaluator evaluator = expressions.evaluator(rows.get(nextRow + i).get(column), context);
            evaluators.add(evaluator);
            Vector value = evaluator.evaluate(empty.start(1), null);
            vector.copyRow(i, value instanceof ConstantVector constant ? constant.value() : value.flatten(1), 0);
        }
        return vector;
    }

    @Override
    public Chunk chunk() {
        return chunk;
    }

    @Override
    public void close() {
        closeEvaluators();
    }

    /// Strings of the last chunk lie in its evaluators' memory.
    private void closeEvaluators() {
        evaluators.forEach(Evaluator::close);
        evaluators.clear();
    }
}
