// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FLOAT;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/// The Parquet schema that SQL columns are written with.
final class WriteSchema {
    /// Bytes of a decimal of more than 18 digits.
    static final int WIDE_DECIMAL_BYTES = 16;
    private static final int INT_DECIMAL_DIGITS = 9;

    private WriteSchema() {}

    static MessageType of(Schema schema) {
        Set<String> names = new HashSet<>();
        Types.MessageTypeBuilder message = Types.buildMessage();
        for (Field field : schema.fields()) {
            if (!names.add(field.name().toLowerCase(Locale.ROOT))) {
                throw new SheafException(
                        ErrorCode.DUPLICATE_COLUMN, "a file cannot have two columns named \"" + field.name() + "\"");
            }
            message.addField(type(field));
        }
        return message.named("schema");
    }

    private static PrimitiveType type(Field field) {
        Type.Repetition repetition = field.nullable() ? Type.Repetition.OPTIONAL : Type.Repetition.REQUIRED;
        return switch (field.type()) {
            case DataType.BooleanType _ -> Types.primitive(BOOLEAN, repetition).named(field.name());
            case DataType.IntegerType type -> annotated(
                    field, repetition, type.bits() == 64 ? INT64 : INT32,
                    LogicalTypeAnnotation.intType(type.bits(), true));
            case DataType.FloatingType type ->
                    Types.primitive(type.bits() == 32 ? FLOAT : DOUBLE, repetition).named(field.name());
            case DataType.DecimalType type -> decimal(field, repetition, type);
            case DataType.CharacterType _, DataType.JsonType _ ->
                    annotated(field, repetition, BINARY, LogicalTypeAnnotation.stringType());
            case DataType.BinaryType _ -> Types.primitive(BINARY, repetition).named(field.name());
            case DataType.DateType _ -> annotated(field, repetition, INT32, LogicalTypeAnnotation.dateType());
            case DataType.TimeType _ -> annotated(
                    field, repetition, INT64, LogicalTypeAnnotation.timeType(false, TimeUnit.MICROS));
            case DataType.TimestampType type -> annotated(
                    field, repetition, INT64,
                    LogicalTypeAnnotation.timestampType(type.localTimeZone(), TimeUnit.MICROS));
            case DataType.NullType _ -> Types.primitive(INT32, Type.Repetition.OPTIONAL).named(field.name());
            case DataType.IntervalType _, DataType.ArrayType _, DataType.RowType _, DataType.MapType _ ->
                    throw new SheafException(
                            ErrorCode.NOT_SUPPORTED,
                            "column \"" + field.name() + "\": " + field.type().sqlName()
                                    + " cannot be written to Parquet");
        };
    }

    private static PrimitiveType decimal(Field field, Type.Repetition repetition, DataType.DecimalType type) {
        LogicalTypeAnnotation annotation = LogicalTypeAnnotation.decimalType(type.scale(), type.precision());
        if (type.precision() > DataType.DecimalType.MAX_NARROW_PRECISION) {
            return Types.primitive(FIXED_LEN_BYTE_ARRAY, repetition)
                    .length(WIDE_DECIMAL_BYTES)
                    .as(annotation)
                    .named(field.name());
        }
        return annotated(field, repetition, type.precision() > INT_DECIMAL_DIGITS ? INT64 : INT32, annotation);
    }

    private static PrimitiveType annotated(
            Field field, Type.Repetition repetition, PrimitiveTypeName stored, LogicalTypeAnnotation annotation) {
        return Types.primitive(stored, repetition).as(annotation).named(field.name());
    }
}
