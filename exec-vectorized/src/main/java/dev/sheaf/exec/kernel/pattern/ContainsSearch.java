// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.pattern;

import dev.sheaf.core.vector.StringVector;
import dev.sheaf.core.vector.StringViews;
import dev.sheaf.exec.kernel.simd.RegionSearch;
import dev.sheaf.exec.kernel.text.ByteSearch;
import dev.sheaf.exec.kernel.text.TextCursor;

/// Which strings of a column contain another. Strings that lie one behind the other in memory, as those of stored
/// columns do, are searched in one go, and what is found is given to the string that it lies in: the loop over bytes is
/// long, and only matches cost anything per string.
final class ContainsSearch {
    /// Bytes between two strings that are searched in vain rather than beginning anew.
    private static final int GAP_BYTES_MAX = 64;
    private static final int PLACES = 256;

    private final TextCursor text;
    private final RegionSearch search;
    private final int[] places = new int[PLACES];
    private int[] stretch = {};

    ContainsSearch(TextCursor text, RegionSearch search) {
        this.text = text;
        this.search = search;
    }

    /// @param needle not empty
    /// @param rows the rows that are looked at, ascending
    /// @param bits receives the bits of the rows whose strings contain the needle
    void run(ByteSearch needle, StringVector strings, int[] rows, int count, long[] bits) {
        if (stretch.length < count) {
            stretch = new int[count];
        }
        long[] views = strings.views();
        int[] searched = stretch;
        int length = 0;
        long reference = 0;
        int searchedCount = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            // Where a string would lie that follows the last one in memory.
            long next = reference + ((long) length << 32);
            length = StringViews.length(views[2 * row]);
            reference = views[2 * row + 1];
            if (StringViews.isInline(length)) {
                bits[row >> 6] |= isIn(strings, row, needle) ? 1L << row : 0;
                length = 0;
                reference = next;
                continue;
            }
            if (reference != next && searchedCount > 0 && !follows(reference, next)) {
                searchStretch(needle, strings, searchedCount, bits);
                searchedCount = 0;
            }
            searched[searchedCount++] = row;
        }
        if (searchedCount > 0) {
            searchStretch(needle, strings, searchedCount, bits);
        }
    }

    /// Whether a string lies a little behind the end of another.
    private static boolean follows(long reference, long next) {
        int gap = StringViews.offset(reference) - StringViews.offset(next);
        return StringViews.heap(reference) == StringViews.heap(next) && gap >= 0 && gap <= GAP_BYTES_MAX;
    }

    private boolean isIn(StringVector strings, int row, ByteSearch needle) {
        text.read(strings, row);
        return needle.indexIn(text) >= 0;
    }

    private void searchStretch(ByteSearch needle, StringVector strings, int count, long[] bits) {
        long[] views = strings.views();
        int last = stretch[count - 1];
        int heap = StringViews.heap(views[2 * last + 1]);
        long from = StringViews.offset(views[2 * stretch[0] + 1]);
        long to = end(views, last);
        int at = 0;
        int found;
        do {
            found = search.find(needle, strings.heaps()[heap], from, to, places);
            for (int i = 0; i < found; i++) {
                long place = from + places[i];
                while (end(views, stretch[at]) <= place) {
                    at++;
                }
                int row = stretch[at];
                boolean within = StringViews.offset(views[2 * row + 1]) <= place
                        && place + needle.length() <= end(views, row);
                bits[row >> 6] |= within ? 1L << row : 0;
            }
            if (found > 0) {
                from += places[found - 1] + 1;
            }
        } while (found == PLACES);
    }

    private static long end(long[] views, int row) {
        return (long) StringViews.offset(views[2 * row + 1]) + StringViews.length(views[2 * row]);
    }
}
