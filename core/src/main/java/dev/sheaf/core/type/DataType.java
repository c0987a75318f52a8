// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.type;

import java.util.List;

/// The SQL types. A type says what values mean; nullability belongs to the column or expression that has the type, and
/// how values are laid out follows from [#physical()].
///
/// `ARRAY`, `ROW`, `MAP` and `JSON` have their place in the family so that codecs and switches know of them; columns of
/// these types are refused at validation until operators exist for them.
public sealed interface DataType {
    DataType BOOLEAN = new BooleanType();
    DataType TINYINT = new IntegerType(8);
    DataType SMALLINT = new IntegerType(16);
    DataType INTEGER = new IntegerType(32);
    DataType BIGINT = new IntegerType(64);
    DataType REAL = new FloatingType(32);
    DataType DOUBLE = new FloatingType(64);
    DataType VARCHAR = new CharacterType(false, CharacterType.UNBOUNDED);
    DataType VARBINARY = new BinaryType();
    DataType DATE = new DateType();
    DataType TIME = new TimeType();
    DataType TIMESTAMP = new TimestampType(false);
    DataType TIMESTAMP_LTZ = new TimestampType(true);
    DataType INTERVAL_YEAR_MONTH = new IntervalType(IntervalType.Kind.YEAR_MONTH);
    DataType INTERVAL_DAY_TIME = new IntervalType(IntervalType.Kind.DAY_TIME);
    DataType NULL = new NullType();

    static DataType decimal(int precision, int scale) {
        return new DecimalType(precision, scale);
    }

    /// The layout of this type's values in a vector.
    PhysicalType physical();

    /// The name as SQL writes it; parsing it back gives an equal type.
    String sqlName();

    /// TRUE, FALSE.
    record BooleanType() implements DataType {
        @Override
        public PhysicalType physical() {
            return PhysicalType.BOOLEAN;
        }

        @Override
        public String sqlName() {
            return "BOOLEAN";
        }
    }

    /// A signed two's-complement integer.
    ///
    /// @param bits 8, 16, 32 or 64
    record IntegerType(int bits) implements DataType {
        public IntegerType {
            if (bits != 8 && bits != 16 && bits != 32 && bits != 64) {
                throw new IllegalArgumentException("integer of " + bits + " bits");
            }
        }

        @Override
        public PhysicalType physical() {
            return bits == 64 ? PhysicalType.LONG : PhysicalType.INT;
        }

        public long minValue() {
            return -1L << (bits - 1);
        }

        public long maxValue() {
            return ~minValue();
        }

        @Override
        public String sqlName() {
            return switch (bits) {
                case 8 -> "TINYINT";
                case 16 -> "SMALLINT";
                case 32 -> "INTEGER";
                default -> "BIGINT";
            };
        }
    }

    /// An IEEE 754 binary number.
    ///
    /// @param bits 32 (REAL) or 64 (DOUBLE)
    record FloatingType(int bits) implements DataType {
        public FloatingType {
            if (bits != 32 && bits != 64) {
                throw new IllegalArgumentException("floating point number of " + bits + " bits");
            }
        }

        @Override
        public PhysicalType physical() {
            return PhysicalType.DOUBLE;
        }

        @Override
        public String sqlName() {
            return bits == 32 ? "REAL" : "DOUBLE";
        }
    }

    /// An exact number of `precision` digits, `scale` of them after the point.
    ///
    /// @param precision 1 to [#MAX_PRECISION]
    /// @param scale 0 to `precision`
    record DecimalType(int precision, int scale) implements DataType {
        public static final int MAX_PRECISION = 38;
        /// The largest precision whose every value fits a 64-bit unscaled number.
        public static final int MAX_NARROW_PRECISION = 18;

        public DecimalType {
            if (precision < 1 || precision > MAX_PRECISION || scale < 0 || scale > precision) {
                throw new IllegalArgumentException("DECIMAL(" + precision + ", " + scale + ")");
            }
        }

        @Override
        public PhysicalType physical() {
            return PhysicalType.DECIMAL;
        }

        @Override
        public String sqlName() {
            return "DECIMAL(" + precision + ", " + scale + ")";
        }
    }

