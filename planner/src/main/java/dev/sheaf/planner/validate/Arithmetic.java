// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.DateType;
import dev.sheaf.core.type.DataType.DecimalType;
import dev.sheaf.core.type.DataType.IntegerType;
import dev.sheaf.core.type.DataType.IntervalType;
import dev.sheaf.core.type.DataType.NullType;
import dev.sheaf.core.type.DataType.TimeType;
import dev.sheaf.core.type.DataType.TimestampType;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.jspecify.annotations.Nullable;

/// What `left operator right` means for operands of two types: numbers, and dates, times and intervals (S91 to S94).
///
/// @param function the kernel
/// @param left the type that the left operand is cast to
/// @param right the type that the right operand is cast to
/// @param result the type of the result
/// @param swapped whether the kernel takes the right operand first
/// @param rightNegated whether the kernel takes the negated right operand
public record Arithmetic(
        ScalarFunction function,
        DataType left,
        DataType right,
        DataType result,
        boolean swapped,
        boolean rightNegated) {
    /// The meaning, or null where there is none.
    ///
    /// @param kind PLUS, MINUS, TIMES, DIVIDE or MOD
    public static @Nullable Arithmetic of(SqlKind kind, RelDataType leftType, RelDataType rightType) {
        DataType left = TypeMapping.toDataType(leftType);
        DataType right = TypeMapping.toDataType(rightType);
        boolean leftText = TypeMapping.isTextLiteral(leftType);
        boolean rightText = TypeMapping.isTextLiteral(rightType);
        if (kind == SqlKind.PLUS && (leftText || rightText) && isTemporal(leftText ? right : left)) {
            // What it could be read as, an interval or a number of days, the text alone doesn't say.
            return null;
        }
        if ((leftText || left instanceof NullType) && (rightText || right instanceof NullType)
                && leftText != rightText) {
            return null;
        }
        if (leftText || left instanceof NullType) {
            left = borrowed(kind, right);
        }
        if (rightText || right instanceof NullType) {
            right = borrowed(kind, left);
        }
        if (CommonTypes.isNumeric(left) && CommonTypes.isNumeric(right)) {
            return numeric(kind, left, right);
        }
        return switch (kind) {
            case PLUS -> {
                Arithmetic plus = temporalPlus(left, right, rightType);
                Arithmetic turned = plus != null ? plus : temporalPlus(right, left, leftType);
                yield turned == null || turned == plus ? turned : turned.swap();
            }
            case MINUS -> temporalMinus(left, right, rightType);
            case TIMES -> {
                Arithmetic times = scaled(left, right);
                Arithmetic turned = times != null ? times : scaled(right, left);
                yield turned == null || turned == times ? turned : turned.swap();
            }
            case DIVIDE -> left instanceof IntervalType && CommonTypes.isNumeric(right)
                    ? new Arithmetic(ScalarFunction.MULTIPLY_INTERVAL, left, DataType.DOUBLE, left, false, false)
                    : null;
            default -> null;
        };
    }

    /// The type that a text literal or NULL takes beside an operand of another type.
    private static DataType borrowed(SqlKind kind, DataType other) {
        boolean datePlus = kind == SqlKind.PLUS && !CommonTypes.isNumeric(other);
        return other instanceof NullType ? DataType.INTEGER : datePlus ? DataType.INTERVAL_DAY_TIME : other;
    }

    private static boolean isTemporal(DataType type) {
        return type instanceof DateType || type instanceof TimestampType || type instanceof TimeType;
    }

    private Arithmetic swap() {
        return new Arithmetic(function, right, left, result, true, rightNegated);
    }

    private static @Nullable Arithmetic numeric(SqlKind kind, DataType left, DataType right) {
        return switch (kind) {
            case PLUS -> aligned(ScalarFunction.ADD, left, right, ArithmeticTypes.sum(left, right));
            case MINUS -> aligned(ScalarFunction.SUBTRACT, left, right, ArithmeticTypes.sum(left, right));
            case MOD -> aligned(ScalarFunction.MODULUS, left, right, ArithmeticTypes.modulus(left, right));
            case TIMES -> scaledBy(ScalarFunction.MULTIPLY, left, right, ArithmeticTypes.product(left, right));
            case DIVIDE -> scaledBy(ScalarFunction.DIVIDE, left, right, ArithmeticTypes.quotient(left, right));
            default -> null;
        };
    }

    /// Operands of one scale.
    private static Arithmetic aligned(ScalarFunction function, DataType left, DataType right, DataType result) {
        return new Arithmetic(function, align(left, result), align(right, result), result, false, false);
    }

    private static DataType align(DataType operand, DataType result) {
        if (!(result instanceof DecimalType decimal)) {
            return result;
        }
        DecimalType own = CommonTypes.asDecimal(operand);
        int precision = own.precision() - own.scale() + decimal.scale();
        return new DecimalType(Math.clamp(precision, 1, DecimalType.MAX_PRECISION), decimal.scale());
    }

    /// Operands of their own scales.
    private static Arithmetic scaledBy(ScalarFunction function, DataType left, DataType right, DataType result) {
        boolean decimal = result instanceof DecimalType;
        return new Arithmetic(
                function,
                decimal ? CommonTypes.asDecimal(left) : result,
                decimal ? CommonTypes.asDecimal(right) : result,
                result,
                false,
                false);
    }

    private static @Nullable Arithmetic temporalPlus(DataType left, DataType right, RelDataType rightType) {
        if (right instanceof IntervalType interval) {
            if (left.equals(right)) {
                return new Arithmetic(ScalarFunction.ADD, left, right, left, false, false);
            }
            if (interval.kind() == IntervalType.Kind.YEAR_MONTH) {
                return left instanceof DateType || left instanceof TimestampType
                        ? new Arithmetic(ScalarFunction.ADD_MONTHS, left, right, left, false, false)
                        : null;
            }
            if (left instanceof DateType) {
                DataType result = wholeDays(rightType) ? DataType.DATE : DataType.TIMESTAMP;
                return new Arithmetic(ScalarFunction.ADD_INTERVAL, left, right, result, false, false);
            }
            return left instanceof TimestampType || left instanceof TimeType
                    ? new Arithmetic(ScalarFunction.ADD_INTERVAL, left, right, left, false, false)
                    : null;
        }
        return left instanceof DateType && right instanceof IntegerType
                ? new Arithmetic(ScalarFunction.ADD_DAYS, left, DataType.INTEGER, left, false, false)
                : null;
    }

    private static @Nullable Arithmetic temporalMinus(DataType left, DataType right, RelDataType rightType) {
        if (left instanceof IntervalType && left.equals(right)) {
            return new Arithmetic(ScalarFunction.SUBTRACT, left, right, left, false, false);
        }
        if (left instanceof DateType && right instanceof DateType) {
            return new Arithmetic(ScalarFunction.DAYS_BETWEEN, left, right, DataType.BIGINT, false, false);
        }
        boolean instants = left instanceof TimestampType || right instanceof TimestampType;
        DataType common = instants ? CommonTypes.of(left, right) : null;
        if (common instanceof TimestampType) {
            return new Arithmetic(
                    ScalarFunction.TIMESTAMP_DIFFERENCE, common, common, DataType.INTERVAL_DAY_TIME, false, false);
        }
        Arithmetic plus = temporalPlus(left, right, rightType);
        return plus == null
                ? null
                : new Arithmetic(plus.function, plus.left, plus.right, plus.result, false, true);
    }

    private static @Nullable Arithmetic scaled(DataType interval, DataType factor) {
        return interval instanceof IntervalType && CommonTypes.isNumeric(factor)
                ? new Arithmetic(ScalarFunction.MULTIPLY_INTERVAL, interval, DataType.DOUBLE, interval, false, false)
                : null;
    }

    /// Whether the interval's unit in the text is a day or more.
    private static boolean wholeDays(RelDataType type) {
        SqlIntervalQualifier qualifier = type.getIntervalQualifier();
        return qualifier != null && qualifier.getUnit() == TimeUnit.DAY;
    }
}
