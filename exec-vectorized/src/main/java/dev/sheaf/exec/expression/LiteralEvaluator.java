// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.expression;

import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.ConstantVector;
import dev.sheaf.core.vector.Selection;
import dev.sheaf.core.vector.Vector;
import dev.sheaf.exec.kernel.StringHeap;
import org.jspecify.annotations.Nullable;

/// A constant. Made on first use, since a long string takes native memory.
final class LiteralEvaluator implements Evaluator {
    private final Literal literal;
    private final StringHeap heap;
    private @Nullable ConstantVector vector;

    LiteralEvaluator(Literal literal, StringHeap heap) {
        this.literal = literal;
        this.heap = heap;
    }

    @Override
    public Vector evaluate(Chunk input, @Nullable Selection active) {
        ConstantVector constant = vector;
        if (constant == null) {
            constant = new ConstantVector(Literals.vector(literal, heap));
            vector = constant;
        }
        return constant;
    }
}
