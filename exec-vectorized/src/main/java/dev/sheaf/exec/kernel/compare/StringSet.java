// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.compare;

import dev.sheaf.core.hash.ValueHash;
import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.core.vector.StringViews;
import dev.sheaf.exec.kernel.CallFrame;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// A fixed set of strings for membership tests over whole vectors. A few short ones are compared by their views, others
/// by a hash table.
final class StringSet {
    private static final int FEW = 6;

    private final StringVector values;
    private final int[] members;
    private final boolean fewAndShort;
    private final int[] table;
    private final long[] hashes;

    /// @param members rows of `values`
    StringSet(StringVector values, int[] members) {
        this.values = values;
        this.members = members;
        this.fewAndShort = members.length <= FEW
                && Arrays.stream(members).allMatch(row -> StringViews.isInline(values.length(row)));
        this.table = new int[fewAndShort ? 0 : Integer.highestOneBit(Math.max(members.length, 1) * 4)];
        this.hashes = new long[table.length];
        Arrays.fill(table, -1);
        for (int i = 0; i < members.length && table.length > 0; i++) {
            insert(members[i]);
        }
    }

    private void insert(int member) {
        long hash = ValueHash.ofView(values.views()[2 * member], values.views()[2 * member + 1], values.heaps());
        int slot = (int) hash & table.length - 1;
        while (table[slot] >= 0) {
            slot = slot + 1 & table.length - 1;
        }
        table[slot] = member;
        hashes[slot] = hash;
    }

    void contains(CallFrame frame, StringVector rows, long[] bits, int mask) {
        if (fewAndShort) {
            few(frame, rows.views(), bits, frame.rowCount());
        } else {
            probe(frame, rows, bits, mask);
        }
    }

    private void few(CallFrame frame, long[] views, long[] bits, int rowCount) {
        byte[] flags = frame.flags();
        Arrays.fill(flags, 0, rowCount, (byte) 1);
        for (int member : members) {
            long first = values.views()[2 * member];
            long second = values.views()[2 * member + 1];
            for (int i = 0; i < rowCount; i++) {
                long difference = views[2 * i] ^ first | views[2 * i + 1] ^ second;
                flags[i] &= (byte) LongComparisons.differ(difference, 0);
            }
        }
        Flags.pack(flags, bits, rowCount, -1L);
    }

    private void probe(CallFrame frame, StringVector vector, long[] bits, int mask) {
        long[] views = vector.views();
        MemorySegment[] heaps = vector.heaps();
        int[] rows = frame.rows();
        int count = frame.count();
        Arrays.fill(bits, 0, Bits.words(frame.rowCount()), 0L);
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            if (contains(views[2 * (row & mask)], views[2 * (row & mask) + 1], heaps)) {
                bits[row >> 6] |= 1L << row;
            }
        }
    }

    private boolean contains(long first, long second, MemorySegment[] heaps) {
        long hash = ValueHash.ofView(first, second, heaps);
        int slot = (int) hash & table.length - 1;
        while (table[slot] >= 0) {
            int member = table[slot];
            if (hashes[slot] == hash
                    && StringViews.equal(
                            first, second, heaps, values.views()[2 * member], values.views()[2 * member + 1],
                            values.heaps())) {
                return true;
            }
            slot = slot + 1 & table.length - 1;
        }
        return false;
    }
}
