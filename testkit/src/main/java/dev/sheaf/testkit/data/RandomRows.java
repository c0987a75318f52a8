// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.data;

import dev.sheaf.core.expression.ByteString;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Rows of every type, drawn from a seed: nulls, extremes, empty and long strings, decimals that need 128 bits.
public final class RandomRows {
    private static final List<DataType> TYPES = List.of(
            DataType.BOOLEAN,
            DataType.TINYINT,
            DataType.SMALLINT,
            DataType.INTEGER,
            DataType.BIGINT,
            DataType.REAL,
            DataType.DOUBLE,
            DataType.decimal(9, 2),
            DataType.decimal(18, 0),
            DataType.decimal(38, 6),
            DataType.VARCHAR,
            new DataType.CharacterType(true, 3),
            DataType.VARBINARY,
            DataType.DATE,
            DataType.TIME,
            DataType.TIMESTAMP,
            DataType.TIMESTAMP_LTZ,
            DataType.INTERVAL_YEAR_MONTH,
            DataType.INTERVAL_DAY_TIME);

    private final SplittableRandom random;

    public RandomRows(long seed) {
        random = new SplittableRandom(seed);
    }

    /// All types once.
    public static Schema allTypes() {
        return schema(TYPES);
    }

    /// Up to so many columns of any types; none, now and then.
    public Schema schema(int columnsMax) {
        List<DataType> types = new ArrayList<>();
        for (int i = random.nextInt(columnsMax + 1); i > 0; i--) {
            types.add(TYPES.get(random.nextInt(TYPES.size())));
        }
        return schema(types);
    }

    private static Schema schema(List<DataType> types) {
        List<Field> fields = new ArrayList<>();
        for (DataType type : types) {
            fields.add(new Field("c" + fields.size(), type, true));
        }
        return new Schema(fields);
    }

    /// That many rows. Every column has a share of nulls of its own, and lengths of its own.
    public RowSet rows(Schema schema, int count) {
        int[] nullPercent = new int[schema.size()];
        int[] lengthMax = new int[schema.size()];
        for (int i = 0; i < schema.size(); i++) {
            nullPercent[i] = random.nextInt(3) == 0 ? 0 : random.nextInt(101);
            lengthMax[i] = 1 << random.nextInt(9);
        }
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            List<@Nullable Object> values = new ArrayList<>();
            for (int i = 0; i < schema.size(); i++) {
                values.add(random.nextInt(100) < nullPercent[i] ? null : value(schema.type(i), lengthMax[i]));
            }
            rows.add(values);
        }
        return new RowSet(schema, rows);
    }

    private Object value(DataType type, int lengthMax) {
        return switch (type) {
            case DataType.BooleanType _ -> random.nextBoolean();
            case DataType.IntegerType integer -> number(integer.bits());
            case DataType.FloatingType floating -> floating.bits() == 32 ? (double) (float) real() : real();
            case DataType.DecimalType decimal -> decimal(decimal);
            case DataType.CharacterType text -> text(text.fixed() ? text.length() : lengthMax);
            case DataType.BinaryType _ -> binary(random.nextInt(lengthMax));
            case DataType.DateType _ -> number(22);
            case DataType.TimeType _ -> random.nextLong(86_400_000_000L);
            case DataType.TimestampType _ -> number(58);
            case DataType.IntervalType interval -> number(interval.kind() == DataType.IntervalType.Kind.YEAR_MONTH ? 16
                    : 50);
            case DataType.NullType _, DataType.ArrayType _, DataType.RowType _, DataType.MapType _,
                    DataType.JsonType _ ->
                    throw new IllegalArgumentException(type.sqlName());
        };
    }

    private long number(int bits) {
        return random.nextLong() >> 64 - bits >> random.nextInt(bits);
    }

    private double real() {
        return switch (random.nextInt(10)) {
            case 0 -> Double.NaN;
            case 1 -> -0.0;
            case 2 -> Double.NEGATIVE_INFINITY;
            default -> (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(30));
        };
    }

    private BigDecimal decimal(DataType.DecimalType type) {
        BigInteger bound = BigInteger.TEN.pow(1 + random.nextInt(type.precision()));
        byte[] bytes = new byte[17];
        random.nextBytes(bytes);
        return new BigDecimal(new BigInteger(bytes).remainder(bound), type.scale());
    }

    private String text(int lengthMax) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(lengthMax + 1); i > 0; i--) {
            text.append(random.nextInt(20) == 0 ? 'ß' : (char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }

    private ByteString binary(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return ByteString.copyOf(bytes);
    }
}
