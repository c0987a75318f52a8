// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.expression;

import dev.sheaf.core.vector.BooleanVector;
import dev.sheaf.core.vector.ConstantVector;
import dev.sheaf.core.vector.Vector;
import org.jspecify.annotations.Nullable;

/// A BOOLEAN vector as words of 64 rows; a constant is the same word everywhere.
final class TruthWords {
    private final long @Nullable [] bits;
    private final long constant;
    private final long @Nullable [] validity;
    private final long constantValid;

    private TruthWords(
            long @Nullable [] bits, long constant, long @Nullable [] validity, long constantValid) {
        this.bits = bits;
        this.constant = constant;
        this.validity = validity;
        this.constantValid = constantValid;
    }

    static TruthWords of(Vector vector, int rowCount) {
        if (vector instanceof ConstantVector single) {
            BooleanVector value = (BooleanVector) single.value();
            return new TruthWords(null, value.value(0) ? -1L : 0L, null, single.isNull() ? 0L : -1L);
        }
        BooleanVector flat = (BooleanVector) vector.flatten(rowCount);
        return new TruthWords(flat.bits(), 0L, flat.validity(), -1L);
    }

    long value(int word) {
        return bits == null ? constant : bits[word];
    }

    long valid(int word) {
        return validity == null ? constantValid : validity[word];
    }

    /// The rows for which the condition is true.
    long trueRows(int word) {
        return value(word) & valid(word);
    }
}
