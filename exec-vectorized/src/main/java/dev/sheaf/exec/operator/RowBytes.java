// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.operator;

import dev.sheaf.core.batch.BatchLayout;
import dev.sheaf.core.type.PhysicalType;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.core.vector.StringViews;
import org.jspecify.annotations.Nullable;

/// How many rows of a chunk fit into so many bytes of a batch. Only long strings make rows differ; they are looked at
/// row by row only when a first sum says that not all fit.
final class RowBytes {
    private final int fixedBytes;
    private final int[] stringColumns;

    RowBytes(Schema schema) {
        int bytes = 1;
        int strings = 0;
        for (int i = 0; i < schema.size(); i++) {
            bytes += Math.max(1, BatchLayout.of(schema.type(i)).valueBytes());
            strings += schema.type(i).physical() == PhysicalType.STRING ? 1 : 0;
        }
        fixedBytes = bytes;
        stringColumns = new int[strings];
        for (int i = 0, next = 0; i < schema.size(); i++) {
            if (schema.type(i).physical() == PhysicalType.STRING) {
                stringColumns[next++] = i;
            }
        }
    }

    /// @return how many of the rows fit, from the first on; at least one
    int fitting(Chunk chunk, int @Nullable [] rows, int from, int count, long bytes) {
        if (stringColumns.length == 0) {
            return (int) Math.max(1, Math.min(count, bytes / fixedBytes));
        }
        long total = (long) count * fixedBytes;
        for (int column : stringColumns) {
            StringVector strings = (StringVector) chunk.flat(column);
            for (int i = from; i < from + count; i++) {
                total += heapBytes(strings, rows == null ? i : rows[i]);
            }
        }
        return total <= bytes ? count : countFitting(chunk, rows, from, count, bytes);
    }

    private int countFitting(Chunk chunk, int @Nullable [] rows, int from, int count, long bytes) {
        long total = 0;
        for (int i = 0; i < count; i++) {
            int row = rows == null ? from + i : rows[from + i];
            total += fixedBytes;
            for (int column : stringColumns) {
                total += heapBytes((StringVector) chunk.flat(column), row);
            }
            if (total > bytes) {
                return Math.max(1, i);
            }
        }
        return count;
    }

    private static int heapBytes(StringVector strings, int row) {
        int length = StringViews.length(strings.views()[2 * row]);
        return StringViews.isInline(length) || strings.isNull(row) ? 0 : length;
    }
}
