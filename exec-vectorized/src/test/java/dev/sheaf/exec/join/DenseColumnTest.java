// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.join;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sheaf.core.memory.EngineMemory;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.vector.LongVector;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Numbers in as few bytes as their bounds allow, put and gathered again often enough to be compiled.
class DenseColumnTest {
    private static final int PLACES = 1000;
    private static final int ROUNDS = 300;

    @ParameterizedTest
    @CsvSource({
        "-7, 0, 2",
        "-7, 65535, 2",
        "1000000000000, 65536, 4",
        "-2147483648, 4294967295, 4",
        "0, 4294967296, 8",
        "-9223372036854775808, 9223372036854775807, 8",
    })
    void givesBackWhatWasPut(long min, long distance, int width) {
        Random random = new Random(width);
        LongVector source = new LongVector(DataType.BIGINT, PLACES);
        int[] rows = IntStream.range(0, PLACES).toArray();
        for (int i = 0; i < PLACES; i++) {
            source.values()[i] = i == 0 ? min : i == 1 ? min + distance
                    : min + random.nextLong(distance + 1 > 0 ? distance + 1 : distance);
        }
        KeyBounds bounds = new KeyBounds();
        bounds.addValues(source, rows, PLACES);
        assertEquals(width, DenseColumn.width(DataType.BIGINT, bounds));
        long[] places = new long[PLACES];
        for (int i = 0; i < PLACES; i++) {
            places[i] = (i * 7L + 3) % PLACES;
        }
        int[] odd = IntStream.range(0, PLACES / 2).map(i -> 2 * i + 1).toArray();
        EngineMemory engine = new EngineMemory(1 << 20);
        try (MemoryContext memory = engine.context().child("test");
                DenseColumn column = new DenseColumn(DataType.BIGINT, false, bounds, PLACES, memory)) {
            column.put(places, PLACES, source);
            for (int round = 0; round < ROUNDS; round++) {
                LongVector target = new LongVector(DataType.BIGINT, PLACES);
                column.gather(places, round % 2 == 0 ? null : odd, round % 2 == 0 ? PLACES : odd.length, target,
                        new MemorySegment[0], 0);
                for (int i = 1; i < PLACES; i += 2) {
                    assertEquals(source.values()[i], target.values()[i]);
                }
            }
        }
        engine.close();
    }
}
