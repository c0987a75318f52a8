// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.memory;

import dev.sheaf.core.hash.ValueHash;
import dev.sheaf.core.type.DataType.DecimalType;
import dev.sheaf.core.vector.BooleanVector;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.core.vector.StringVector;
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
        long hash = hash(key[0], row);
        for (int i = 1; i < key.length; i++) {
            hash = ValueHash.combine(hash, hash(key[i], row));
        }
        return hash;
    }

    private static long hash(FlatVector column, int row) {
        return switch (column) {
            case BooleanVector booleans -> ValueHash.ofLong(booleans.value(row) ? 1 : 0);
            case IntVector ints -> ValueHash.ofLong(ints.values()[row]);
            case LongVector longs -> ValueHash.ofLong(longs.values()[row]);
            case DoubleVector doubles -> ValueHash.ofDouble(doubles.values()[row]);
            case DecimalVector decimals -> ValueHash.ofDecimal(
                    decimals.values()[row], decimals.highWord(row), ((DecimalType) decimals.type()).scale());
            case StringVector strings -> ValueHash.ofView(
                    strings.views()[2 * row], strings.views()[2 * row + 1], strings.heaps());
        };
    }
}
