// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.arrow;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.FieldType;

/// Sheaf's types in Arrow's terms, as results show them.
public final class ArrowTypes {
    private ArrowTypes() {}

    public static org.apache.arrow.vector.types.pojo.Schema schema(Schema schema) {
        List<org.apache.arrow.vector.types.pojo.Field> fields = new ArrayList<>();
        for (Field field : schema.fields()) {
            fields.add(new org.apache.arrow.vector.types.pojo.Field(
                    field.name(), new FieldType(field.nullable(), type(field.type()), null), null));
        }
        return new org.apache.arrow.vector.types.pojo.Schema(fields);
    }

    public static ArrowType type(DataType type) {
        return switch (type) {
            case DataType.BooleanType _ -> new ArrowType.Bool();
            case DataType.IntegerType integer -> new ArrowType.Int(integer.bits(), true);
            case DataType.FloatingType floating -> new ArrowType.FloatingPoint(
                    floating.bits() == 32 ? FloatingPointPrecision.SINGLE : FloatingPointPrecision.DOUBLE);
            case DataType.DecimalType decimal -> new ArrowType.Decimal(decimal.precision(), decimal.scale(), 128);
            case DataType.CharacterType _, DataType.JsonType _ -> new ArrowType.Utf8();
            case DataType.BinaryType _ -> new ArrowType.Binary();
            case DataType.DateType _ -> new ArrowType.Date(DateUnit.DAY);
            case DataType.TimeType _ -> new ArrowType.Time(TimeUnit.MICROSECOND, 64);
            case DataType.TimestampType timestamp -> new ArrowType.Timestamp(
                    TimeUnit.MICROSECOND, timestamp.localTimeZone() ? "UTC" : null);
            case DataType.IntervalType interval -> interval.kind() == DataType.IntervalType.Kind.YEAR_MONTH
                    ? new ArrowType.Interval(IntervalUnit.YEAR_MONTH)
                    : new ArrowType.Duration(TimeUnit.MICROSECOND);
            // A bare NULL has no type of its own on the outside: it shows as an integer without values.
            case DataType.NullType _ -> new ArrowType.Int(32, true);
            case DataType.ArrayType _, DataType.RowType _, DataType.MapType _ -> throw new SheafException(
                    ErrorCode.NOT_SUPPORTED, "results of type " + type.sqlName());
        };
    }
}
