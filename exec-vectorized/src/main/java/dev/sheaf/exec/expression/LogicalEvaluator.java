// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.expression;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.BooleanVector;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.Selection;
import dev.sheaf.core.vector.Vector;
import org.jspecify.annotations.Nullable;

/// AND and OR in three-valued logic. Each operand is evaluated only for the rows that those before it left undecided:
/// not false yet
/// for AND, not true yet for OR. The words of "decided", "null so far" and "undecided" rows are combined 64 rows at a
/// time.
final class LogicalEvaluator implements Evaluator {
    private final Evaluator[] operands;
    /// XORed to a value to make what decides the connective true: AND is decided by false, OR by true.
    private final long decisive;
    private final BooleanVector result;
    private final Selection undecided;
    private long[] nulls = {};

    LogicalEvaluator(Evaluator[] operands, boolean and, int chunkRows) {
        this.operands = operands;
        this.decisive = and ? -1L : 0L;
        this.result = new BooleanVector(DataType.BOOLEAN, chunkRows);
        this.undecided = new Selection(chunkRows);
    }

    @Override
    public Vector evaluate(Chunk input, @Nullable Selection active) {
        int rowCount = input.rowCount();
        int words = Bits.words(rowCount);
        result.ensureCapacity(rowCount);
        result.clearNulls();
        long[] open = undecided.start(rowCount);
        if (active == null) {
            Bits.setAll(open, rowCount);
        } else {
            System.arraycopy(active.bits(), 0, open, 0, words);
        }
        if (nulls.length < words) {
            nulls = new long[words];
        }
        Bits.clearAll(nulls, rowCount);
        boolean anyNull = false;
        Selection rows = active;
        for (Evaluator operand : operands) {
            if (rows != null && rows.count() == 0) {
                break;
            }
            anyNull |= narrow(TruthWords.of(operand.evaluate(input, rows), rowCount), open, words);
            undecided.start(rowCount);
            rows = undecided.complete();
        }
        finish(open, words, anyNull, rowCount);
        return result;
    }

    /// Takes the rows that the operand decides out of the open ones.
    ///
    /// @return whether an open row is null
    private boolean narrow(TruthWords truth, long[] open, int words) {
        long anyNull = 0;
        for (int i = 0; i < words; i++) {
            long valid = truth.valid(i);
            long decided = (truth.value(i) ^ decisive) & valid;
            open[i] &= ~decided;
            long isNull = open[i] & ~valid;
            nulls[i] |= isNull;
            anyNull |= isNull;
        }
        return anyNull != 0;
    }

    /// Open rows are null when an operand was, else they have the value that no operand contradicted.
    private void finish(long[] open, int words, boolean anyNull, int rowCount) {
        long[] bits = result.bits();
        for (int i = 0; i < words; i++) {
            // AND: open rows are true, decided ones false. OR: the other way round.
            bits[i] = decisive == 0 ? ~open[i] : open[i];
        }
        if (anyNull) {
            long[] validity = result.startUndefinedValidity(rowCount);
            for (int i = 0; i < words; i++) {
                validity[i] = ~(open[i] & nulls[i]);
            }
        }
    }
}
