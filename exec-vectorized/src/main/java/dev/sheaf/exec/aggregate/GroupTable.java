// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.FlatVector;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Numbers the distinct keys that it meets from 0 on, in the order of their first rows. Nulls are equal to each other,
/// so are NaNs, and -0.0 to 0.0. Works by the batch: key columns in, group numbers out.
///
/// Filled by one thread; keys may be read by many when it is done.
abstract class GroupTable implements AutoCloseable {
    /// What arrays of two longs a slot have room for.
    private static final int GROUPS_MAX = 1 << 28;

    private int[] newRows = {};
    private int newCount;
    private int groupCount;

    /// The fastest table for keys of these columns: one that packs a key into 64 bits where it fits, else one that
    /// compares column by column.
    static GroupTable create(Schema keys, MemoryContext memory) {
        if (keys.size() == 1 && KeyPacking.isString(keys.type(0))) {
            return new ColumnGroupTable(keys, memory);
        }
        int bits = 0;
        for (Field field : keys.fields()) {
            bits += KeyPacking.bits(field);
        }
        boolean fits = bits <= Long.SIZE || keys.size() == 1 && KeyPacking.bits(keys.field(0)) == Long.SIZE + 1;
        return fits ? new PackedGroupTable(keys, memory) : new ColumnGroupTable(keys, memory);
    }

    /// How many groups there are.
    final int groupCount() {
        return groupCount;
    }

    /// Gives rows their groups, new ones where need be.
    ///
    /// @param columns the places of the key columns in the chunk
    /// @param rows row numbers
    /// @param groups by row number, receives the group
    final void assign(Chunk chunk, int[] columns, int[] rows, int count, int[] groups) {
        KeyRuns runs = assignRuns(chunk, columns, rows, count, groups);
        if (runs != null) {
            runs.spread(rows, groups);
        }
    }

    /// As [#assign], but where rows of the same group follow each other, only the first of each run may get it.
    ///
    /// @return the runs, valid until the next call here, or null when all rows have got their groups
    final @Nullable KeyRuns assignRuns(Chunk chunk, int[] columns, int[] rows, int count, int[] groups) {
        if (newRows.length < count) {
            newRows = new int[Math.max(count, Chunk.DEFAULT_ROWS)];
        }
        newCount = 0;
        return find(chunk, columns, rows, count, groups);
    }

    /// Gives groups of another table over the same keys their groups here.
    ///
    /// @param chosen the other's groups
    /// @param chunk their keys, row `i` those of `chosen[i]`
    /// @param rows the numbers from 0 on
    /// @param groups by row number, receives the group
    final void merge(
            GroupTable other, int[] chosen, Chunk chunk, int[] columns, int[] rows, int count, int[] groups) {
        if (newRows.length < count) {
            newRows = new int[Math.max(count, Chunk.DEFAULT_ROWS)];
        }
        newCount = 0;
        findMerged(other, chosen, chunk, columns, rows, count, groups);
    }

    /// The rows that got new groups in the last [#assign], in the order of the groups; the first [#newCount()] entries.
    final int[] newRows() {
        return newRows;
    }

    final int newCount() {
        return newCount;
    }

    /// Counts a new group, to be called for each in turn.
    final int newGroup(int row) {
        newRows[newCount++] = row;
        return groupCount++;
    }

    /// Looks rows up, or the first rows of runs.
    ///
    /// @return the runs if there are any
    abstract @Nullable KeyRuns find(Chunk chunk, int[] columns, int[] rows, int count, int[] groups);

    /// As [#find] for all rows, where the other table may know more of them than their keys.
    void findMerged(
            GroupTable other, int[] chosen, Chunk chunk, int[] columns, int[] rows, int count, int[] groups) {
        KeyRuns runs = find(chunk, columns, rows, count, groups);
        if (runs != null) {
            runs.spread(rows, groups);
        }
    }

    /// Writes the keys of groups: row `i` of the targets for group `groups[i]`. Long strings are viewed here.
    abstract void keys(int[] groups, int count, FlatVector[] targets);

    /// Forgets all groups and keeps the room.
    void clear() {
        groupCount = 0;
        newCount = 0;
    }

    @Override
    public abstract void close();

    /// A larger power of two, so that so many groups fill at most half of the slots.
    static int slotCount(int groups) {
        if (groups > GROUPS_MAX) {
            throw new SheafException(
                    ErrorCode.OUT_OF_MEMORY, "one part of an aggregation has more than " + GROUPS_MAX + " groups");
        }
        return Math.max(256, Integer.highestOneBit(Math.max(1, 2 * groups - 1)) << 1);
    }

    /// Numbers from 0 up.
    static int[] ascending(int count) {
        int[] numbers = new int[count];
        Arrays.setAll(numbers, i -> i);
        return numbers;
    }
}
