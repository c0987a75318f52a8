// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.row;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.BooleanVector;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.ConstantVector;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.DictionaryVector;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LazyVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.core.vector.Selection;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.core.vector.Vector;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// Seeded random chunks in every form that operators meet, and their rows as plain Java values to compare with.
///
/// BOOLEAN is a Boolean, INT an Integer, LONG a Long, DOUBLE a Double, DECIMAL its unscaled BigInteger, STRING a
/// String.
public final class RandomChunks {
    /// A type of every physical kind, and both widths of decimals.
    public static final List<DataType> TYPES = List.of(
            DataType.BOOLEAN,
            DataType.INTEGER,
            DataType.BIGINT,
            DataType.DOUBLE,
            DataType.decimal(15, 2),
            DataType.decimal(38, 4),
            DataType.VARCHAR,
            DataType.DATE);

    private final Random random;
    private final Schema schema;
    private final int distinct;
    private final double nullShare;
    private final boolean plain;
    private final Map<Integer, FlatVector> dictionaries = new HashMap<>();

    /// @param distinct how many values a column has about, besides null
    public RandomChunks(Random random, Schema schema, int distinct, double nullShare) {
        this(random, schema, distinct, nullShare, false);
    }

    /// @param plain whether chunks have flat columns only and no selection
    public RandomChunks(Random random, Schema schema, int distinct, double nullShare, boolean plain) {
        this.random = random;
        this.schema = schema;
        this.distinct = distinct;
        this.nullShare = nullShare;
        this.plain = plain;
    }

