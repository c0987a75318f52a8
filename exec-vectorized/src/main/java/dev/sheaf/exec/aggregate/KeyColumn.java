// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.type.DataType;
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
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One key column of all groups of a table. Doubles are kept with -0.0 as 0.0 and one NaN.
final class KeyColumn implements AutoCloseable {
    private final FlatVector values;
    private final @Nullable StringStore store;
    private byte[] valid = {};
    private boolean nulls;
    private boolean[] scratch = {};

    KeyColumn(DataType type, MemoryContext memory) {
        values = FlatVector.allocate(type, 0);
        store = values instanceof StringVector strings ? new StringStore(memory, strings) : null;
    }

    void grow(int capacity) {
        values.ensureCapacity(capacity);
        valid = Arrays.copyOf(valid, capacity);
    }

    /// The heap per group, in bytes.
    int bytesPerGroup() {
        return 17;
    }

    /// Sets the keys of groups `from` and up to those of the rows.
    void append(FlatVector source, int[] rows, int count, int from) {
        appendValidity(source, rows, count, from);
        switch (source) {
            case BooleanVector booleans -> {
                long[] to = ((BooleanVector) values).bits();
                for (int i = 0; i < count; i++) {
                    Bits.set(to, from + i, booleans.value(rows[i]));
                }
            }
            case IntVector ints -> {
                int[] to = ((IntVector) values).values();
                for (int i = 0; i < count; i++) {
                    to[from + i] = ints.values()[rows[i]];
                }
            }
            case LongVector longs -> appendLongs(longs.values(), rows, count, ((LongVector) values).values(), from);
            case DoubleVector doubles -> {
                double[] to = ((DoubleVector) values).values();
                for (int i = 0; i < count; i++) {
                    to[from + i] = Double.longBitsToDouble(Double.doubleToLongBits(doubles.values()[rows[i]] + 0.0));
                }
            }
            case DecimalVector decimals -> appendDecimals(decimals, rows, count, from);
            case StringVector strings -> appendStrings(strings, rows, count, from);
        }
    }

    private void appendValidity(FlatVector source, int[] rows, int count, int from) {
        if (!source.hasNulls()) {
            Arrays.fill(valid, from, from + count, (byte) 1);
            return;
        }
        for (int i = 0; i < count; i++) {
            valid[from + i] = (byte) (source.isNull(rows[i]) ? 0 : 1);
            nulls |= valid[from + i] == 0;
        }
    }

    private static void appendLongs(long[] source, int[] rows, int count, long[] to, int from) {
        for (int i = 0; i < count; i++) {
            to[from + i] = source[rows[i]];
        }
    }

    private void appendDecimals(DecimalVector source, int[] rows, int count, int from) {
        DecimalVector to = (DecimalVector) values;
        if (source.wide() && !to.wide()) {
            to.widen(from);
        }
        appendLongs(source.values(), rows, count, to.values(), from);
        if (to.wide()) {
            for (int i = 0; i < count; i++) {
                to.high()[from + i] = source.highWord(rows[i]);
            }
        }
    }

    private void appendStrings(StringVector source, int[] rows, int count, int from) {
        if (store == null) {
            throw new IllegalStateException("not a column of strings");
        }
        StringVector to = (StringVector) values;
        for (int i = 0; i < count; i++) {
            if (valid[from + i] == 0) {
                to.setView(from + i, 0, 0);
                continue;
            }
            long first = source.views()[2 * rows[i]];
            to.setView(from + i, first, store.copy(first, source.views()[2 * rows[i] + 1], source.heaps()));
        }
    }

    /// Notes the pairs that differ: `differs[i] |= source[rows[i]] is not key[groups[i]]`.
    void compare(FlatVector source, int[] rows, int[] groups, int count, boolean[] differs) {
        if (!nulls && !source.hasNulls()) {
            compareValues(source, rows, groups, count, differs);
            return;
        }
        if (scratch.length < count) {
            scratch = new boolean[Math.max(count, Chunk.DEFAULT_ROWS)];
        }
        Arrays.fill(scratch, 0, count, false);
        compareValues(source, rows, groups, count, scratch);
        for (int i = 0; i < count; i++) {
            boolean present = valid[groups[i]] != 0;
            boolean bothPresent = present && !source.isNull(rows[i]);
            differs[i] |= bothPresent ? scratch[i] : present == source.isNull(rows[i]);
        }
    }

