// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.arrow;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import java.util.List;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.jspecify.annotations.Nullable;

/// What an Arrow field is in SQL and how its values are decoded.
///
/// @param width bytes of a fixed-size value
/// @param factor what stored numbers are multiplied with, or divided by when negative
/// @param unsupported why it can't be read, or null
record ArrowColumnType(DataType type, ArrowKind kind, int width, long factor, @Nullable String unsupported) {
    /// Chunks of values of this size still have offsets of 32 bits.
    private static final int FIXED_BYTES_MAX = 1 << 18;

    private static ArrowColumnType plain(DataType type, ArrowKind kind) {
        return new ArrowColumnType(type, kind, kind.rowBytes, 1, null);
    }

    private static ArrowColumnType scaled(DataType type, ArrowKind kind, long factor) {
        return new ArrowColumnType(type, kind, kind.rowBytes, factor, null);
    }

    private static ArrowColumnType unsupported(DataType type, String name) {
        return new ArrowColumnType(type, ArrowKind.NULL, 0, 1, "type " + name + " is not supported");
    }

    /// The type of a field's values, for dictionary-encoded ones those of the dictionary.
    static ArrowColumnType of(org.apache.arrow.vector.types.pojo.Field field) {
        return switch (field.getType()) {
            case ArrowType.Null _ -> plain(DataType.NULL, ArrowKind.NULL);
            case ArrowType.Bool _ -> plain(DataType.BOOLEAN, ArrowKind.BOOL);
            case ArrowType.Int type -> integer(type.getBitWidth(), type.getIsSigned());
            case ArrowType.FloatingPoint type -> switch (type.getPrecision()) {
                case HALF -> plain(DataType.REAL, ArrowKind.HALF);
                case SINGLE -> plain(DataType.REAL, ArrowKind.FLOAT);
                case DOUBLE -> plain(DataType.DOUBLE, ArrowKind.DOUBLE);
            };
            case ArrowType.Utf8 _ -> plain(DataType.VARCHAR, ArrowKind.VARIABLE32);
            case ArrowType.LargeUtf8 _ -> plain(DataType.VARCHAR, ArrowKind.VARIABLE64);
            case ArrowType.Utf8View _ -> plain(DataType.VARCHAR, ArrowKind.VIEW);
            case ArrowType.Binary _ -> plain(DataType.VARBINARY, ArrowKind.VARIABLE32);
            case ArrowType.LargeBinary _ -> plain(DataType.VARBINARY, ArrowKind.VARIABLE64);
            case ArrowType.BinaryView _ -> plain(DataType.VARBINARY, ArrowKind.VIEW);
            case ArrowType.FixedSizeBinary type when type.getByteWidth() >= 0
                    && type.getByteWidth() <= FIXED_BYTES_MAX ->
                    new ArrowColumnType(DataType.VARBINARY, ArrowKind.FIXED, type.getByteWidth(), 1, null);
            case ArrowType.Decimal type -> decimal(type);
            case ArrowType.Date type -> switch (type.getUnit()) {
                case DAY -> plain(DataType.DATE, ArrowKind.INT32);
                case MILLISECOND -> plain(DataType.DATE, ArrowKind.DAY_MILLIS);
            };
            case ArrowType.Time type -> switch (type.getUnit()) {
                case SECOND -> scaled(DataType.TIME, ArrowKind.SCALED32, 1_000_000);
                case MILLISECOND -> scaled(DataType.TIME, ArrowKind.SCALED32, 1_000);
                case MICROSECOND -> plain(DataType.TIME, ArrowKind.INT64);
                case NANOSECOND -> scaled(DataType.TIME, ArrowKind.INT64, -1_000);
            };
            case ArrowType.Timestamp type -> scaled(
                    type.getTimezone() == null ? DataType.TIMESTAMP : DataType.TIMESTAMP_LTZ,
                    ArrowKind.INT64,
                    switch (type.getUnit()) {
                        case SECOND -> 1_000_000;
                        case MILLISECOND -> 1_000;
                        case MICROSECOND -> 1;
                        case NANOSECOND -> -1_000;
                    });
            case ArrowType.Duration type -> scaled(
                    DataType.INTERVAL_DAY_TIME,
                    ArrowKind.INT64,
                    switch (type.getUnit()) {
                        case SECOND -> 1_000_000;
                        case MILLISECOND -> 1_000;
                        case MICROSECOND -> 1;
                        case NANOSECOND -> -1_000;
                    });
            case ArrowType.Interval type when type.getUnit() == IntervalUnit.YEAR_MONTH ->
                    plain(DataType.INTERVAL_YEAR_MONTH, ArrowKind.INT32);
            case ArrowType.List _, ArrowType.LargeList _, ArrowType.FixedSizeList _, ArrowType.ListView _,
                    ArrowType.LargeListView _ ->
                    unsupported(new DataType.ArrayType(childType(field, 0)), "list");
            case ArrowType.Struct _ -> unsupported(rowType(field), "struct");
            case ArrowType.Map _ -> unsupported(new DataType.ArrayType(childType(field, 0)), "map");
            default -> unsupported(new DataType.RowType(List.of()), field.getType().toString());
        };
    }

    /// The type of dictionary codes.
    static ArrowColumnType codes(DictionaryEncoding dictionary) {
        ArrowType.Int type = dictionary.getIndexType();
        return type == null ? integer(32, true) : integer(type.getBitWidth(), type.getIsSigned());
    }

    private static ArrowColumnType integer(int bits, boolean signed) {
        return switch (bits) {
            case 8 -> signed ? plain(DataType.TINYINT, ArrowKind.INT8) : plain(DataType.SMALLINT, ArrowKind.UINT8);
            case 16 -> signed ? plain(DataType.SMALLINT, ArrowKind.INT16) : plain(DataType.INTEGER, ArrowKind.UINT16);
            case 32 -> signed ? plain(DataType.INTEGER, ArrowKind.INT32) : plain(DataType.BIGINT, ArrowKind.UINT32);
            default -> signed
                    ? plain(DataType.BIGINT, ArrowKind.INT64)
                    : plain(DataType.decimal(20, 0), ArrowKind.UINT64);
        };
    }

    private static ArrowColumnType decimal(ArrowType.Decimal type) {
        boolean possible = type.getPrecision() >= 1 && type.getPrecision() <= DataType.DecimalType.MAX_PRECISION
                && type.getScale() >= 0 && type.getScale() <= type.getPrecision() && type.getBitWidth() == 128;
        return possible
                ? plain(DataType.decimal(type.getPrecision(), type.getScale()), ArrowKind.DECIMAL128)
                : unsupported(DataType.decimal(DataType.DecimalType.MAX_PRECISION, 0), type.toString());
    }

    private static DataType childType(org.apache.arrow.vector.types.pojo.Field field, int child) {
        return child < field.getChildren().size() ? of(field.getChildren().get(child)).type() : DataType.NULL;
    }

    private static DataType rowType(org.apache.arrow.vector.types.pojo.Field field) {
        return new DataType.RowType(field.getChildren().stream()
                .map(child -> new Field(child.getName(), of(child).type(), true))
                .toList());
    }
}
