// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.operator;

import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.BooleanVector;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.ConstantVector;
import dev.sheaf.core.vector.Selection;
import dev.sheaf.core.vector.Vector;
import dev.sheaf.exec.expression.Evaluator;
import dev.sheaf.exec.pipeline.DriverContext;
import dev.sheaf.exec.pipeline.Operator;
import dev.sheaf.exec.pipeline.OperatorFactory;
import org.jspecify.annotations.Nullable;

/// Keeps the rows for which a condition is true. Many survivors stay where they are and get a selection; fewer than one
/// in [#COMPACT_BELOW] are wrapped as a dictionary over their row numbers, so that the kernels above, which compute all
/// rows of a chunk, don't compute mostly rows that are out.
public final class FilterOperator implements Operator {
    /// From which share of survivors downward a chunk is compacted.
    public static final int COMPACT_BELOW = 4;

    private final Evaluator condition;
    private final Selection survivors;
    private final Chunk compacted;
    private @Nullable Chunk output;

    private FilterOperator(Schema schema, Evaluator condition, int chunkRows) {
        this.condition = condition;
        this.survivors = new Selection(chunkRows);
        this.compacted = new Chunk(schema);
    }

    public static OperatorFactory factory(Schema schema, EvaluatorFactory condition) {
        return context -> create(schema, condition, context);
    }

    private static Operator create(Schema schema, EvaluatorFactory condition, DriverContext context) {
        return new FilterOperator(schema, condition.create(context), context.chunkRows());
    }

    @Override
    public void addInput(Chunk input) {
        Vector truth = condition.evaluate(input, input.selection());
        if (truth instanceof ConstantVector constant) {
            boolean pass = !constant.isNull() && ((BooleanVector) constant.value()).value(0);
            output = pass ? input : null;
            return;
        }
        int rows = input.rowCount();
        keepTrue((BooleanVector) truth.flatten(rows), input.selection(), rows);
        int count = survivors.count();
        if (count == 0) {
            output = null;
        } else if (count == rows) {
            output = input;
        } else {
            // Narrowing the input itself lets its lazy columns decode the survivors only.
            input.select(survivors);
            output = input;
            if (COMPACT_BELOW * count < rows) {
                compacted.slice(input, survivors.rows(), count);
                output = compacted;
            }
        }
    }

    private void keepTrue(BooleanVector truth, @Nullable Selection active, int rows) {
        long[] target = survivors.start(rows);
        long[] values = truth.bits();
        long @Nullable [] validity = truth.validity();
        int words = Bits.words(rows);
        if (validity == null) {
            System.arraycopy(values, 0, target, 0, words);
        } else {
            for (int i = 0; i < words; i++) {
                target[i] = values[i] & validity[i];
            }
        }
        if (active != null) {
            long[] before = active.bits();
            for (int i = 0; i < words; i++) {
                target[i] &= before[i];
            }
        }
        survivors.complete();
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
