// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.codec;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import java.util.function.Supplier;

/// Encodes types and schemas.
public final class TypeCodec {
    private static final int BOOLEAN = 1;
    private static final int INTEGER = 2;
    private static final int FLOATING = 3;
    private static final int DECIMAL = 4;
    private static final int CHARACTER = 5;
    private static final int BINARY = 6;
    private static final int DATE = 7;
    private static final int TIME = 8;
    private static final int TIMESTAMP = 9;
    private static final int INTERVAL = 10;
    private static final int NULL = 11;
    private static final int ARRAY = 12;
    private static final int ROW = 13;
    private static final int MAP = 14;
    private static final int JSON = 15;

    private TypeCodec() {}

    public static void encode(DataType type, Encoder out) {
        switch (type) {
            case DataType.BooleanType _ -> out.byteValue(BOOLEAN);
            case DataType.IntegerType integer -> {
                out.byteValue(INTEGER);
                out.byteValue(integer.bits());
            }
            case DataType.FloatingType floating -> {
                out.byteValue(FLOATING);
                out.byteValue(floating.bits());
            }
            case DataType.DecimalType decimal -> {
                out.byteValue(DECIMAL);
                out.byteValue(decimal.precision());
                out.byteValue(decimal.scale());
            }
            case DataType.CharacterType text -> {
                out.byteValue(CHARACTER);
                out.booleanValue(text.fixed());
                out.intValue(text.length());
            }
            case DataType.BinaryType _ -> out.byteValue(BINARY);
            case DataType.DateType _ -> out.byteValue(DATE);
            case DataType.TimeType _ -> out.byteValue(TIME);
            case DataType.TimestampType timestamp -> {
                out.byteValue(TIMESTAMP);
                out.booleanValue(timestamp.localTimeZone());
            }
            case DataType.IntervalType interval -> {
                out.byteValue(INTERVAL);
                out.constant(interval.kind());
            }
            case DataType.NullType _ -> out.byteValue(NULL);
            case DataType.ArrayType array -> {
                out.byteValue(ARRAY);
                encode(array.element(), out);
            }
            case DataType.RowType row -> {
                out.byteValue(ROW);
                out.list(row.fields(), field -> encode(field, out));
            }
            case DataType.MapType map -> {
                out.byteValue(MAP);
                encode(map.key(), out);
                encode(map.value(), out);
            }
            case DataType.JsonType _ -> out.byteValue(JSON);
        }
    }

    public static DataType decodeType(Decoder in) {
        return in.nested(() -> switch (in.byteValue()) {
            case BOOLEAN -> DataType.BOOLEAN;
            case INTEGER -> valid(in, () -> new DataType.IntegerType(in.byteValue()));
            case FLOATING -> valid(in, () -> new DataType.FloatingType(in.byteValue()));
            case DECIMAL -> valid(in, () -> new DataType.DecimalType(in.byteValue(), in.byteValue()));
            case CHARACTER -> valid(in, () -> new DataType.CharacterType(in.booleanValue(), in.intValue()));
            case BINARY -> DataType.VARBINARY;
            case DATE -> DataType.DATE;
            case TIME -> DataType.TIME;
            case TIMESTAMP -> new DataType.TimestampType(in.booleanValue());
            case INTERVAL -> new DataType.IntervalType(in.constant(DataType.IntervalType.Kind.class));
            case NULL -> DataType.NULL;
            case ARRAY -> new DataType.ArrayType(decodeType(in));
            case ROW -> new DataType.RowType(in.list(() -> decodeField(in)));
            case MAP -> new DataType.MapType(decodeType(in), decodeType(in));
            case JSON -> new DataType.JsonType();
            default -> throw in.malformed("has an unknown type");
        });
    }

    public static void encode(Schema schema, Encoder out) {
        out.list(schema.fields(), field -> encode(field, out));
    }

    public static Schema decodeSchema(Decoder in) {
        return new Schema(in.list(() -> decodeField(in)));
    }

    private static void encode(Field field, Encoder out) {
        out.text(field.name());
        encode(field.type(), out);
        out.booleanValue(field.nullable());
    }

    private static Field decodeField(Decoder in) {
        return new Field(in.text(), decodeType(in), in.booleanValue());
    }

    /// Makes a value whose constructor checks it.
    static <T> T valid(Decoder in, Supplier<T> construction) {
        try {
            return construction.get();
        } catch (IllegalArgumentException
                | ArithmeticException
                | ClassCastException
                | IndexOutOfBoundsException
                | UnsupportedOperationException invalid) {
            throw in.malformed("has an impossible value (" + invalid.getMessage() + ")");
        }
    }
}
