// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.expression;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.BooleanVector;
import dev.sheaf.core.vector.ConstantVector;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.core.vector.Selection;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.core.vector.StringViews;
import dev.sheaf.core.vector.Vector;
import java.util.Arrays;

/// Puts a vector together from rows of several: the results of the branches of CASE and COALESCE.
final class Blender {
    private final FlatVector result;
    private int rowCount;

    Blender(DataType type, int chunkRows) {
        result = FlatVector.allocate(type, chunkRows);
    }

    void start(int rows) {
        rowCount = rows;
        result.ensureCapacity(rows);
        result.clearNulls();
        switch (result) {
            case StringVector strings -> {
                strings.clearHeaps();
                Arrays.fill(strings.views(), 0, 2 * rows, 0L);
            }
            case DecimalVector decimals -> decimals.startNarrow();
            default -> {}
        }
    }

    FlatVector result() {
        return result;
    }

    /// Takes the selected rows from the vector.
    void put(Vector from, Selection selection) {
        if (selection.count() == 0) {
            return;
        }
        boolean constant = from instanceof ConstantVector;
        FlatVector source = from instanceof ConstantVector single ? single.value() : from.flatten(rowCount);
        int mask = constant ? 0 : -1;
        int[] rows = selection.rows();
        int count = selection.count();
        switch (result) {
            case BooleanVector to -> putBits(((BooleanVector) source).bits(), constant, to.bits(), selection);
            case IntVector to -> put(((IntVector) source).values(), mask, to.values(), rows, count);
            case LongVector to -> put(((LongVector) source).values(), mask, to.values(), rows, count);
            case DoubleVector to -> put(((DoubleVector) source).values(), mask, to.values(), rows, count);
            case DecimalVector to -> put((DecimalVector) source, mask, to, rows, count);
            case StringVector to -> put((StringVector) source, mask, to, rows, count);
        }
        putNulls(source, constant, selection);
    }

    /// Makes the selected rows null.
    void putNull(Selection selection) {
        int[] rows = selection.rows();
        for (int i = 0; i < selection.count(); i++) {
            setNull(rows[i]);
        }
    }

    private void setNull(int row) {
        if (!result.hasNulls()) {
            result.startValidity(rowCount);
        }
        result.setNull(row);
    }

    private void putNulls(FlatVector source, boolean constant, Selection selection) {
        long[] validity = source.validity();
        if (validity == null) {
            return;
        }
        if (constant) {
            if (source.isNull(0)) {
                putNull(selection);
            }
            return;
        }
        long[] selected = selection.bits();
        long[] to = result.validity();
        if (to == null) {
            to = result.startValidity(rowCount);
        }
        int words = Bits.words(rowCount);
        for (int i = 0; i < words; i++) {
            to[i] &= ~selected[i] | validity[i];
        }
    }

    private static void putBits(long[] from, boolean constant, long[] to, Selection selection) {
        long[] selected = selection.bits();
        int words = Bits.words(selection.rowCount());
        long same = constant ? -(from[0] & 1) : 0;
        for (int i = 0; i < words; i++) {
            long word = constant ? same : from[i];
            to[i] = to[i] & ~selected[i] | word & selected[i];
        }
    }

    private static void put(int[] from, int mask, int[] to, int[] rows, int count) {
        for (int i = 0; i < count; i++) {
            to[rows[i]] = from[rows[i] & mask];
        }
    }

    private static void put(long[] from, int mask, long[] to, int[] rows, int count) {
        for (int i = 0; i < count; i++) {
            to[rows[i]] = from[rows[i] & mask];
        }
    }

    private static void put(double[] from, int mask, double[] to, int[] rows, int count) {
        for (int i = 0; i < count; i++) {
            to[rows[i]] = from[rows[i] & mask];
        }
    }

    private void put(DecimalVector from, int mask, DecimalVector to, int[] rows, int count) {
        put(from.values(), mask, to.values(), rows, count);
        if (from.wide() && !to.wide()) {
            to.widen(rowCount);
        }
        if (to.wide()) {
            long[] high = to.high();
            for (int i = 0; i < count; i++) {
                high[rows[i]] = from.highWord(rows[i] & mask);
            }
        }
    }

    private static void put(StringVector from, int mask, StringVector to, int[] rows, int count) {
        int base = to.addHeaps(from);
        long[] source = from.views();
        long[] views = to.views();
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            long first = source[2 * (row & mask)];
            long second = source[2 * (row & mask) + 1];
            views[2 * row] = first;
            views[2 * row + 1] = base == 0 || StringViews.isInline(StringViews.length(first))
                    ? second
                    : StringViews.reference(StringViews.heap(second) + base, StringViews.offset(second));
        }
    }
}