    /// Text in UTF-8, compared by its bytes.
    ///
    /// @param fixed whether values are padded to `length` (CHAR)
    /// @param length the most code points a value may have, or [#UNBOUNDED]
    record CharacterType(boolean fixed, int length) implements DataType {
        public static final int UNBOUNDED = -1;

        public CharacterType {
            if (length != UNBOUNDED && length < 1 || fixed && length == UNBOUNDED) {
                throw new IllegalArgumentException("character type of length " + length);
            }
        }

        @Override
        public PhysicalType physical() {
            return PhysicalType.STRING;
        }

        @Override
        public String sqlName() {
            return (fixed ? "CHAR" : "VARCHAR") + (length == UNBOUNDED ? "" : "(" + length + ")");
        }
    }

    /// A string of bytes.
    record BinaryType() implements DataType {
        @Override
        public PhysicalType physical() {
            return PhysicalType.STRING;
        }

        @Override
        public String sqlName() {
            return "VARBINARY";
        }
    }

    /// A day of the proleptic Gregorian calendar, as days since 1970-01-01.
    record DateType() implements DataType {
        @Override
        public PhysicalType physical() {
            return PhysicalType.INT;
        }

        @Override
        public String sqlName() {
            return "DATE";
        }
    }

    /// A time of day, as microseconds since midnight.
    record TimeType() implements DataType {
        @Override
        public PhysicalType physical() {
            return PhysicalType.LONG;
        }

        @Override
        public String sqlName() {
            return "TIME";
        }
    }

    /// A date and time, as microseconds since 1970-01-01 00:00:00.
    ///
    /// @param localTimeZone whether the value is an instant that is shown in the session's time zone
    record TimestampType(boolean localTimeZone) implements DataType {
        @Override
        public PhysicalType physical() {
            return PhysicalType.LONG;
        }

        @Override
        public String sqlName() {
            return localTimeZone ? "TIMESTAMP WITH LOCAL TIME ZONE" : "TIMESTAMP";
        }
    }

    /// A span of time: months, or microseconds.
    record IntervalType(Kind kind) implements DataType {
        /// The two families of intervals, which don't mix.
        public enum Kind {
            /// Counted in months, kept as INT.
            YEAR_MONTH,
            /// Counted in microseconds, kept as LONG.
            DAY_TIME
        }

        @Override
        public PhysicalType physical() {
            return kind == Kind.YEAR_MONTH ? PhysicalType.INT : PhysicalType.LONG;
        }

        @Override
        public String sqlName() {
            return kind == Kind.YEAR_MONTH ? "INTERVAL YEAR TO MONTH" : "INTERVAL DAY TO SECOND";
        }
    }

    /// The type of a bare NULL; every value is null. Laid out as INT.
    record NullType() implements DataType {
        @Override
        public PhysicalType physical() {
            return PhysicalType.INT;
        }

        @Override
        public String sqlName() {
            return "NULL";
        }
    }

    /// A list of values of one type.
    record ArrayType(DataType element) implements DataType {
        @Override
        public PhysicalType physical() {
            throw new UnsupportedOperationException(sqlName());
        }

        @Override
        public String sqlName() {
            return element.sqlName() + " ARRAY";
        }
    }

    /// A tuple of named fields.
    record RowType(List<Field> fields) implements DataType {
        public RowType {
            fields = List.copyOf(fields);
        }

        @Override
        public PhysicalType physical() {
            throw new UnsupportedOperationException(sqlName());
        }

        @Override
        public String sqlName() {
            StringBuilder text = new StringBuilder("ROW(");
            for (int i = 0; i < fields.size(); i++) {
                text.append(i == 0 ? "" : ", ").append(fields.get(i).name()).append(' ');
                text.append(fields.get(i).type().sqlName());
            }
            return text.append(')').toString();
        }
    }

    /// Keys to values.
    record MapType(DataType key, DataType value) implements DataType {
        @Override
        public PhysicalType physical() {
            throw new UnsupportedOperationException(sqlName());
        }

        @Override
        public String sqlName() {
            return "MAP(" + key.sqlName() + ", " + value.sqlName() + ")";
        }
    }

    /// A JSON document.
    record JsonType() implements DataType {
        @Override
        public PhysicalType physical() {
            return PhysicalType.STRING;
        }

        @Override
        public String sqlName() {
            return "JSON";
        }
    }
}
