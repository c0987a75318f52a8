// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.DecimalType;
import dev.sheaf.core.type.DataType.FloatingType;
import dev.sheaf.core.type.DataType.IntegerType;
import java.util.Objects;

/// The types of arithmetic on two numbers (S17 to S31 of docs/semantics.md).
public final class ArithmeticTypes {
    private static final int MAX = DecimalType.MAX_PRECISION;
    private static final int QUOTIENT_SCALE = 12;

    private ArithmeticTypes() {}

    public static DataType sum(DataType left, DataType right) {
        if (!isDecimal(left, right)) {
            return common(left, right);
        }
        DecimalType a = CommonTypes.asDecimal(left);
        DecimalType b = CommonTypes.asDecimal(right);
        int scale = Math.max(a.scale(), b.scale());
        int whole = Math.max(a.precision() - a.scale(), b.precision() - b.scale());
        return new DecimalType(Math.min(MAX, whole + scale + 1), scale);
    }

    public static DataType product(DataType left, DataType right) {
        if (!isDecimal(left, right)) {
            return common(left, right);
        }
        DecimalType a = CommonTypes.asDecimal(left);
        DecimalType b = CommonTypes.asDecimal(right);
        return new DecimalType(Math.min(MAX, a.precision() + b.precision()), Math.min(MAX, a.scale() + b.scale()));
    }

    public static DataType quotient(DataType left, DataType right) {
        if (!isDecimal(left, right)) {
            return common(left, right);
        }
        int scale = Math.max(CommonTypes.asDecimal(left).scale(), CommonTypes.asDecimal(right).scale());
        return new DecimalType(MAX, Math.max(QUOTIENT_SCALE, scale));
    }

    public static DataType modulus(DataType left, DataType right) {
        if (!isDecimal(left, right)) {
            return common(left, right);
        }
        DecimalType a = CommonTypes.asDecimal(left);
        DecimalType b = CommonTypes.asDecimal(right);
        int scale = Math.max(a.scale(), b.scale());
        int whole = Math.min(a.precision() - a.scale(), b.precision() - b.scale());
        return new DecimalType(Math.clamp(whole + scale, 1, MAX), scale);
    }

    private static boolean isDecimal(DataType left, DataType right) {
        return (left instanceof DecimalType && (right instanceof DecimalType || right instanceof IntegerType))
                || (right instanceof DecimalType && left instanceof IntegerType);
    }

    private static DataType common(DataType left, DataType right) {
        if (left instanceof FloatingType || right instanceof FloatingType) {
            return left.equals(right) ? left : DataType.DOUBLE;
        }
        return Objects.requireNonNull(CommonTypes.of(left, right));
    }
}
