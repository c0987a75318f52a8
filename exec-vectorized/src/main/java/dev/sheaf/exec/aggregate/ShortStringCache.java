// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.core.vector.StringViews;
import java.util.Arrays;

/// The groups of a few hundred short strings met lately, by their views: equal short strings have equal views, so a
/// column of few values needs no hashing and no table. Turned off for a while when it finds less than half of the
/// rows.
final class ShortStringCache {
    private static final int BITS = 9;
    private static final long MULTIPLIER_1 = 0x9E37_79B9_7F4A_7C15L;
    private static final long MULTIPLIER_2 = 0x9FB2_1C65_1E98_DF25L;
    private static final int CHUNKS_OFF = 32;

    private final long[] views = new long[2 << BITS];
    private final int[] cached = new int[1 << BITS];
    private int[] unknown = {};
    private int chunksOff;

    ShortStringCache() {
        clear();
    }

    /// Whether the next chunk is worth looking up.
    boolean on() {
        if (chunksOff > 0) {
            chunksOff--;
            return false;
        }
        return true;
    }

    /// Gives the groups of the rows that it knows.
    ///
    /// @param groups by row number
    /// @return how many rows it doesn't know; they are in [#unknown()]
    int find(StringVector vector, int[] rows, int count, int[] groups) {
        if (unknown.length < count) {
            unknown = new int[Math.max(count, Chunk.DEFAULT_ROWS)];
        }
        long[] source = vector.views();
        boolean nulls = vector.hasNulls();
        int missed = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            long first = source[2 * row];
            long second = source[2 * row + 1];
            int place = place(first, second);
            boolean hit = views[2 * place] == first && views[2 * place + 1] == second && cached[place] >= 0;
            if (hit && !(nulls && vector.isNull(row))) {
                groups[row] = cached[place];
            } else {
                unknown[missed++] = row;
            }
        }
        if (missed > count / 2 && count >= Chunk.DEFAULT_ROWS / 2) {
            chunksOff = CHUNKS_OFF;
        }
        return missed;
    }

    int[] unknown() {
        return unknown;
    }

    /// Remembers the groups of the rows not known before.
    void learn(StringVector vector, int count, int[] groups) {
        long[] source = vector.views();
        for (int i = 0; i < count; i++) {
            int row = unknown[i];
            long first = source[2 * row];
            if (StringViews.isInline(StringViews.length(first)) && !vector.isNull(row)) {
                int place = place(first, source[2 * row + 1]);
                views[2 * place] = first;
                views[2 * place + 1] = source[2 * row + 1];
                cached[place] = groups[row];
            }
        }
    }

    private static int place(long first, long second) {
        return (int) ((first * MULTIPLIER_1 ^ second * MULTIPLIER_2) >>> (Long.SIZE - BITS));
    }

    void clear() {
        Arrays.fill(cached, -1);
    }
}
