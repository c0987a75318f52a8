// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.expression;

import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.ConstantVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.Selection;
import dev.sheaf.core.vector.Vector;
import dev.sheaf.exec.kernel.CallFrame;
import dev.sheaf.exec.kernel.Kernel;
import org.jspecify.annotations.Nullable;

/// A function or cast: evaluates its operands, then runs one kernel over all rows. Of constants it gives a constant,
/// computed once when
/// they are literals.
final class CallEvaluator implements Evaluator {
    private final Evaluator[] operands;
    private final Kernel kernel;
    private final CallFrame frame;
    private final SourcePosition position;
    private final boolean foldable;
    private final boolean literal;
    private final ConstantVector constant;
    private final ConstantVector nullConstant;
    private boolean computed;

    /// @param foldable whether equal operands give equal results, so that constants give a constant
    /// @param literal whether all operands are literals, or calls of literals
    CallEvaluator(
            Evaluator[] operands,
            Kernel kernel,
            DataType type,
            int chunkRows,
            SourcePosition position,
            boolean foldable,
            boolean literal) {
        this.operands = operands;
        this.kernel = kernel;
        this.position = position;
        this.foldable = foldable;
        this.literal = literal && foldable;
        this.frame = new CallFrame(operands.length, type, kernel.strict(), this.literal ? 1 : chunkRows);
        this.constant = new ConstantVector(frame.result());
        this.nullConstant = nullConstant(type);
    }

    static ConstantVector nullConstant(DataType type) {
        FlatVector one = FlatVector.allocate(type, 1);
        one.setNull(0);
        return new ConstantVector(one);
    }

    @Override
    public Vector evaluate(Chunk input, @Nullable Selection active) {
        if (computed) {
            return constant;
        }
        if (input.rowCount() == 0 || active != null && active.count() == 0) {
            return nullConstant;
        }
        boolean allConstant = foldable;
        boolean nullOperand = false;
        for (int i = 0; i < operands.length; i++) {
            Vector operand = operands[i].evaluate(input, active);
            if (operand instanceof ConstantVector single) {
                nullOperand |= kernel.strict() && single.isNull();
            } else {
                allConstant = false;
            }
            frame.setOperand(i, operand, input.rowCount());
        }
        if (nullOperand) {
            return nullConstant;
        }
        frame.start(allConstant ? 1 : input.rowCount(), allConstant ? null : active);
        try {
            kernel.run(frame);
        } catch (SheafException failure) {
            throw failure.at(position);
        }
        if (!allConstant) {
            return frame.result();
        }
        computed = literal;
        constant.reset();
        return constant;
    }
}
