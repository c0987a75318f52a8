// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TableWriterTest {
    private static final FormatSettings WINDOW = FormatSettings.unlimited().withWindowColumns(80).withRowsMax(40);

    @Test
    void drawsABoxWithTypesNumbersAtTheRightAndNulls() throws Exception {
        assertEquals("""
                ┌─────┬─────────┐
                │  id │ name    │
                │ int │ varchar │
                ├─────┼─────────┤
                │   1 │ ant     │
                │  20 │ NULL    │
                │ 300 │         │
                │   4 │ 漢字    │
                └─────┴─────────┘
                """, draw(WINDOW, SampleRows.animals()));
    }

    @Test
    void drawsAResultWithoutRows() throws Exception {
        assertEquals("""
                ┌─────┐
                │  id │
                │ int │
                ├─────┤
                └─────┘
                """, draw(WINDOW, new ListRowCursor(List.of(SampleRows.ID), List.of())));
    }

    @Test
    void showsFirstAndLastRowsOfMany() throws Exception {
        String drawn = draw(WINDOW.withRowsMax(5), SampleRows.numbers(1_000));
        assertEquals("""
                │    0 │
                │    1 │
                │    2 │
                │    · │
                │    · │
                │    · │
                │  998 │
                │  999 │
                """, body(drawn));
        ResultSummary summary = new TableWriter(WINDOW).write(SampleRows.numbers(1_000), new StringWriter());
        assertEquals("1,000 rows (40 shown)", summary.toString());
    }

    @Test
    void showsEveryRowUpToTheLimit() throws Exception {
        for (int rows = 0; rows <= 5; rows++) {
            String drawn = draw(WINDOW.withRowsMax(5), SampleRows.numbers(rows));
            assertFalse(drawn.contains("·"), drawn);
            assertEquals(rows, body(drawn).lines().count());
        }
        assertTrue(draw(WINDOW.withRowsMax(5), SampleRows.numbers(6)).contains("·"));
        assertEquals(1 + 3, body(draw(WINDOW.withRowsMax(1), SampleRows.numbers(6))).lines().count());
    }

    @Test
    void streamsEveryRowWithoutALimit() throws Exception {
        String drawn = draw(FormatSettings.unlimited(), SampleRows.numbers(12_345));
        assertEquals(12_345, body(drawn).lines().count());
        assertTrue(drawn.endsWith("│ 12344 │\n└──────┘\n"), drawn.substring(drawn.length() - 200));
    }

    @Test
    void cutsLongTextsToTheWindow() throws Exception {
        String drawn = draw(WINDOW.withWindowColumns(20), new ListRowCursor(
                List.of(new ResultColumn("text", "varchar", ResultColumn.Kind.TEXT)),
                List.of(List.of("a line\nand more than fits".repeat(1_000)))));
        assertEquals("│ a line\\nand mor… │\n", body(drawn));
    }

    @Test
    void leavesColumnsOutOfTheMiddle() throws Exception {
        String drawn = draw(WINDOW.withWindowColumns(30), SampleRows.wide(10));
        assertEquals("""
                ┌──────┬──────┬───┬──────┐
                │   c0 │   c1 │ … │   c9 │
                │  int │  int │   │  int │
                ├──────┼──────┼───┼──────┤
                │ 1000 │ 1001 │ … │ 1009 │
                └──────┴──────┴───┴──────┘
                """, drawn);
        assertEquals("1 row, 10 columns (3 shown)",
                new TableWriter(WINDOW.withWindowColumns(30)).write(SampleRows.wide(10), new StringWriter())
                        .toString());
    }

    @Test
    void everyLineFitsTheWindowAndAllAreOfOneWidth() throws Exception {
        Random random = new Random(11);
        for (int round = 0; round < 200; round++) {
            int window = 20 + random.nextInt(100);
            List<Integer> widths = draw(WINDOW.withWindowColumns(window), SampleRows.random(random)).lines()
                    .map(TextWidth::of).distinct().toList();
            assertEquals(1, widths.size(), "round " + round);
            assertTrue(widths.getFirst() <= window, "round " + round);
        }
    }

    @Test
    void marksNullsWithColourWhereColourIsAllowed() throws Exception {
        String drawn = draw(WINDOW.withColour(true), SampleRows.animals());
        assertTrue(drawn.contains("\u001b[2mNULL\u001b[0m"), drawn);
        assertFalse(draw(WINDOW, SampleRows.animals()).contains("\u001b"));
    }

    private static String draw(FormatSettings settings, RowCursor rows) throws SQLException, IOException {
        StringWriter out = new StringWriter();
        new TableWriter(settings).write(rows, out);
        return out.toString();
    }

    private static String body(String drawn) {
        List<String> lines = new ArrayList<>(drawn.lines().toList());
        return lines.subList(4, lines.size() - 1).stream().map(line -> line + "\n").reduce("", String::concat);
    }
}
