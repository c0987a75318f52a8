// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.expression;

import dev.sheaf.core.type.DataType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A constant. The value's Java class follows the type, so that equal literals are equal records:
///
/// | type | class |
/// |---|---|
/// | BOOLEAN | `Boolean` |
/// | integers, DATE (days), TIME, TIMESTAMP and both INTERVALs (microseconds, months) | `Long` |
/// | REAL, DOUBLE | `Double` |
/// | DECIMAL | `BigDecimal` of the type's scale |
/// | VARCHAR, CHAR | `String` |
/// | VARBINARY | `ByteString` |
public record Literal(@Nullable Object value, DataType type) implements Expression {
    public static final Literal TRUE = new Literal(true, DataType.BOOLEAN);
    public static final Literal FALSE = new Literal(false, DataType.BOOLEAN);
    public static final Literal NULL_BOOLEAN = new Literal(null, DataType.BOOLEAN);

    public Literal {
        Objects.requireNonNull(type);
        if (value != null && !expectedClass(type).isInstance(value)) {
            throw new IllegalArgumentException(value.getClass().getSimpleName() + " for a " + type.sqlName());
        }
        if (value instanceof BigDecimal decimal && decimal.scale() != ((DataType.DecimalType) type).scale()) {
            throw new IllegalArgumentException(decimal + " for a " + type.sqlName());
        }
    }

    public static Literal ofNull(DataType type) {
        return new Literal(null, type);
    }

    public static Literal of(boolean value) {
        return value ? TRUE : FALSE;
    }

    public static Literal of(long value) {
        return new Literal(value, DataType.BIGINT);
    }

    public static Literal of(double value) {
        return new Literal(value, DataType.DOUBLE);
    }

    public static Literal of(String value) {
        return new Literal(value, DataType.VARCHAR);
    }

    public boolean isNull() {
        return value == null;
    }

    @Override
    public boolean nullable() {
        return value == null;
    }

    @Override
    public List<Expression> operands() {
        return List.of();
    }

    @Override
    public Expression withOperands(List<Expression> operands) {
        return this;
    }

    /// The value of an integer, date, time or interval.
    public long asLong() {
        return (Long) Objects.requireNonNull(value);
    }

    public double asDouble() {
        return (Double) Objects.requireNonNull(value);
    }

    public boolean asBoolean() {
        return (Boolean) Objects.requireNonNull(value);
    }

    public BigDecimal asDecimal() {
        return (BigDecimal) Objects.requireNonNull(value);
    }

    public String asString() {
        return (String) Objects.requireNonNull(value);
    }

    @Override
    public String toString() {
        return ExpressionPrinter.print(this);
    }

    private static Class<?> expectedClass(DataType type) {
        return switch (type) {
            case DataType.BooleanType _ -> Boolean.class;
            case DataType.IntegerType _, DataType.DateType _, DataType.TimeType _, DataType.TimestampType _,
                    DataType.IntervalType _ ->
                    Long.class;
            case DataType.FloatingType _ -> Double.class;
            case DataType.DecimalType _ -> BigDecimal.class;
            case DataType.CharacterType _, DataType.JsonType _ -> String.class;
            case DataType.BinaryType _ -> ByteString.class;
            case DataType.NullType _ -> Void.class;
            case DataType.ArrayType _, DataType.RowType _, DataType.MapType _ -> List.class;
        };
    }
}
