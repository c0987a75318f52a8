// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.type.DataType;

/// The errors that arithmetic and casts share.
public final class ArithmeticErrors {
    private ArithmeticErrors() {}

    /// @param operation what was computed, as SQL would write it
    public static SheafException outOfRange(String operation, DataType type) {
        return new SheafException(
                ErrorCode.NUMERIC_OUT_OF_RANGE, operation + " is out of range for type " + type.sqlName());
    }

    public static SheafException divisionByZero() {
        return new SheafException(ErrorCode.DIVISION_BY_ZERO, "division by zero");
    }
}
