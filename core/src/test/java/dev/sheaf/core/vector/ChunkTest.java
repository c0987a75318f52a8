// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChunkTest {
    private static final Schema ONE = Schema.of(new Field("n", DataType.BIGINT, true));
    private static final Schema TWO =
            Schema.of(new Field("n", DataType.BIGINT, true), new Field("m", DataType.BIGINT, true));

    private final List<Integer> loads = new ArrayList<>();
    private final List<Integer> gathers = new ArrayList<>();

    @Test
    void aSliceTakesChosenRowsInTheirOrder() {
        Chunk source = chunk(numbers(10, 11, 12, 13));
        source.column(0).flatten(4);
        Chunk slice = slice(source, 3, 1, 1);
        assertEquals(3, slice.rowCount());
        assertNull(slice.selection());
        assertArrayEquals(new Long[] {13L, 11L, 11L}, values(slice, 0));
    }

    @Test
    void nullsGoWithTheirRows() {
        LongVector numbers = numbers(10, 11, 12);
        numbers.setNull(1);
        assertArrayEquals(new Long[] {null, 12L, null}, values(slice(chunk(numbers), 1, 2, 1), 0));
    }

    @Test
    void aSliceOfASliceLooksIntoTheFirst() {
        LongVector numbers = numbers(10, 11, 12, 13, 14);
        numbers.setNull(4);
        Chunk once = slice(chunk(numbers), 4, 2, 0, 1);
        Chunk twice = slice(once, 2, 0, 1, 0);
        assertArrayEquals(new Long[] {10L, null, 12L, null}, values(twice, 0));
        DictionaryVector dictionary = assertInstanceOf(DictionaryVector.class, twice.column(0));
        assertSame(numbers, dictionary.base(), "codes are composed, values are not copied");
    }

    @Test
    void aLazyColumnIsDecodedOnceAndOnlyWhenAskedFor() {
        Chunk source = chunk(new Lazy(8, false));
        Chunk slice = slice(source, 7, 0, 3);
        assertEquals(List.of(), loads);
        assertArrayEquals(new Long[] {7L, 0L, 3L}, values(slice, 0));
        assertArrayEquals(new Long[] {7L, 0L, 3L}, values(slice, 0));
        assertEquals(7L, values(source, 0)[7]);
        assertEquals(List.of(8), loads);
    }

    @Test
    void fewRowsOfALazyColumnAreGatheredWhereItCan() {
        Chunk source = chunk(new Lazy(8, true));
        assertArrayEquals(new Long[] {6L, 2L}, values(slice(source, 6, 2), 0));
        assertEquals(List.of(), loads);
        assertEquals(List.of(2), gathers);
        // Of many rows the whole column is decoded.
        assertArrayEquals(new Long[] {6L, 2L, 1L}, values(slice(source, 6, 2, 1), 0));
        assertEquals(List.of(8), loads);
    }

    @Test
    void gatheringReachesThroughSlicesAndProjections() {
        Chunk source = chunk(new Lazy(64, true));
        Chunk first = slice(source, rows(64));
        Chunk projected = new Chunk(TWO);
        projected.project(first, new int[] {0, 0});
        Chunk last = new Chunk(TWO);
        last.slice(projected, new int[] {60, 5}, 2);
        assertArrayEquals(new Long[] {60L, 5L}, values(last, 0));
        assertArrayEquals(new Long[] {60L, 5L}, values(last, 1));
        assertEquals(List.of(), loads);
        assertEquals(List.of(2, 2), gathers);
    }

    @Test
    void aProjectionSharesColumnsAndSelection() {
        Chunk source = new Chunk(TWO).start(3);
        source.set(0, new Lazy(3, false));
        source.set(1, numbers(20, 21, 22));
        Selection selection = new Selection(3);
        selection.start(3)[0] = 0b101;
        source.select(selection.complete());
        Chunk projected = new Chunk(TWO);
        projected.project(source, new int[] {1, 0});
        assertSame(selection, projected.selection());
        assertEquals(2, projected.activeCount());
        assertEquals(3, projected.rowCount());
        assertArrayEquals(new Long[] {20L, 21L, 22L}, values(projected, 0));
        assertEquals(List.of(), loads);
        assertArrayEquals(new Long[] {0L, 1L, 2L}, values(projected, 1));
        assertArrayEquals(new Long[] {0L, 1L, 2L}, values(source, 0));
        assertEquals(List.of(3), loads, "decoded once for both");
    }

    @Test
    void newContentsForgetTheSelection() {
        Chunk chunk = chunk(numbers(1, 2));
        chunk.select(new Selection(2).selectAll(2));
        assertEquals(5, chunk.start(5).activeCount());
    }

    private static Chunk chunk(Vector column) {
        int rowCount = column instanceof Lazy lazy ? lazy.rowCount : ((LongVector) column).capacity();
        Chunk chunk = new Chunk(ONE).start(rowCount);
        chunk.set(0, column);
        return chunk;
    }

    private static Chunk slice(Chunk source, int... rows) {
        Chunk slice = new Chunk(ONE);
        slice.slice(source, rows, rows.length);
        return slice;
    }

    private static int[] rows(int count) {
        int[] rows = new int[count];
        for (int i = 0; i < count; i++) {
            rows[i] = i;
        }
        return rows;
    }

    private static LongVector numbers(long... values) {
        LongVector vector = new LongVector(DataType.BIGINT, values.length);
        System.arraycopy(values, 0, vector.values(), 0, values.length);
        return vector;
    }

    private static @Nullable Long[] values(Chunk chunk, int column) {
        LongVector flat = (LongVector) chunk.flat(column);
        Long[] values = new Long[chunk.rowCount()];
        for (int row = 0; row < values.length; row++) {
            values[row] = flat.isNull(row) ? null : flat.values()[row];
        }
        return values;
    }

    /// A column whose value is its row's number, and which keeps account of how it is decoded.
    private final class Lazy extends LazyVector {
        private final int rowCount;
        private final boolean gathers;

        Lazy(int rowCount, boolean gathers) {
            super(DataType.BIGINT);
            this.rowCount = rowCount;
            this.gathers = gathers;
        }

        @Override
        public Vector load(int rows, @Nullable Selection selection) {
            loads.add(rows);
            LongVector all = new LongVector(DataType.BIGINT, rows);
            for (int row = 0; row < rows; row++) {
                all.values()[row] = row;
            }
            return all;
        }

        @Override
        public @Nullable Vector gather(int[] rows, int count, GatherTarget target) {
            if (!gathers) {
                return null;
            }
            ChunkTest.this.gathers.add(count);
            LongVector chosen = new LongVector(DataType.BIGINT, count);
            for (int i = 0; i < count; i++) {
                chosen.values()[i] = rows[i];
            }
            return chosen;
        }
    }
}
