// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.type.PhysicalType;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.exec.row.HeapCharge;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The table for keys that fit 64 bits together: one integer, date, double or decimal, or several narrow columns,
/// strings by their numbers in tables of their own. Up to [#DIRECT_BITS_MAX] bits the packed key is an index; else
/// slots of a key and a group number are probed linearly, so that a row touches one cache line.
///
/// A single 64-bit column may be null as well: its null group stands beside the slots.
final class PackedGroupTable extends GroupTable {
    private static final int DIRECT_BITS_MAX = 12;
    /// Fibonacci hashing: the product's topmost bits number the slot.
    private static final long MULTIPLIER = 0x9E37_79B9_7F4A_7C15L;

    private final HeapCharge charge;
    private final PackedColumn[] columns;
    private final boolean aloneLong;
    private final boolean nullApart;
    private final int directBits;
    private long[] codes = {};
    private long[] slots = {};
    private int[] direct = {};
    private long[] codesOfGroups = {};
    private int nullGroup = -1;
    private int[] validRows = {};
    private final KeyRuns runs = new KeyRuns();

    PackedGroupTable(Schema schema, MemoryContext memory) {
        charge = new HeapCharge(memory);
        columns = new PackedColumn[schema.size()];
        int shift = 0;
        for (int i = 0; i < columns.length; i++) {
            columns[i] = new PackedColumn(schema.field(i), shift, memory);
            shift += KeyPacking.bits(schema.field(i));
        }
        aloneLong = schema.type(0).physical() == PhysicalType.LONG;
        nullApart = shift > Long.SIZE;
        directBits = shift <= DIRECT_BITS_MAX ? shift : 0;
    }

    @Override
    @Nullable KeyRuns find(Chunk chunk, int[] places, int[] rows, int count, int[] groups) {
        ensureRoom(groupCount() + count + 1);
        long[] keys = pack(chunk, places, rows, count);
        long @Nullable [] validity = nullApart ? chunk.flat(places[0]).validity() : null;
        if (validity != null) {
            int valid = splitNulls(validity, rows, count, groups);
            probe(keys, validRows, valid, groups);
            return null;
        }
        if (runs.find(keys, rows, count)) {
            lookUp(keys, runs.heads(), runs.count(), groups);
            return runs;
        }
        lookUp(keys, rows, count, groups);
        return null;
    }

    private void lookUp(long[] keys, int[] rows, int count, int[] groups) {
        if (directBits > 0) {
            index(rows, count, groups);
        } else {
            probe(keys, rows, count, groups);
        }
    }

    /// The packed keys by row number: a lone LONG column's own values, else put together here.
    private long[] pack(Chunk chunk, int[] places, int[] rows, int count) {
        if (aloneLong) {
            return ((LongVector) chunk.flat(places[0])).values();
        }
        if (codes.length < chunk.rowCount()) {
            codes = new long[Math.max(chunk.rowCount(), Chunk.DEFAULT_ROWS)];
        }
        for (int i = 0; i < columns.length; i++) {
            columns[i].pack(chunk, places[i], rows, count, codes, i == 0);
        }
        return codes;
    }

    private int splitNulls(long[] validity, int[] rows, int count, int[] groups) {
        if (validRows.length < count) {
            validRows = new int[Math.max(count, Chunk.DEFAULT_ROWS)];
        }
        int valid = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            if ((validity[row >> 6] >>> row & 1) != 0) {
                validRows[valid++] = row;
                continue;
            }
            if (nullGroup < 0) {
                nullGroup = newGroup(row);
                codesOfGroups[nullGroup] = 0;
            }
            groups[row] = nullGroup;
        }
        return valid;
    }

    private void index(int[] rows, int count, int[] groups) {
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            int code = (int) codes[row];
            int group = direct[code] - 1;
            if (group < 0) {
                group = newGroup(row);
                codesOfGroups[group] = code;
                direct[code] = group + 1;
            }
            groups[row] = group;
        }
    }

    private void probe(long[] keys, int[] rows, int count, int[] groups) {
        long[] table = slots;
        int mask = table.length / 2 - 1;
        int shift = Long.numberOfLeadingZeros(mask);
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            long code = keys[row];
            int place = (int) (code * MULTIPLIER >>> shift);
            int group;
            while (true) {
                group = (int) table[2 * place + 1] - 1;
                if (group < 0 || table[2 * place] == code) {
                    break;
                }
                place = (place + 1) & mask;
            }
            if (group < 0) {
                group = newGroup(row);
                codesOfGroups[group] = code;
                table[2 * place] = code;
                table[2 * place + 1] = group + 1L;
            }
            groups[row] = group;
        }
    }

    private void ensureRoom(int groups) {
        if (directBits > 0) {
            if (direct.length == 0) {
                int keys = 1 << directBits;
                charge.resize(12L * keys);
                direct = new int[keys];
                codesOfGroups = new long[keys];
            }
            return;
        }
        if (groups <= codesOfGroups.length) {
            return;
        }
        int slotCount = slotCount(groups);
        charge.resize(16L * slotCount + 8L * slots.length + 4L * slotCount);
        long[] larger = new long[2 * slotCount];
        int mask = slotCount - 1;
        int shift = Long.numberOfLeadingZeros(mask);
        for (int group = 0; group < groupCount(); group++) {
            if (group == nullGroup) {
                continue;
            }
            long code = codesOfGroups[group];
            int place = (int) (code * MULTIPLIER >>> shift);
            while (larger[2 * place + 1] != 0) {
                place = (place + 1) & mask;
            }
            larger[2 * place] = code;
            larger[2 * place + 1] = group + 1L;
        }
        slots = larger;
        codesOfGroups = Arrays.copyOf(codesOfGroups, slotCount / 2);
        charge.resize(tableBytes());
    }

    private long tableBytes() {
        return 8L * slots.length + 8L * codesOfGroups.length + 4L * direct.length;
    }

    @Override
    void keys(int[] groups, int count, FlatVector[] targets) {
        for (int i = 0; i < columns.length; i++) {
            columns[i].unpack(codesOfGroups, groups, count, targets[i]);
        }
        if (nullGroup >= 0) {
            for (int i = 0; i < count; i++) {
                if (groups[i] == nullGroup) {
                    targets[0].setNull(i);
                }
            }
        }
    }

    @Override
    void clear() {
        super.clear();
        Arrays.fill(slots, 0L);
        Arrays.fill(direct, 0);
        nullGroup = -1;
        for (PackedColumn column : columns) {
            column.clear();
        }
    }

    @Override
    public void close() {
        for (PackedColumn column : columns) {
            column.close();
        }
        charge.close();
    }
}
