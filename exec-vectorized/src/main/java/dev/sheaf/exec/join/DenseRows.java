// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.join;

import dev.sheaf.core.memory.MemoryBlock;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.exec.row.RowCollection;
import dev.sheaf.exec.row.RowLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/// A build side column by column, in the order of its only key, where that is a number of a narrow range and no value
/// occurs twice. A probe row finds its place by a subtraction and a look at one bit, and each column costs one access
/// to memory of the column's own width: a join with a table by its primary key reads no row and no hash. DuckDB calls
/// this a perfect hash join.
///
/// Stands beside the rows, which it is copied from. Several threads may add rows of different keys at once; when all
/// rows are in, any number may read. A place is the key's distance from the smallest one; behind the last there is one
/// of nulls, for all that isn't there.
final class DenseRows implements AutoCloseable {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final VarHandle WORD = LONG.varHandle();

    private final long min;
    private final long span;
    private final MemoryBlock presence;
    private final MemorySegment present;
    private final DenseColumn[] columns;
    private final boolean full;
    private volatile boolean repeated;
    private boolean closed;

    private DenseRows(
            long min, long span, long rowCount, RowLayout layout, KeyBounds[] values, MemoryContext memory) {
        this.min = min;
        this.span = span;
        // As many different keys as there are numbers: each of them is there.
        this.full = rowCount == span;
        long bytes = presenceBytes(span);
        this.presence = memory.allocate(bytes);
        this.present = presence.segment().asSlice(0, bytes);
        present.fill((byte) 0);
        this.columns = new DenseColumn[layout.columnCount()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] =
                    new DenseColumn(layout.schema().type(i), layout.nullable(i), values[i], span + 1, memory);
        }
    }

    /// @param span how many numbers from `min` on there may be
    /// @param rowCount how many rows will be added
    /// @param values by column, the bounds of its values
    /// @return null where a column has a form that has no place here, or where memory is short
    static @Nullable DenseRows create(
            long min, long span, long rowCount, RowLayout layout, KeyBounds[] values, MemoryContext memory) {
        long bytes = presenceBytes(span);
        for (int i = 0; i < layout.columnCount(); i++) {
            int width = layout.wideDecimal(i) ? 0 : DenseColumn.width(layout.schema().type(i), values[i]);
            if (width == 0) {
                return null;
            }
            bytes += (span + 1) * width;
        }
        return bytes > memory.headroomBytes() / 8 ? null : new DenseRows(min, span, rowCount, layout, values, memory);
    }

    private static long presenceBytes(long span) {
        return 8 * ((span >>> 6) + 1);
    }

    /// Copies rows here; one for each thread.
    final class Writer {
        private final RowCollection rows;
        private final FlatVector[] vectors;
        private final long[] places;

        private Writer(RowCollection rows, int rowsMax) {
            this.rows = rows;
            this.vectors = rows.layout().vectors(rowsMax);
            this.places = new long[rowsMax];
        }

        /// Adds rows, unless some key has been met twice: then nothing here is of use any more.
        ///
        /// @param addresses of the rows, whose keys all are within the bounds
        void add(long[] addresses, int count) {
            if (repeated) {
                return;
            }
            rows.gather(0, addresses, null, count, vectors[0]);
            if (!occupy(vectors[0], count, places)) {
                repeated = true;
                return;
            }
            for (int i = 0; i < vectors.length; i++) {
                if (i > 0) {
                    rows.gather(i, addresses, null, count, vectors[i]);
                }
                columns[i].put(places, count, vectors[i]);
            }
        }
    }

    Writer writer(RowCollection rows, int rowsMax) {
        return new Writer(rows, rowsMax);
    }

    /// @return false when a key has been there before
    private boolean occupy(FlatVector keys, int count, long[] places) {
        switch (keys) {
            case IntVector ints -> {
                int[] values = ints.values();
                for (int i = 0; i < count; i++) {
                    places[i] = values[i] - min;
                }
            }
            case LongVector longs -> {
                long[] values = longs.values();
                for (int i = 0; i < count; i++) {
                    places[i] = values[i] - min;
                }
            }
            default -> throw new IllegalStateException(keys.type() + " keys aren't numbers");
        }
        long met = 0;
        for (int i = 0; i < count; i++) {
            long place = places[i];
            long before = (long) WORD.getAndBitwiseOr(present, place >>> 6 << 3, 1L << place);
            met |= before >>> place & 1;
        }
        return met == 0;
    }

    /// Whether every key has one row.
    boolean unique() {
        return !repeated;
    }

    /// The place of a row of nulls.
    long nullPlace() {
        return span;
    }

    /// Makes the last place one of nulls.
    void clearNullPlace() {
        for (DenseColumn column : columns) {
            column.setNull(span);
        }
    }

    /// Finds the place of each key.
    ///
    /// @param rows the probe rows that are looked at
    /// @param places by probe row, receives the place; of rows that find none, any
    /// @param matched receives the bits of the probe rows that have found one
    /// @return how many have
    int find(FlatVector keys, int[] rows, int count, long[] places, long[] matched) {
        // Ascending numbers, the last of which is as large as there are: all rows from 0 on.
        boolean dense = count > 0 && rows[count - 1] == count - 1;
        switch (keys) {
            case IntVector ints when dense -> place(ints.values(), count, places);
            case IntVector ints -> place(ints.values(), rows, count, places);
            case LongVector longs when dense -> place(longs.values(), count, places);
            case LongVector longs -> place(longs.values(), rows, count, places);
            default -> throw new IllegalStateException(keys.type() + " keys aren't numbers");
        }
        return dense ? match(places, count, matched) : match(places, rows, count, matched);
    }

    private void place(int[] values, int count, long[] places) {
        for (int i = 0; i < count; i++) {
            places[i] = place(values[i]);
        }
    }

    private void place(int[] values, int[] rows, int count, long[] places) {
        for (int i = 0; i < count; i++) {
            places[rows[i]] = place(values[rows[i]]);
        }
    }

    private void place(long[] values, int count, long[] places) {
        for (int i = 0; i < count; i++) {
            places[i] = place(values[i]);
        }
    }

    private void place(long[] values, int[] rows, int count, long[] places) {
        for (int i = 0; i < count; i++) {
            places[rows[i]] = place(values[rows[i]]);
        }
    }

    /// The bits of a word are put together in a register: in memory, each would wait for the one before.
    private int match(long[] places, int count, long[] matched) {
        int found = 0;
        for (int from = 0; from < count; from += 64) {
            int end = Math.min(count, from + 64);
            long bits = 0;
            if (full) {
                for (int i = from; i < end; i++) {
                    // The place behind the last is for all that isn't there.
                    bits |= (places[i] - span) >>> 63 << i;
                }
            } else {
                for (int i = from; i < end; i++) {
                    bits |= hit(places[i]) << i;
                }
            }
            matched[from >> 6] |= bits;
            found += Long.bitCount(bits);
        }
        return found;
    }

    private int match(long[] places, int[] rows, int count, long[] matched) {
        int found = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            long hit = hit(places[row]);
            matched[row >> 6] |= hit << row;
            found += (int) hit;
        }
        return found;
    }

    /// The distance from the smallest key, or `span` where that is smaller as an unsigned number.
    private long place(long key) {
        return Math.min(key - min + Long.MIN_VALUE, span + Long.MIN_VALUE) - Long.MIN_VALUE;
    }

    private long hit(long place) {
        return present.get(LONG, place >>> 6 << 3) >>> place & 1;
    }

    /// As [RowCollection#gather], by place instead of by address.
    ///
    /// @param pages heaps of the strings' views
    void gather(
            int column,
            long[] places,
            int @Nullable [] rows,
            int count,
            FlatVector target,
            MemorySegment[] pages,
            int pageCount) {
        columns[column].gather(places, rows, count, target, pages, pageCount);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            presence.release();
            for (DenseColumn column : columns) {
                column.close();
            }
        }
    }
}
