// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.compare;

import dev.sheaf.core.hash.ValueHash;
import java.util.Arrays;

/// A fixed set of longs for membership tests over whole vectors: a few are compared one after the other, which is
/// vectorised, those close
/// together are bits of a map, others lie in a table with linear probing.
final class LongSet {
    private static final int FEW = 6;
    private static final long RANGE_MAX = 1 << 16;

    private final long[] values;
    private final long min;
    private final long range;
    private final long[] map;
    private final long[] table;
    private final long emptyMark;

    LongSet(long[] members) {
        values = Arrays.stream(members).sorted().distinct().toArray();
        min = values.length == 0 ? 0 : values[0];
        long span = values.length == 0 ? 0 : values[values.length - 1] - min;
        boolean mapped = values.length > FEW && span >= 0 && span < RANGE_MAX;
        range = mapped ? span : -1;
        map = new long[mapped ? (int) (span >> 6) + 1 : 0];
        if (mapped) {
            for (long value : values) {
                map[(int) (value - min >> 6)] |= 1L << (value - min);
            }
        }
        emptyMark = unused();
        table = new long[mapped || values.length <= FEW ? 0 : Integer.highestOneBit(values.length * 4)];
        Arrays.fill(table, emptyMark);
        for (int i = 0; i < values.length && table.length > 0; i++) {
            int slot = slot(values[i]);
            while (table[slot] != emptyMark) {
                slot = slot + 1 & table.length - 1;
            }
            table[slot] = values[i];
        }
    }

    private long unused() {
        long mark = 0;
        while (Arrays.binarySearch(values, mark) >= 0) {
            mark++;
        }
        return mark;
    }

    private int slot(long value) {
        return (int) ValueHash.ofLong(value) & table.length - 1;
    }

    boolean contains(long value) {
        return Arrays.binarySearch(values, value) >= 0;
    }

    /// Writes which of the rows are members.
    ///
    /// @param flags scratch with a byte a row
    void contains(long[] rows, byte[] flags, long[] bits, int rowCount) {
        if (values.length <= FEW) {
            few(rows, flags, rowCount);
            Flags.pack(flags, bits, rowCount, -1L);
        } else if (map.length > 0) {
            mapped(rows, flags, rowCount);
            Flags.pack(flags, bits, rowCount, 0L);
        } else {
            probed(rows, flags, rowCount);
            Flags.pack(flags, bits, rowCount, 0L);
        }
    }

    /// 1 where the row differs from all.
    private void few(long[] rows, byte[] flags, int rowCount) {
        Arrays.fill(flags, 0, rowCount, (byte) 1);
        for (long value : values) {
            for (int i = 0; i < rowCount; i++) {
                flags[i] &= (byte) LongComparisons.differ(rows[i], value);
            }
        }
    }

    @SuppressWarnings("ShortCircuitBoolean") // a condition would become a branch
    private void mapped(long[] rows, byte[] flags, int rowCount) {
        for (int i = 0; i < rowCount; i++) {
            long place = rows[i] - min;
            boolean within = place >= 0 & place <= range;
            int bit = within ? (int) place : 0;
            flags[i] = (byte) (within ? map[bit >> 6] >>> bit & 1 : 0);
        }
    }

    private void probed(long[] rows, byte[] flags, int rowCount) {
        for (int i = 0; i < rowCount; i++) {
            long value = rows[i];
            int slot = slot(value);
            while (table[slot] != value && table[slot] != emptyMark) {
                slot = slot + 1 & table.length - 1;
            }
            flags[i] = (byte) (table[slot] == value && value != emptyMark ? 1 : 0);
        }
    }
}
