// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.expression;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.Selection;
import dev.sheaf.core.vector.Vector;
import org.jspecify.annotations.Nullable;

/// Searched CASE. A condition is evaluated for the rows that no condition before it was true for, a result for the rows
/// of its branch.
final class CaseEvaluator implements Evaluator {
    private final Evaluator[] operands;
    private final Blender blender;
    private final Selection remaining;
    private final Selection branch;

    /// @param operands condition, result, ..., otherwise
    CaseEvaluator(Evaluator[] operands, DataType type, int chunkRows) {
        this.operands = operands;
        this.blender = new Blender(type, chunkRows);
        this.remaining = new Selection(chunkRows);
        this.branch = new Selection(chunkRows);
    }

    @Override
    public Vector evaluate(Chunk input, @Nullable Selection active) {
        int rowCount = input.rowCount();
        int words = Bits.words(rowCount);
        long[] open = remaining.start(rowCount);
        if (active == null) {
            Bits.setAll(open, rowCount);
        } else {
            System.arraycopy(active.bits(), 0, open, 0, words);
        }
        remaining.complete();
        blender.start(rowCount);
        for (int i = 0; i + 1 < operands.length && remaining.count() > 0; i += 2) {
            TruthWords truth = TruthWords.of(operands[i].evaluate(input, remaining), rowCount);
            long[] matched = branch.start(rowCount);
            for (int j = 0; j < words; j++) {
                matched[j] = open[j] & truth.trueRows(j);
                open[j] &= ~matched[j];
            }
            branch.complete();
            remaining.start(rowCount);
            remaining.complete();
            if (branch.count() > 0) {
                blender.put(operands[i + 1].evaluate(input, branch), branch);
            }
        }
        if (remaining.count() > 0) {
            blender.put(operands[operands.length - 1].evaluate(input, remaining), remaining);
        }
        return blender.result();
    }
}
