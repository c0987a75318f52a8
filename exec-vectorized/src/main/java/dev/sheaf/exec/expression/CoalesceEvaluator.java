// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.expression;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.ConstantVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.Selection;
import dev.sheaf.core.vector.Vector;
import org.jspecify.annotations.Nullable;

/// COALESCE: an operand is evaluated for the rows in which all before it are null.
final class CoalesceEvaluator implements Evaluator {
    private final Evaluator[] operands;
    private final Blender blender;
    private final Selection remaining;
    private final Selection found;

    CoalesceEvaluator(Evaluator[] operands, DataType type, int chunkRows) {
        this.operands = operands;
        this.blender = new Blender(type, chunkRows);
        this.remaining = new Selection(chunkRows);
        this.found = new Selection(chunkRows);
    }

    @Override
    public Vector evaluate(Chunk input, @Nullable Selection active) {
        Vector first = operands[0].evaluate(input, active);
        if (first instanceof ConstantVector constant && !constant.isNull()
                || first instanceof FlatVector flat && !flat.hasNulls()) {
            return first;
        }
        int rowCount = input.rowCount();
        long[] open = remaining.start(rowCount);
        if (active == null) {
            Bits.setAll(open, rowCount);
        } else {
            System.arraycopy(active.bits(), 0, open, 0, Bits.words(rowCount));
        }
        remaining.complete();
        blender.start(rowCount);
        take(first, open, rowCount);
        for (int i = 1; i < operands.length && remaining.count() > 0; i++) {
            take(operands[i].evaluate(input, remaining), open, rowCount);
        }
        blender.putNull(remaining);
        return blender.result();
    }

    private void take(Vector operand, long[] open, int rowCount) {
        long @Nullable [] validity = null;
        long constantValid = -1L;
        if (operand instanceof ConstantVector constant) {
            constantValid = constant.isNull() ? 0L : -1L;
        } else {
            validity = operand.flatten(rowCount).validity();
        }
        long[] rows = found.start(rowCount);
        int words = Bits.words(rowCount);
        for (int i = 0; i < words; i++) {
            rows[i] = open[i] & (validity == null ? constantValid : validity[i]);
            open[i] &= ~rows[i];
        }
        blender.put(operand, found.complete());
        remaining.start(rowCount);
        remaining.complete();
    }
}
