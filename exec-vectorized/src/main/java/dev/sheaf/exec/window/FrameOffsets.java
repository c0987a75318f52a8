// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.window;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.vector.BooleanVector;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.core.vector.StringVector;

/// Reads the whole numbers that window functions and frames take as arguments.
final class FrameOffsets {
    private FrameOffsets() {}

    /// A whole number that isn't null.
    static long value(FlatVector vector, int row) {
        return switch (vector) {
            case IntVector ints -> ints.values()[row];
            case LongVector longs -> longs.values()[row];
            case DecimalVector _, DoubleVector _, BooleanVector _, StringVector _ -> throw new SheafException(
                    ErrorCode.INTERNAL_ERROR, "a " + vector.type().sqlName() + " where a whole number is due");
        };
    }

    /// A frame's distance in rows or groups.
    ///
    /// @throws SheafException INVALID_PARAMETER when it is null or negative
    static long distance(FlatVector vector, int row) {
        if (vector.isNull(row)) {
            throw new SheafException(ErrorCode.INVALID_PARAMETER, "a frame's offset must not be null");
        }
        long value = value(vector, row);
        if (value < 0) {
            throw negative();
        }
        return value;
    }

    static SheafException negative() {
        return new SheafException(ErrorCode.INVALID_PARAMETER, "a frame's offset must not be negative");
    }
}
