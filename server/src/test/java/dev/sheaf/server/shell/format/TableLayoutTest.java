// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TableLayoutTest {
    private static final ResultColumn TEXT = new ResultColumn("t", "varchar", ResultColumn.Kind.TEXT);
    private static final ResultColumn NUMBER = new ResultColumn("n", "bigint", ResultColumn.Kind.NUMBER);

    @Test
    void keepsNaturalWidthsWhereTheyFit() {
        TableLayout layout = TableLayout.fit(List.of(TEXT, NUMBER), new int[] {10, 5}, 22);
        assertArrayEquals(new int[] {10, 5}, widths(layout));
        assertEquals(-1, layout.ellipsisPosition());
        assertArrayEquals(new int[] {1000}, widths(TableLayout.fit(List.of(TEXT), new int[] {1000}, 0)));
    }

    @Test
    void narrowsTheWidestTextBeforeNumbers() {
        TableLayout layout = TableLayout.fit(List.of(TEXT, TEXT, NUMBER), new int[] {100, 20, 25}, 81);
        assertArrayEquals(new int[] {26, 20, 25}, widths(layout));
        assertEquals(-1, layout.ellipsisPosition());
    }

    @Test
    void leavesOutTheMiddle() {
        int[] natural = new int[10];
        Arrays.fill(natural, 10);
        TableLayout layout = TableLayout.fit(java.util.Collections.nCopies(10, NUMBER), natural, 50);
        assertArrayEquals(new int[] {0, 1, 9}, IntStream.range(0, layout.shownCount()).map(layout::column).toArray());
        assertEquals(2, layout.ellipsisPosition());
    }

    @Test
    void fitsAnyWindowThatCouldHoldAColumn() {
        Random random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            List<ResultColumn> columns = new ArrayList<>();
            int[] natural = new int[1 + random.nextInt(30)];
            for (int i = 0; i < natural.length; i++) {
                natural[i] = 1 + random.nextInt(60);
                columns.add(random.nextBoolean() ? TEXT : NUMBER);
            }
            int window = 10 + random.nextInt(190);
            TableLayout layout = TableLayout.fit(columns, natural, window);
            int total = Arrays.stream(widths(layout)).sum() + 3 * layout.shownCount() + 1
                    + (layout.ellipsisPosition() < 0 ? 0 : 4);
            assertTrue(total <= window, "round " + round + " takes " + total + " of " + window);
            assertTrue(Arrays.stream(widths(layout)).allMatch(width -> width > 0), "round " + round);
            assertEquals(layout.ellipsisPosition() < 0, layout.shownCount() == natural.length, "round " + round);
        }
    }

    private static int[] widths(TableLayout layout) {
        return IntStream.range(0, layout.shownCount()).map(layout::width).toArray();
    }
}
