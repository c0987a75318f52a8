// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.memory;

import dev.sheaf.core.hash.ValueHash;
import dev.sheaf.core.vector.FlatVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The hashes of the keys in a segment. Keys with a null in them have none: they repeat nothing.
final class KeyHashes {
    private KeyHashes() {}

    static long[] of(TableSegment segment, List<Integer> columns) {
        long[] hashes = new long[segment.rowCount()];
        int count = 0;
        List<BlockDecoder> decoders = new ArrayList<>();
        for (int column : columns) {
            decoders.add(new BlockDecoder(segment.column(column).type(), segment.blockRows(0)));
        }
        FlatVector[] key = new FlatVector[columns.size()];
        for (int block = 0; block < segment.blockCount(); block++) {
            int rows = segment.blockRows(block);
            for (int i = 0; i < key.length; i++) {
                key[i] = decoders.get(i)
                        .decode(segment.column(columns.get(i)), block, 0, rows)
                        .flatten(rows);
            }
            for (int row = 0; row < rows; row++) {
                if (!hasNull(key, row)) {
                    hashes[count++] = hash(key, row);
                }
            }
        }
        return Arrays.copyOf(hashes, count);
    }

    private static boolean hasNull(FlatVector[] key, int row) {
        for (FlatVector column : key) {
            if (column.isNull(row)) {
                return true;
            }
        }
        return false;
    }

    private static long hash(FlatVector[] key, int row) {
        long hash = ValueHash.of(key[0], row);
        for (int i = 1; i < key.length; i++) {
            hash = ValueHash.combine(hash, ValueHash.of(key[i], row));
        }
        return hash;
    }
}
