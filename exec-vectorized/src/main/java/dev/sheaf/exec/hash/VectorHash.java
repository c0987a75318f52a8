// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.hash;

import dev.sheaf.core.hash.ValueHash;
import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.ConstantVector;
import dev.sheaf.core.vector.DictionaryVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.LazyVector;
import dev.sheaf.core.vector.Vector;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Hashes the key columns of chunks: `ValueHash` of each value, combined in the order of the columns. A constant is
/// hashed once, a shared dictionary once per entry that occurs. Keeps its arrays from chunk to chunk; for one thread.
public final class VectorHash {
    private final int[] columns;
    private final DictionaryHashes[] dictionaries;
    private long[] hashes = {};
    private long[] next = {};

    /// @param columns the places of the key columns in the chunks; at least one
    public VectorHash(int[] columns) {
        this.columns = columns.clone();
        this.dictionaries = new DictionaryHashes[columns.length];
        for (int i = 0; i < columns.length; i++) {
            dictionaries[i] = new DictionaryHashes();
        }
    }

    /// Hashes the chunk's rows in play.
    ///
    /// @return the hashes by row number; those of other rows are undefined. Valid until the next call
    public long[] hash(Chunk chunk) {
        return chunk.selection() == null
                ? hash(chunk, null, chunk.rowCount())
                : hash(chunk, chunk.selection().rows(), chunk.selection().count());
    }

    /// Hashes chosen rows.
    ///
    /// @param rows null for the first `count`
    /// @return the hashes by row number; those of other rows are undefined. Valid until the next call
    public long[] hash(Chunk chunk, int @Nullable [] rows, int count) {
        int rowCount = chunk.rowCount();
        if (hashes.length < rowCount) {
            hashes = new long[Math.max(rowCount, Chunk.DEFAULT_ROWS)];
        }
        hashColumn(chunk, 0, rows, count, hashes);
        for (int i = 1; i < columns.length; i++) {
            if (next.length < hashes.length) {
                next = new long[hashes.length];
            }
            hashColumn(chunk, i, rows, count, next);
            combine(hashes, next, rows, count, rowCount);
        }
        return hashes;
    }

    private static void combine(long[] hashes, long[] next, int @Nullable [] rows, int count, int rowCount) {
        if (rows != null && FlatHash.isFew(rows, count, rowCount)) {
            for (int i = 0; i < count; i++) {
                hashes[rows[i]] = ValueHash.combine(hashes[rows[i]], next[rows[i]]);
            }
            return;
        }
        for (int i = 0; i < rowCount; i++) {
            hashes[i] = ValueHash.combine(hashes[i], next[i]);
        }
    }

    private void hashColumn(Chunk chunk, int index, int @Nullable [] rows, int count, long[] target) {
        int rowCount = chunk.rowCount();
        Vector column = chunk.column(columns[index]);
        switch (column) {
            case ConstantVector constant ->
                    Arrays.fill(target, 0, rowCount, FlatHash.hashOf(constant.value(), 0));
            case DictionaryVector dictionary when dictionary.unique() -> {
                dictionaries[index].hash(dictionary, rows, count, target);
                nulls(dictionary.validity(), rows, count, target);
            }
            case DictionaryVector dictionary -> hashFlat(dictionary.flatten(rowCount), rows, count, rowCount, target);
            case FlatVector flat -> hashFlat(flat, rows, count, rowCount, target);
            case LazyVector _ -> throw new IllegalStateException("a decoded column is lazy");
        }
    }

    private static void hashFlat(FlatVector vector, int @Nullable [] rows, int count, int rowCount, long[] target) {
        FlatHash.hash(vector, rows, count, rowCount, target);
        nulls(vector.validity(), rows, count, target);
    }

    private static void nulls(long @Nullable [] validity, int @Nullable [] rows, int count, long[] target) {
        if (validity == null) {
            return;
        }
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows[i];
            if (!Bits.get(validity, row)) {
                target[row] = ValueHash.NULL;
            }
        }
    }
}
