// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.data;

import dev.sheaf.core.expression.ByteString;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.DecimalType;
import dev.sheaf.core.type.DataType.IntegerType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Draws rows of any types from a seed, with nulls, extremes and repeated values among them.
public final class RandomRows {
    /// One type of each kind.
    public static final List<DataType> TYPES = List.of(
            DataType.BOOLEAN,
            DataType.TINYINT,
            DataType.SMALLINT,
            DataType.INTEGER,
            DataType.BIGINT,
            DataType.REAL,
            DataType.DOUBLE,
            DataType.decimal(9, 2),
            DataType.decimal(38, 4),
            DataType.VARCHAR,
            DataType.VARBINARY,
            DataType.DATE,
            DataType.TIME,
            DataType.TIMESTAMP,
            DataType.INTERVAL_YEAR_MONTH,
            DataType.INTERVAL_DAY_TIME);

    private final SplittableRandom random;

    public RandomRows(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /// A column of each type, nullable.
    public static Schema allTypes() {
        List<Field> fields = new ArrayList<>();
        for (DataType type : TYPES) {
            fields.add(new Field(type.sqlName(), type, true));
        }
        return new Schema(fields);
    }

    /// Up to so many nullable columns of any types; none, now and then.
    public Schema schema(int columnsMax) {
        List<Field> fields = new ArrayList<>();
        for (int i = random.nextInt(columnsMax + 1); i > 0; i--) {
            fields.add(new Field("c" + i, TYPES.get(random.nextInt(TYPES.size())), true));
        }
        return new Schema(fields);
    }

    /// Rows whose columns each have a share of nulls of their own, a third of them none, and now and then a long text.
    public RowSet rows(Schema schema, int count) {
        int[] nullPercent = new int[schema.size()];
        for (int i = 0; i < nullPercent.length; i++) {
            nullPercent[i] = random.nextInt(3) == 0 ? 0 : random.nextInt(101);
        }
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<@Nullable Object> row = new ArrayList<>();
            for (int column = 0; column < schema.size(); column++) {
                Object value = random.nextInt(100) < nullPercent[column] ? null : value(schema.type(column));
                row.add(value instanceof String text && random.nextInt(50) == 0 ? text.repeat(100) : value);
            }
            rows.add(row);
        }
        return new RowSet(schema, rows);
    }

    /// @param nullPercent how many of a nullable column's values are null
    /// @param distinct about how many different values a column has; few make many equal
    public RowSet rows(Schema schema, int count, int nullPercent, int distinct) {
        List<List<@Nullable Object>> pools = new ArrayList<>();
        for (Field field : schema.fields()) {
            List<@Nullable Object> pool = new ArrayList<>();
            for (int i = 0; i < Math.max(1, distinct); i++) {
                pool.add(value(field.type()));
            }
            pools.add(pool);
        }
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<@Nullable Object> row = new ArrayList<>();
            for (int column = 0; column < schema.size(); column++) {
                boolean isNull = schema.field(column).nullable() && random.nextInt(100) < nullPercent;
                List<@Nullable Object> pool = pools.get(column);
                row.add(isNull ? null : pool.get(random.nextInt(pool.size())));
            }
            rows.add(row);
        }
        return new RowSet(schema, rows);
    }

    /// A value of a type, small, large or strange.
    public Object value(DataType type) {
        return switch (type.physical()) {
            case BOOLEAN -> random.nextBoolean();
            case INT -> integer(type instanceof IntegerType integer ? integer.bits() : 32);
            case LONG -> integer(64);
            case DOUBLE -> floating(type.equals(DataType.REAL));
            case DECIMAL -> decimal((DecimalType) type);
            case STRING -> type instanceof DataType.BinaryType
                    ? ByteString.copyOf(text().getBytes(StandardCharsets.UTF_8))
                    : text();
        };
    }

    private Object integer(int bits) {
        long low = -1L << (bits - 1);
        return switch (random.nextInt(8)) {
            case 0 -> low;
            case 1 -> ~low;
            case 2, 3 -> random.nextLong() >> (64 - bits);
            default -> (long) random.nextInt(-50, 50);
        };
    }

    private Object floating(boolean single) {
        double value = switch (random.nextInt(10)) {
            case 0 -> Double.NaN;
            case 1 -> Double.POSITIVE_INFINITY;
            case 2 -> Double.NEGATIVE_INFINITY;
            case 3 -> -0.0;
            case 4 -> 0.0;
            case 5 -> random.nextGaussian() * 1e30;
            default -> random.nextInt(-20, 20) / 4.0;
        };
        return single ? (double) (float) value : value;
    }

    private Object decimal(DecimalType type) {
        int digits = random.nextInt(3) == 0 ? type.precision() : Math.min(type.precision(), 4);
        BigInteger bound = BigInteger.TEN.pow(digits);
        BigInteger unscaled = new BigInteger(bound.bitLength() + 8, new Random(random.nextLong())).mod(bound);
        return new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), type.scale());
    }

    private String text() {
        String[] beginnings =
                {"", "a", "abcdefgh", "abcdefghijkl", "abcdefghijklm", "a common beginning that is long: ", "ü"};
        StringBuilder text = new StringBuilder(beginnings[random.nextInt(beginnings.length)]);
        int length = random.nextInt(4);
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + random.nextInt(4)));
        }
        return text.toString();
    }
}
