// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.storage.file.MalformedDataException;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.Type;
import org.jspecify.annotations.Nullable;

/// The SQL type of a leaf and how its stored values become values of that type. Logical types go before the older
/// converted types; unsigned integers are widened; what carries no meaning here stays what it physically is.
final class LeafTypes {
    private static final int FIXED_BYTES_MAX = 1 << 20;

    private LeafTypes() {}

    private record Meaning(DataType type, Conversion conversion) {}

    static ParquetColumn column(SchemaElement element, int leaf, boolean nullable) {
        ParquetType stored = ParquetType.of(element.type);
        int fixedBytes = 0;
        if (element.type == Type.INT96) {
            fixedBytes = 12;
        } else if (stored == ParquetType.FIXED) {
            fixedBytes = element.type_length;
            if (fixedBytes <= 0 || fixedBytes > FIXED_BYTES_MAX) {
                throw new MalformedDataException(
                        "column \"" + element.name + "\" has values of " + fixedBytes + " bytes");
            }
        }
        @Nullable String unsupported = unsupported(element);
        Meaning meaning = unsupported != null ? physical(element.type) : meaning(element, fixedBytes);
        return new ParquetColumn(
                leaf,
                new Field(element.name, meaning.type(), nullable),
                stored,
                fixedBytes,
                meaning.conversion(),
                unsupported);
    }

    private static @Nullable String unsupported(SchemaElement element) {
        int precision = decimalPrecision(element);
        int scale = decimalScale(element);
        if (isDecimal(element)
                && (precision < 1 || precision > DataType.DecimalType.MAX_PRECISION || scale < 0
                        || scale > precision)) {
            return "DECIMAL(" + precision + ", " + scale + ") is not supported";
        }
        return null;
    }

    private static Meaning meaning(SchemaElement element, int fixedBytes) {
        if (isDecimal(element)) {
            return decimal(element);
        }
        LogicalType logical = element.logicalType;
        Meaning meaning = logical != null && logical.isSet()
                ? logical(element.type, logical, fixedBytes)
                : element.converted_type != null ? converted(element.type, element.converted_type) : null;
        return meaning != null ? meaning : physical(element.type);
    }

    private static boolean isDecimal(SchemaElement element) {
        return element.logicalType != null && element.logicalType.isSetDECIMAL()
                || element.converted_type == ConvertedType.DECIMAL;
    }

    private static int decimalPrecision(SchemaElement element) {
        return element.logicalType != null && element.logicalType.isSetDECIMAL()
                ? element.logicalType.getDECIMAL().precision
                : element.precision;
    }

    private static int decimalScale(SchemaElement element) {
        return element.logicalType != null && element.logicalType.isSetDECIMAL()
                ? element.logicalType.getDECIMAL().scale
                : element.scale;
    }

    private static Meaning decimal(SchemaElement element) {
        DataType type = DataType.decimal(decimalPrecision(element), decimalScale(element));
        return switch (element.type) {
            case INT32 -> new Meaning(type, Conversion.INT_TO_LONG);
            case INT64 -> new Meaning(type, Conversion.NONE);
            case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> new Meaning(type, Conversion.BYTES_TO_DECIMAL);
            case BOOLEAN, INT96, FLOAT, DOUBLE ->
                    throw new MalformedDataException(
                            "column \"" + element.name + "\" is a decimal stored as " + element.type);
        };
    }

    private static @Nullable Meaning logical(Type stored, LogicalType logical, int fixedBytes) {
        if (logical.isSetSTRING() || logical.isSetENUM() || logical.isSetJSON()) {
            return stored == Type.BYTE_ARRAY ? new Meaning(DataType.VARCHAR, Conversion.NONE) : null;
        }
        if (logical.isSetINTEGER()) {
            return integer(stored, logical.getINTEGER().bitWidth, logical.getINTEGER().isSigned);
        }
        if (logical.isSetDATE()) {
            return stored == Type.INT32 ? new Meaning(DataType.DATE, Conversion.NONE) : null;
        }
        if (logical.isSetTIME()) {
            return time(stored, logical.getTIME().unit);
        }
        if (logical.isSetTIMESTAMP()) {
            DataType type = logical.getTIMESTAMP().isAdjustedToUTC ? DataType.TIMESTAMP_LTZ : DataType.TIMESTAMP;
            return timestamp(stored, type, logical.getTIMESTAMP().unit);
        }
        if (logical.isSetUUID()) {
            return fixedBytes == 16 ? new Meaning(DataType.VARCHAR, Conversion.UUID_TO_TEXT) : null;
        }
        if (logical.isSetFLOAT16()) {
            return fixedBytes == 2 ? new Meaning(DataType.REAL, Conversion.HALF_TO_DOUBLE) : null;
        }
        return null;
    }

