// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.hash;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sheaf.core.hash.ValueHash;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.DecimalType;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.exec.row.RandomChunks;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorHashTest {
    private static final Schema SCHEMA = RandomChunks.schema(RandomChunks.TYPES);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void equalsTheHashOfEachValue(long seed) {
        RandomChunks chunks = new RandomChunks(new Random(seed), SCHEMA, 60, 0.2);
        VectorHash[] single = new VectorHash[SCHEMA.size()];
        for (int i = 0; i < single.length; i++) {
            single[i] = new VectorHash(new int[] {i});
        }
        VectorHash all = new VectorHash(new int[] {6, 0, 1, 2, 3, 4, 5, 7});
        for (int n = 0; n < 80; n++) {
            Chunk chunk = chunks.next(300);
            for (int i = 0; i < single.length; i++) {
                long[] hashes = single[i].hash(chunk);
                for (int row : RandomChunks.active(chunk)) {
                    assertEquals(hash(chunk, i, row), hashes[row], SCHEMA.type(i) + ", seed " + seed);
                }
            }
            long[] hashes = all.hash(chunk);
            for (int row : RandomChunks.active(chunk)) {
                long expected = hash(chunk, 6, row);
                for (int column : new int[] {0, 1, 2, 3, 4, 5, 7}) {
                    expected = ValueHash.combine(expected, hash(chunk, column, row));
                }
                assertEquals(expected, hashes[row], "seed " + seed);
            }
        }
    }

    @Test
    void isTheSameForAllWidthsOfOneValue() {
        Schema schema = RandomChunks.schema(List.of(
                DataType.INTEGER, DataType.BIGINT, DataType.decimal(15, 2), DataType.decimal(38, 4)));
        Chunk chunk = new Chunk(schema).start(2);
        chunk.set(0, RandomChunks.vector(schema.type(0), List.of(12, -5)));
        chunk.set(1, RandomChunks.vector(schema.type(1), List.of(12L, -5L)));
        chunk.set(2, RandomChunks.vector(schema.type(2), List.of(BigInteger.valueOf(1200), BigInteger.valueOf(-550))));
        chunk.set(3, RandomChunks.vector(
                schema.type(3), List.of(BigInteger.valueOf(120000), BigInteger.valueOf(-55000))));
        assertEquals(
                new VectorHash(new int[] {0}).hash(chunk)[1], new VectorHash(new int[] {1}).hash(chunk)[1]);
        for (int row = 0; row < 2; row++) {
            assertEquals(
                    new VectorHash(new int[] {2}).hash(chunk)[row], new VectorHash(new int[] {3}).hash(chunk)[row]);
        }
    }

    private static long hash(Chunk chunk, int column, int row) {
        Object value = RandomChunks.get(chunk.column(column), row);
        return switch (value) {
            case null -> ValueHash.NULL;
            case Boolean bool -> ValueHash.ofLong(bool ? 1 : 0);
            case Integer number -> ValueHash.ofLong(number);
            case Long number -> ValueHash.ofLong(number);
            case Double number -> ValueHash.ofDouble(number);
            case BigInteger number -> ValueHash.ofDecimal(
                    number.longValue(),
                    number.shiftRight(64).longValue(),
                    ((DecimalType) chunk.schema().type(column)).scale());
            default -> {
                StringVector vector = (StringVector) RandomChunks.vector(DataType.VARCHAR, List.of(value));
                yield ValueHash.ofView(vector.views()[0], vector.views()[1], vector.heaps());
            }
        };
    }
}
