// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import dev.sheaf.core.plan.SortKey;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.FlatVector;
import java.util.List;

/// A stable merge sort of row numbers, for the few places where rows of one group are put in order.
final class IndexSort {
    /// Orders two rows.
    @FunctionalInterface
    interface RowOrder {
        int compare(int left, int right);
    }

    private static final int INSERTION_MAX = 12;

    private IndexSort() {}

    /// Sorts `rows[from]` to `rows[to - 1]`.
    ///
    /// @param scratch as long as `rows`
    static void sort(int[] rows, int from, int to, int[] scratch, RowOrder order) {
        if (to - from <= INSERTION_MAX) {
            insertionSort(rows, from, to, order);
            return;
        }
        int middle = (from + to) >>> 1;
        sort(rows, from, middle, scratch, order);
        sort(rows, middle, to, scratch, order);
        if (order.compare(rows[middle - 1], rows[middle]) <= 0) {
            return;
        }
        System.arraycopy(rows, from, scratch, from, to - from);
        int left = from;
        int right = middle;
        for (int i = from; i < to; i++) {
            boolean takeLeft = right >= to || left < middle && order.compare(scratch[left], scratch[right]) <= 0;
            rows[i] = takeLeft ? scratch[left++] : scratch[right++];
        }
    }

    private static void insertionSort(int[] rows, int from, int to, RowOrder order) {
        for (int i = from + 1; i < to; i++) {
            int row = rows[i];
            int j = i;
            while (j > from && order.compare(rows[j - 1], row) > 0) {
                rows[j] = rows[j - 1];
                j--;
            }
            rows[j] = row;
        }
    }

    /// The order of a chunk's rows by sort keys.
    ///
    /// @param columns per key, its place in the chunk
    static RowOrder of(Chunk chunk, int[] columns, List<SortKey> keys) {
        FlatVector[] vectors = new FlatVector[columns.length];
        for (int i = 0; i < columns.length; i++) {
            vectors[i] = chunk.flat(columns[i]);
        }
        return (left, right) -> {
            for (int i = 0; i < vectors.length; i++) {
                int result = compare(vectors[i], left, right, keys.get(i));
                if (result != 0) {
                    return result;
                }
            }
            return 0;
        };
    }

    private static int compare(FlatVector vector, int left, int right, SortKey key) {
        boolean leftNull = vector.isNull(left);
        boolean rightNull = vector.isNull(right);
        if (leftNull || rightNull) {
            return leftNull && rightNull ? 0 : leftNull == key.nullsFirst() ? -1 : 1;
        }
        int result = GroupValues.compare(vector, left, vector, right);
        return key.descending() ? -result : result;
    }
}
