// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.scan;

import dev.sheaf.core.expression.ByteString;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.plan.ScanConstraint;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What is known of the values of one column in some rows: bounds (Long, Double, BigDecimal, Boolean, or byte[] in
/// unsigned order), nulls and NaNs. Unknown parts are null and rule nothing out.
///
/// @param min no value that is neither null nor NaN is smaller
/// @param max no value that is neither null nor NaN is larger
/// @param someNull whether there may be nulls
/// @param allNull whether there are only nulls
/// @param someNan whether there may be NaNs, which sort above all numbers
public record ValueBounds(
        @Nullable Object min, @Nullable Object max, boolean someNull, boolean allNull, boolean someNan) {
    public static final ValueBounds UNKNOWN = new ValueBounds(null, null, true, false, true);

    /// Whether some row may satisfy the constraint.
    public boolean mayMatch(ScanConstraint constraint) {
        return switch (constraint.comparison()) {
            case IS_NULL -> someNull || allNull;
            case IS_NOT_NULL -> !allNull;
            case EQUAL -> !allNull && mayContain(operand(constraint));
            case IN -> !allNull && constraint.operands().stream().anyMatch(each -> mayContain(valueOf(each)));
            case LESS_THAN -> !allNull && (min == null || compare(min, operand(constraint)) < 0);
            case LESS_THAN_OR_EQUAL -> !allNull && (min == null || compare(min, operand(constraint)) <= 0);
            case GREATER_THAN -> !allNull && (someNan || max == null || compare(max, operand(constraint)) > 0);
            case GREATER_THAN_OR_EQUAL ->
                    !allNull && (someNan || max == null || compare(max, operand(constraint)) >= 0);
        };
    }

    private boolean mayContain(Object value) {
        if (value instanceof Double number && number.isNaN()) {
            return someNan;
        }
        return (min == null || compare(min, value) <= 0) && (max == null || compare(max, value) >= 0);
    }

    private static Object operand(ScanConstraint constraint) {
        return valueOf(constraint.operands().getFirst());
    }

    /// A literal's value in the form that bounds have.
    public static Object valueOf(Literal literal) {
        return switch (Objects.requireNonNull(literal.value())) {
            case String text -> text.getBytes(StandardCharsets.UTF_8);
            case ByteString bytes -> bytes.toByteArray();
            case Object value -> value;
        };
    }

    /// Orders two values of one column; numbers by value, −0.0 equal to 0.0, bytes unsigned.
    public static int compare(Object left, Object right) {
        return switch (left) {
            case Long a when right instanceof Long b -> Long.compare(a, b);
            case Double a when right instanceof Double b -> Double.compare(a + 0.0, b + 0.0);
            case BigDecimal a when right instanceof BigDecimal b -> a.compareTo(b);
            case Boolean a when right instanceof Boolean b -> Boolean.compare(a, b);
            case byte[] a when right instanceof byte[] b -> Arrays.compareUnsigned(a, b);
            default -> throw new IllegalArgumentException(
                    left.getClass().getSimpleName() + " compared with " + right.getClass().getSimpleName());
        };
    }
}
