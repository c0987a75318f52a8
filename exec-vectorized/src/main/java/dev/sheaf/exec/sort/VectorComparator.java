// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.sort;

import dev.sheaf.core.vector.BooleanVector;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.core.vector.StringViews;
import java.util.List;

/// Compares rows of chunks column by column: what decides when their normalised keys are equal but don't say it all.
final class VectorComparator {
    private final KeyField[] fields;

    VectorComparator(List<KeyField> fields) {
        this.fields = fields.toArray(KeyField[]::new);
    }

    int compare(Chunk chunk1, int row1, Chunk chunk2, int row2) {
        for (KeyField field : fields) {
            FlatVector vector1 = chunk1.flat(field.column());
            FlatVector vector2 = chunk2.flat(field.column());
            boolean null1 = vector1.isNull(row1);
            boolean null2 = vector2.isNull(row2);
            int order;
            if (null1 || null2) {
                order = null1 == null2 ? 0 : null1 == field.nullsFirst() ? -1 : 1;
            } else {
                order = values(vector1, row1, vector2, row2);
                order = field.descending() ? -order : order;
            }
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /// Orders two values that aren't null.
    static int values(FlatVector vector1, int row1, FlatVector vector2, int row2) {
        return switch (vector1) {
            case BooleanVector booleans -> Boolean.compare(booleans.value(row1), ((BooleanVector) vector2).value(row2));
            case IntVector ints -> Integer.compare(ints.values()[row1], ((IntVector) vector2).values()[row2]);
            case LongVector longs -> Long.compare(longs.values()[row1], ((LongVector) vector2).values()[row2]);
            case DoubleVector doubles ->
                    Double.compare(doubles.values()[row1] + 0.0, ((DoubleVector) vector2).values()[row2] + 0.0);
            case DecimalVector decimals -> decimals(decimals, row1, (DecimalVector) vector2, row2);
            case StringVector strings -> strings(strings, row1, (StringVector) vector2, row2);
        };
    }

    private static int decimals(DecimalVector vector1, int row1, DecimalVector vector2, int row2) {
        int high = Long.compare(vector1.highWord(row1), vector2.highWord(row2));
        return high != 0 ? high : Long.compareUnsigned(vector1.values()[row1], vector2.values()[row2]);
    }

    private static int strings(StringVector vector1, int row1, StringVector vector2, int row2) {
        return StringViews.compare(
                vector1.views()[2 * row1],
                vector1.views()[2 * row1 + 1],
                vector1.heaps(),
                vector2.views()[2 * row2],
                vector2.views()[2 * row2 + 1],
                vector2.heaps());
    }
}
