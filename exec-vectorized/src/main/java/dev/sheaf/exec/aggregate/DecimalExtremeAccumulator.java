// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.FlatVector;
import java.util.Arrays;

/// MIN and MAX of decimals, in 128 bits, complemented for MAX.
final class DecimalExtremeAccumulator extends Accumulator {
    private final long flip;
    private final SeenGroups seen = new SeenGroups();
    private long[] values = {};

    DecimalExtremeAccumulator(boolean maximum) {
        this.flip = maximum ? -1 : 0;
    }

    @Override
    void grow(int capacity) {
        int before = values.length;
        values = Arrays.copyOf(values, 2 * capacity);
        fillLargest(before);
        seen.grow(capacity);
    }

    private void fillLargest(int from) {
        for (int i = from; i < values.length; i += 2) {
            values[i] = -1;
            values[i + 1] = Long.MAX_VALUE;
        }
    }

    @Override
    int bytesPerGroup() {
        return 17;
    }

    @Override
    void add(Chunk chunk, int[] arguments, GroupedRows rows) {
        DecimalVector vector = (DecimalVector) chunk.flat(arguments[0]);
        GroupedRows valid = rows.where(vector.validity());
        seen.mark(valid);
        int[] chosen = valid.rows();
        int[] groups = valid.groups();
        long[] low = vector.values();
        if (vector.wide()) {
            long[] high = vector.high();
            for (int i = 0; i < valid.count(); i++) {
                int row = chosen[i];
                take(groups[row], low[row] ^ flip, high[row] ^ flip);
            }
        } else {
            for (int i = 0; i < valid.count(); i++) {
                int row = chosen[i];
                take(groups[row], low[row] ^ flip, low[row] >> 63 ^ flip);
            }
        }
    }

    private void take(int group, long low, long high) {
        long bestHigh = values[2 * group + 1];
        boolean less = high != bestHigh ? high < bestHigh : Long.compareUnsigned(low, values[2 * group]) < 0;
        if (less) {
            values[2 * group] = low;
            values[2 * group + 1] = high;
        }
    }

    @Override
    void addStates(Chunk chunk, int[] columns, GroupedRows rows) {
        add(chunk, columns, rows);
    }

    @Override
    void states(int[] groups, int count, FlatVector[] targets) {
        results(groups, count, targets[0]);
    }

    @Override
    void results(int[] groups, int count, FlatVector target) {
        target.ensureCapacity(count);
        seen.writeNulls(groups, count, target);
        DecimalVector decimals = (DecimalVector) target;
        long[] low = decimals.values();
        long[] high = decimals.startWide();
        long wide = 0;
        for (int i = 0; i < count; i++) {
            low[i] = values[2 * groups[i]] ^ flip;
            high[i] = values[2 * groups[i] + 1] ^ flip;
            wide |= seen.seen(groups[i]) ? high[i] ^ low[i] >> 63 : 0;
        }
        if (wide == 0) {
            decimals.startNarrow();
        }
    }

    @Override
    void clear() {
        fillLargest(0);
        seen.clear();
    }

    @Override
    public void close() {
        values = new long[0];
        seen.clear();
    }
}
