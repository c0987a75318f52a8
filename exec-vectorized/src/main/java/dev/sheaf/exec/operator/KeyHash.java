// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.operator;

import dev.sheaf.core.hash.ValueHash;
import dev.sheaf.core.type.DataType.DecimalType;
import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.BooleanVector;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.core.vector.StringViews;
import org.jspecify.annotations.Nullable;

/// Hashes of all rows of a chunk over some columns, by [ValueHash].
final class KeyHash {
    private KeyHash() {}

    static void hash(Chunk chunk, int[] keys, long[] hashes) {
        int rowCount = chunk.rowCount();
        for (int i = 0; i < keys.length; i++) {
            column(chunk.flat(keys[i]), rowCount, i > 0, hashes);
        }
    }

    private static void column(FlatVector vector, int rowCount, boolean combine, long[] hashes) {
        for (int row = 0; row < rowCount; row++) {
            long hash = isNull(vector.validity(), row) ? ValueHash.NULL : value(vector, row);
            hashes[row] = combine ? ValueHash.combine(hashes[row], hash) : hash;
        }
    }

    private static boolean isNull(long @Nullable [] validity, int row) {
        return validity != null && !Bits.get(validity, row);
    }

    private static long value(FlatVector vector, int row) {
        return switch (vector) {
            case BooleanVector booleans -> ValueHash.ofLong(booleans.value(row) ? 1 : 0);
            case IntVector ints -> ValueHash.ofLong(ints.values()[row]);
            case LongVector longs -> ValueHash.ofLong(longs.values()[row]);
            case DoubleVector doubles -> ValueHash.ofDouble(doubles.values()[row]);
            case DecimalVector decimals -> ValueHash.ofDecimal(
                    decimals.values()[row], decimals.highWord(row), ((DecimalType) decimals.type()).scale());
            case StringVector strings -> {
                long first = strings.views()[2 * row];
                long second = strings.views()[2 * row + 1];
                yield ValueHash.ofView(
                        first,
                        second,
                        StringViews.isInline(StringViews.length(first)) ? NO_HEAPS : strings.heaps());
            }
        };
    }

    private static final java.lang.foreign.MemorySegment[] NO_HEAPS = {};
}
