// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.expression;

import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expressions;
import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.Selection;
import dev.sheaf.exec.kernel.EvaluationContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A compiled condition that says which rows it is true for. The parts of an AND are evaluated one after another, each
/// for the rows that
/// those before it left. For one thread.
public final class PredicateEvaluator implements AutoCloseable {
    private final List<Evaluator> conjuncts = new ArrayList<>();
    private final Selection selection;

    public PredicateEvaluator(Expression condition, EvaluationContext context) {
        for (Expression conjunct : Expressions.conjuncts(condition)) {
            conjuncts.add(ExpressionCompiler.compile(conjunct, context));
        }
        selection = new Selection(context.chunkRows());
    }

    /// The rows for which the condition is true, neither false nor null.
    ///
    /// @param active the rows to choose from, or null for all of the chunk
    /// @return valid until the next call; `active` itself may be changed or reused meanwhile
    public Selection select(Chunk input, @Nullable Selection active) {
        int rowCount = input.rowCount();
        int words = Bits.words(rowCount);
        long[] bits = selection.start(rowCount);
        if (active == null) {
            Bits.setAll(bits, rowCount);
        } else {
            System.arraycopy(active.bits(), 0, bits, 0, words);
        }
        Selection rows = active;
        for (Evaluator conjunct : conjuncts) {
            if (rows != null && rows.count() == 0) {
                break;
            }
            TruthWords truth = TruthWords.of(conjunct.evaluate(input, rows), rowCount);
            bits = selection.bits();
            for (int i = 0; i < words; i++) {
                bits[i] &= truth.trueRows(i);
            }
            selection.start(rowCount);
            rows = selection.complete();
        }
        return conjuncts.isEmpty() ? selection.complete() : selection;
    }

    @Override
    public void close() {
        conjuncts.forEach(Evaluator::close);
    }
}
