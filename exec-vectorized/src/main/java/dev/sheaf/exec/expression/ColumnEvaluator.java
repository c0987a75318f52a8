// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.expression;

import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.Selection;
import dev.sheaf.core.vector.Vector;
import org.jspecify.annotations.Nullable;

/// A column of the input, as it is.
record ColumnEvaluator(int index) implements Evaluator {
    @Override
    public Vector evaluate(Chunk input, @Nullable Selection active) {
        return input.column(index);
    }
}