    public static Schema schema(List<DataType> types) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            fields.add(new Field("c" + i, types.get(i), true));
        }
        return new Schema(fields);
    }

    /// A chunk of new vectors with up to so many rows, and one at least in play.
    public Chunk next(int rowsMax) {
        int rows = 1 + random.nextInt(rowsMax);
        Chunk chunk = new Chunk(schema).start(rows);
        for (int i = 0; i < schema.size(); i++) {
            chunk.set(i, column(i, rows));
        }
        if (!plain && random.nextInt(3) == 0) {
            Selection selection = new Selection(rows);
            long[] bits = selection.start(rows);
            Bits.clearAll(bits, rows);
            Bits.set(bits, random.nextInt(rows));
            for (int i = 0; i < rows; i++) {
                if (random.nextBoolean()) {
                    Bits.set(bits, i);
                }
            }
            chunk.select(selection.complete());
        }
        return chunk;
    }

    private Vector column(int index, int rows) {
        int form = plain ? 0 : random.nextInt(7);
        return switch (form) {
            case 0, 1, 2 -> flat(index, rows);
            case 3 -> new ConstantVector(flat(index, 1));
            case 4 -> dictionary(index, rows, true);
            case 5 -> dictionary(index, rows, false);
            default -> lazy(flat(index, rows));
        };
    }

    private static Vector lazy(FlatVector vector) {
        return new LazyVector(vector.type()) {
            @Override
            public Vector load(int rowCount, Selection selection) {
                return vector;
            }
        };
    }

    private Vector dictionary(int index, int rows, boolean unique) {
        FlatVector base = unique
                ? dictionaries.computeIfAbsent(index, column -> uniqueBase(column))
                : flat(index, Math.max(1, rows / 2));
        int baseRows = unique ? baseRows(base) : Math.max(1, rows / 2);
        int[] codes = new int[rows];
        long[] validity = random.nextBoolean() ? null : new long[Bits.words(rows)];
        for (int i = 0; i < rows; i++) {
            codes[i] = random.nextInt(baseRows);
            if (validity != null) {
                Bits.set(validity, i, random.nextDouble() >= nullShare);
            }
        }
        DictionaryVector dictionary = new DictionaryVector(schema.type(index));
        dictionary.reset(base, codes, validity, unique);
        return dictionary;
    }

    private int baseRows(FlatVector base) {
        return base.capacity();
    }

    private FlatVector uniqueBase(int index) {
        Set<Object> values = new LinkedHashSet<>();
        for (int i = 0; i < Math.min(4 * distinct + 4, 300); i++) {
            values.add(value(schema.type(index), random, distinct));
        }
        return vector(schema.type(index), List.copyOf(values));
    }

    private FlatVector flat(int index, int rows) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            values.add(random.nextDouble() < nullShare ? null : value(schema.type(index), random, distinct));
        }
        return vector(schema.type(index), values);
    }

    /// A random value out of about so many.
    public static Object value(DataType type, Random random, int distinct) {
        int number = random.nextInt(distinct);
        return switch (type.physical()) {
            case BOOLEAN -> (number & 1) != 0;
            case INT -> number % 3 == 0 ? number : -number * 7919;
            case LONG -> number % 3 == 0 ? (long) number : number * 0x1234_5678_9ABCL;
            case DOUBLE -> switch (number) {
                case 1 -> Double.NaN;
                case 2 -> Double.POSITIVE_INFINITY;
                case 3 -> 0.0;
                case 4 -> -0.0;
                default -> number * 1.25 - 3;
            };
            case DECIMAL -> {
                BigInteger value = BigInteger.valueOf(number % 2 == 0 ? number * 100L : -number);
                boolean wide = type.sqlName().startsWith("DECIMAL(38") && number % 5 == 4;
                yield wide ? value.add(BigInteger.valueOf(3).pow(60)) : value;
            }
            case STRING -> switch (number % 4) {
                case 0 -> "s" + number;
                case 1 -> "a longer text, number " + number;
                case 2 -> number % 3 == 0 ? "" : "twelve by" + number % 1000;
                default -> "é" + "x".repeat(number % 40) + number;
            };
        };
    }

    /// A flat vector of the values; nulls become nulls.
    public static FlatVector vector(DataType type, List<?> values) {
        FlatVector vector = FlatVector.allocate(type, values.size());
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) != null) {
                set(vector, i, values.get(i));
            }
        }
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) == null) {
                vector.setNull(i);
            }
        }
        return vector;
    }

    private static void set(FlatVector vector, int row, Object value) {
        switch (vector) {
            case BooleanVector booleans -> Bits.set(booleans.bits(), row, (Boolean) value);
            case IntVector ints -> ints.values()[row] = (Integer) value;
            case LongVector longs -> longs.values()[row] = (Long) value;
            case DoubleVector doubles -> doubles.values()[row] = (Double) value;
            case DecimalVector decimals -> {
                BigInteger number = (BigInteger) value;
                if (number.bitLength() > 63 && !decimals.wide()) {
                    decimals.widen(decimals.capacity());
                }
                decimals.values()[row] = number.longValue();
                if (decimals.wide()) {
                    decimals.high()[row] = number.shiftRight(64).longValue();
                }
            }
            case StringVector strings -> {
                byte[] bytes = ((String) value).getBytes(StandardCharsets.UTF_8);
                MemorySegment segment = Arena.ofAuto().allocate(Math.max(1, bytes.length));
                MemorySegment.copy(MemorySegment.ofArray(bytes), 0, segment, 0, bytes.length);
                strings.set(row, strings.addHeap(segment), 0, bytes.length);
            }
        }
    }

    /// The value of a row of a vector of any form.
    public static Object get(Vector vector, int row) {
        return switch (vector) {
            case ConstantVector constant -> get(constant.value(), 0);
            case DictionaryVector dictionary ->
                    dictionary.validity() != null && !Bits.get(dictionary.validity(), row)
                            ? null
                            : get(dictionary.base(), dictionary.codes()[row]);
            case FlatVector flat when flat.isNull(row) -> null;
            case BooleanVector booleans -> booleans.value(row);
            case IntVector ints -> ints.values()[row];
            case LongVector longs -> longs.values()[row];
            case DoubleVector doubles -> doubles.values()[row];
            case DecimalVector decimals -> BigInteger.valueOf(decimals.highWord(row))
                    .shiftLeft(64)
                    .add(new BigInteger(Long.toUnsignedString(decimals.values()[row])));
            case StringVector strings -> new String(strings.bytes(row), StandardCharsets.UTF_8);
            case LazyVector _ -> throw new AssertionError("a column is still lazy");
        };
    }

    /// The rows in play as lists of values.
    public static List<List<Object>> rows(Chunk chunk) {
        List<List<Object>> rows = new ArrayList<>();
        for (int row : active(chunk)) {
            List<Object> values = new ArrayList<>();
            for (int i = 0; i < chunk.columnCount(); i++) {
                values.add(get(chunk.column(i), row));
            }
            rows.add(values);
        }
        return rows;
    }

    /// The numbers of the rows in play.
    public static int[] active(Chunk chunk) {
        int[] rows = new int[chunk.activeCount()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = i;
        }
        return chunk.selection() == null ? rows : Arrays.copyOf(chunk.selection().rows(), rows.length);
    }
}