    private static @Nullable Meaning integer(Type stored, int bits, boolean signed) {
        if (stored == Type.INT64) {
            return signed
                    ? new Meaning(DataType.BIGINT, Conversion.NONE)
                    : new Meaning(DataType.decimal(20, 0), Conversion.ULONG_TO_DECIMAL);
        }
        if (stored != Type.INT32) {
            return null;
        }
        if (signed) {
            DataType type = bits == 8 ? DataType.TINYINT : bits == 16 ? DataType.SMALLINT : DataType.INTEGER;
            return new Meaning(type, Conversion.NONE);
        }
        return switch (bits) {
            case 8 -> new Meaning(DataType.SMALLINT, Conversion.NONE);
            case 16 -> new Meaning(DataType.INTEGER, Conversion.NONE);
            default -> new Meaning(DataType.BIGINT, Conversion.UINT_TO_LONG);
        };
    }

    private static @Nullable Meaning time(Type stored, @Nullable TimeUnit unit) {
        if (stored == Type.INT32) {
            return new Meaning(DataType.TIME, Conversion.INT_MILLIS_TO_MICROS);
        }
        if (stored != Type.INT64 || unit == null) {
            return null;
        }
        return new Meaning(DataType.TIME, unit.isSetNANOS() ? Conversion.NANOS_TO_MICROS : Conversion.NONE);
    }

    private static @Nullable Meaning timestamp(Type stored, DataType type, @Nullable TimeUnit unit) {
        if (stored != Type.INT64 || unit == null) {
            return null;
        }
        Conversion conversion = unit.isSetMILLIS()
                ? Conversion.MILLIS_TO_MICROS
                : unit.isSetNANOS() ? Conversion.NANOS_TO_MICROS : Conversion.NONE;
        return new Meaning(type, conversion);
    }

    private static @Nullable Meaning converted(Type stored, ConvertedType converted) {
        return switch (converted) {
            case UTF8, ENUM, JSON ->
                    stored == Type.BYTE_ARRAY ? new Meaning(DataType.VARCHAR, Conversion.NONE) : null;
            case DATE -> stored == Type.INT32 ? new Meaning(DataType.DATE, Conversion.NONE) : null;
            case TIME_MILLIS ->
                    stored == Type.INT32 ? new Meaning(DataType.TIME, Conversion.INT_MILLIS_TO_MICROS) : null;
            case TIME_MICROS -> stored == Type.INT64 ? new Meaning(DataType.TIME, Conversion.NONE) : null;
            case TIMESTAMP_MILLIS ->
                    stored == Type.INT64 ? new Meaning(DataType.TIMESTAMP, Conversion.MILLIS_TO_MICROS) : null;
            case TIMESTAMP_MICROS -> stored == Type.INT64 ? new Meaning(DataType.TIMESTAMP, Conversion.NONE) : null;
            case INT_8 -> integer(stored, 8, true);
            case INT_16 -> integer(stored, 16, true);
            case INT_32 -> integer(stored, 32, true);
            case INT_64 -> integer(stored, 64, true);
            case UINT_8 -> integer(stored, 8, false);
            case UINT_16 -> integer(stored, 16, false);
            case UINT_32 -> integer(stored, 32, false);
            case UINT_64 -> integer(stored, 64, false);
            case MAP, MAP_KEY_VALUE, LIST, DECIMAL, BSON, INTERVAL -> null;
        };
    }

    private static Meaning physical(Type stored) {
        return switch (stored) {
            case BOOLEAN -> new Meaning(DataType.BOOLEAN, Conversion.NONE);
            case INT32 -> new Meaning(DataType.INTEGER, Conversion.NONE);
            case INT64 -> new Meaning(DataType.BIGINT, Conversion.NONE);
            case INT96 -> new Meaning(DataType.TIMESTAMP, Conversion.INT96_TO_MICROS);
            case FLOAT -> new Meaning(DataType.REAL, Conversion.NONE);
            case DOUBLE -> new Meaning(DataType.DOUBLE, Conversion.NONE);
            case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> new Meaning(DataType.VARBINARY, Conversion.NONE);
        };
    }
}
