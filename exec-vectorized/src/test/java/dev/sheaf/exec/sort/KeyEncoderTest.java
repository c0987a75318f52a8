// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.sort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.plan.SortKey;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.exec.row.RandomChunks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The words of keys with strings in them, short and long ones of few characters, zero bytes among them.
class KeyEncoderTest {
    private static final Schema ROWS = Schema.of(
            new Field("a", DataType.INTEGER, true),
            new Field("b", DataType.VARCHAR, true),
            new Field("c", DataType.BIGINT, true),
            new Field("d", DataType.VARCHAR, false));

    @ParameterizedTest
    @CsvSource({"1, 7, false", "2, 7, true", "3, 10, false", "4, 10, true"})
    void wordsOrderAsRowsDo(long seed, int longest, boolean descending) {
        Random random = new Random(seed);
        List<SortKey> keys = List.of(
                new SortKey(0, descending, true), new SortKey(1, descending, descending),
                new SortKey(2, !descending, false), new SortKey(3, descending, true));
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            rows.add(Arrays.asList(
                    random.nextInt(20) == 0 ? null : random.nextInt(2),
                    random.nextInt(10) == 0 ? null : text(random, longest),
                    random.nextInt(10) == 0 ? null : (long) random.nextInt(3),
                    text(random, longest)));
        }
        KeyEncoder encoder = new KeyEncoder(keys, ROWS);
        long[][] words = new long[encoder.wordCount()][rows.size()];
        encoder.encode(chunk(rows), null, rows.size(), words);
        assertEquals(longest > 7, encoder.metLongStrings());
        for (int i = 0; i < rows.size(); i++) {
            for (int j = 0; j < rows.size(); j++) {
                int expected = Integer.signum(compare(keys, rows.get(i), rows.get(j)));
                int actual = Integer.signum(compare(words, i, j));
                boolean open = actual == 0 && encoder.metLongStrings();
                assertTrue(open || actual == expected, "seed " + seed + ": " + rows.get(i) + ", " + rows.get(j));
            }
        }
    }

    @Test
    void numbersSayItAll() {
        KeyEncoder encoder = new KeyEncoder(List.of(new SortKey(2, false, false), new SortKey(0, true, true)), ROWS);
        assertTrue(encoder.inexact().isEmpty());
        assertFalse(encoder.metLongStrings());
        assertEquals(2, encoder.wordCount());
    }

    private static String text(Random random, int longest) {
        char[] letters = new char[random.nextInt(longest + 1)];
        for (int i = 0; i < letters.length; i++) {
            // Mostly the same beginning, so that what comes late decides.
            letters[i] = random.nextInt(4) > 0 ? 'a' : random.nextBoolean() ? '\0' : 'b';
        }
        return new String(letters);
    }

    private static Chunk chunk(List<List<Object>> rows) {
        Chunk chunk = new Chunk(ROWS).start(rows.size());
        for (int i = 0; i < ROWS.size(); i++) {
            int column = i;
            chunk.set(i, RandomChunks.vector(ROWS.type(i), rows.stream().map(row -> row.get(column)).toList()));
        }
        return chunk;
    }

    private static int compare(long[][] words, int i, int j) {
        for (long[] word : words) {
            if (word[i] != word[j]) {
                return Long.compareUnsigned(word[i], word[j]);
            }
        }
        return 0;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static int compare(List<SortKey> keys, List<Object> left, List<Object> right) {
        for (SortKey key : keys) {
            Comparable a = (Comparable) left.get(key.column());
            Comparable b = (Comparable) right.get(key.column());
            if (a == null || b == null) {
                if (a != b) {
                    return (a == null) == key.nullsFirst() ? -1 : 1;
                }
                continue;
            }
            int order = a.compareTo(b);
            if (order != 0) {
                return key.descending() ? -order : order;
            }
        }
        return 0;
    }
}