    private void compareValues(FlatVector source, int[] rows, int[] groups, int count, boolean[] differs) {
        switch (source) {
            case BooleanVector booleans -> compareBooleans(booleans, rows, groups, count, differs);
            case IntVector ints ->
                    compareInts(ints.values(), ((IntVector) values).values(), rows, groups, count, differs);
            case LongVector longs ->
                    compareLongs(longs.values(), ((LongVector) values).values(), rows, groups, count, differs);
            case DoubleVector doubles ->
                    compareDoubles(doubles.values(), ((DoubleVector) values).values(), rows, groups, count, differs);
            case DecimalVector decimals -> compareDecimals(decimals, rows, groups, count, differs);
            case StringVector strings -> compareStrings(strings, rows, groups, count, differs);
        }
    }

    private void compareBooleans(BooleanVector source, int[] rows, int[] groups, int count, boolean[] differs) {
        BooleanVector keys = (BooleanVector) values;
        for (int i = 0; i < count; i++) {
            differs[i] |= source.value(rows[i]) != keys.value(groups[i]);
        }
    }

    private static void compareInts(
            int[] source, int[] keys, int[] rows, int[] groups, int count, boolean[] differs) {
        for (int i = 0; i < count; i++) {
            differs[i] |= source[rows[i]] != keys[groups[i]];
        }
    }

    private static void compareLongs(
            long[] source, long[] keys, int[] rows, int[] groups, int count, boolean[] differs) {
        for (int i = 0; i < count; i++) {
            differs[i] |= source[rows[i]] != keys[groups[i]];
        }
    }

    private static void compareDoubles(
            double[] source, double[] keys, int[] rows, int[] groups, int count, boolean[] differs) {
        for (int i = 0; i < count; i++) {
            differs[i] |= Double.doubleToLongBits(source[rows[i]] + 0.0) != Double.doubleToLongBits(keys[groups[i]]);
        }
    }

    private void compareDecimals(DecimalVector source, int[] rows, int[] groups, int count, boolean[] differs) {
        DecimalVector keys = (DecimalVector) values;
        compareLongs(source.values(), keys.values(), rows, groups, count, differs);
        if (source.wide() || keys.wide()) {
            for (int i = 0; i < count; i++) {
                differs[i] |= source.highWord(rows[i]) != keys.highWord(groups[i]);
            }
        }
    }

    private void compareStrings(StringVector source, int[] rows, int[] groups, int count, boolean[] differs) {
        StringVector keys = (StringVector) values;
        long[] views = source.views();
        long[] keyViews = keys.views();
        MemorySegment[] heaps = source.heaps();
        MemorySegment[] keyHeaps = keys.heaps();
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            int group = groups[i];
            // A null's view may refer to nothing.
            differs[i] |= !source.isNull(row) && !StringViews.equal(
                    views[2 * row],
                    views[2 * row + 1],
                    heaps,
                    keyViews[2 * group],
                    keyViews[2 * group + 1],
                    keyHeaps);
        }
    }

    /// Writes the groups' keys. Strings are viewed here.
    void write(int[] groups, int count, FlatVector target) {
        target.ensureCapacity(count);
        target.gather(values, groups, count);
        target.clearNulls();
        if (nulls) {
            for (int i = 0; i < count; i++) {
                if (valid[groups[i]] == 0) {
                    target.setNull(i);
                }
            }
        }
    }

    void clear() {
        nulls = false;
        if (store != null) {
            store.clear();
        }
        if (values instanceof DecimalVector decimals) {
            decimals.startNarrow();
        }
    }

    @Override
    public void close() {
        clear();
    }
}
