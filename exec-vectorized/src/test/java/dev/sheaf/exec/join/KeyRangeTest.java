// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.join;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class KeyRangeTest {
    private static final int[] ROWS = {0, 1, 2, 4, 5};

    @Test
    void keepsTheRowsBetweenTheBounds() {
        LongVector longs = new LongVector(DataType.BIGINT, 6);
        System.arraycopy(new long[] {9, 10, 15, 12, 20, Long.MIN_VALUE}, 0, longs.values(), 0, 6);
        assertArrayEquals(new int[] {1, 2, 4}, kept(new KeyRange(10, 20), longs));
        IntVector ints = new IntVector(DataType.INTEGER, 6);
        System.arraycopy(new int[] {9, 10, 15, 12, 20, Integer.MAX_VALUE}, 0, ints.values(), 0, 6);
        assertArrayEquals(new int[] {1, 2, 4}, kept(new KeyRange(10, 20), ints));
        assertArrayEquals(ROWS, kept(new KeyRange(Long.MIN_VALUE, Long.MAX_VALUE), ints));
    }

    @Test
    void keepsNothingOfNoKeys() {
        KeyBounds none = new KeyBounds();
        IntVector ints = new IntVector(DataType.INTEGER, 6);
        assertEquals(0, kept(none.range(), ints).length);
    }

    @Test
    void saysNothingOfWhatIsNoNumber() {
        KeyBounds bounds = new KeyBounds();
        bounds.add(new DoubleVector(DataType.DOUBLE, 1), new int[] {0}, 1);
        assertNull(bounds.range());
    }

    private static int[] kept(KeyRange range, FlatVector keys) {
        int[] rows = ROWS.clone();
        return Arrays.copyOf(rows, range.select(keys, rows, rows.length));
    }
}
