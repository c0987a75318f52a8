// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.sort;

import dev.sheaf.core.schedule.CancellationToken;
import dev.sheaf.core.vector.StringViews;
import dev.sheaf.exec.row.RowAddress;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Sorts rows that lie in row pages, by pairs of the first word of a row's normalised key and its address. Rows with
/// equal first words are sorted by the next ones, which stand in the row's header, and if those don't say it all by
/// comparing the rows.
///
/// For one thread; several may sort rows of the same pages.
final class RowSorter {
    private static final int CHECK_ROWS = 4096;

    private final RowOrder order;
    private final int wordCount;
    private final RowComparator comparator;
    private final CancellationToken cancellation;
    private final PairSort pairs;

    /// @param order whose keys' words, but for the first one, stand at the beginning of each row
    /// @param cancellation looked at while large ranges are sorted
    RowSorter(RowOrder order, RowComparator comparator, CancellationToken cancellation) {
        this.order = order;
        this.wordCount = order.wordCount();
        this.comparator = comparator;
        this.cancellation = cancellation;
        this.pairs = new PairSort(cancellation);
    }

    /// Sorts the pairs from `from` to `to - 1`.
    ///
    /// @param scratchKeys as large as `keys`
    void sort(
            MemorySegment[] pages,
            long[] keys,
            long[] addresses,
            long[] scratchKeys,
            long[] scratchAddresses,
            int from,
            int to) {
        sort(pages, keys, addresses, scratchKeys, scratchAddresses, from, to, null);
    }

    /// As above, and notes where rows of other keys begin.
    ///
    /// @param boundaries of the same range; only for orders whose words say it all
    void sort(
            MemorySegment[] pages,
            long[] keys,
            long[] addresses,
            long[] scratchKeys,
            long[] scratchAddresses,
            int from,
            int to,
            @Nullable KeyBoundaries boundaries) {
        sortFrom(0, pages, keys, addresses, scratchKeys, scratchAddresses, from, to, boundaries);
    }

    private void sortFrom(
            int word,
            MemorySegment[] pages,
            long[] keys,
            long[] addresses,
            long[] scratchKeys,
            long[] scratchAddresses,
            int from,
            int to,
            @Nullable KeyBoundaries boundaries) {
        pairs.sort(keys, addresses, scratchKeys, scratchAddresses, from, to);
        if (boundaries != null) {
            boundaries.mark(word, keys, from, to);
        }
        boolean lastWord = word + 1 == wordCount;
        if (lastWord && order.exact()) {
            return;
        }
        int start = from;
        while (start < to) {
            long key = keys[start];
            int end = start + 1;
            while (end < to && keys[end] == key) {
                end++;
            }
            if (end - start > 1) {
                if (lastWord) {
                    mergeSort(pages, addresses, scratchAddresses, start, end);
                } else {
                    loadWord(word + 1, pages, keys, addresses, start, end);
                    sortFrom(
                            word + 1, pages, keys, addresses, scratchKeys, scratchAddresses, start, end, boundaries);
                    // Back to what makes the range one of equal keys.
                    Arrays.fill(keys, start, end, key);
                }
            }
            start = end;
        }
    }

    private static void loadWord(
            int word, MemorySegment[] pages, long[] keys, long[] addresses, int from, int to) {
        long offset = 8L * (word - 1);
        for (int i = from; i < to; i++) {
            keys[i] = pages[RowAddress.page(addresses[i])].get(
                    StringViews.LONG, RowAddress.offset(addresses[i]) + offset);
        }
    }

    private void mergeSort(MemorySegment[] pages, long[] addresses, long[] scratch, int from, int to) {
        if (to - from <= 8) {
            insertion(pages, addresses, from, to);
            return;
        }
        if (to - from > CHECK_ROWS) {
            cancellation.check();
        }
        int middle = (from + to) >>> 1;
        mergeSort(pages, addresses, scratch, from, middle);
        mergeSort(pages, addresses, scratch, middle, to);
        if (comparator.compare(pages, addresses[middle - 1], addresses[middle]) <= 0) {
            return;
        }
        System.arraycopy(addresses, from, scratch, from, middle - from);
        int left = from;
        int right = middle;
        int target = from;
        while (left < middle && right < to) {
            addresses[target++] = comparator.compare(pages, scratch[left], addresses[right]) <= 0
                    ? scratch[left++]
                    : addresses[right++];
        }
        System.arraycopy(scratch, left, addresses, target, middle - left);
    }

    private void insertion(MemorySegment[] pages, long[] addresses, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            long address = addresses[i];
            int j = i - 1;
            while (j >= from && comparator.compare(pages, addresses[j], address) > 0) {
                addresses[j + 1] = addresses[j];
                j--;
            }
            addresses[j + 1] = address;
        }
    }

    /// Compares two rows whose first words are known.
    int compare(MemorySegment[] pages, long key1, long address1, long key2, long address2) {
        if (key1 != key2) {
            return Long.compareUnsigned(key1, key2);
        }
        MemorySegment page1 = pages[RowAddress.page(address1)];
        MemorySegment page2 = pages[RowAddress.page(address2)];
        for (int word = 1; word < wordCount; word++) {
            long word1 = page1.get(StringViews.LONG, RowAddress.offset(address1) + 8L * (word - 1));
            long word2 = page2.get(StringViews.LONG, RowAddress.offset(address2) + 8L * (word - 1));
            if (word1 != word2) {
                return Long.compareUnsigned(word1, word2);
            }
        }
        return order.exact() ? 0 : comparator.compare(pages, address1, address2);
    }
}
