// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.DictionaryVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.exec.hash.VectorHash;
import dev.sheaf.exec.row.HeapCharge;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The table for keys of any types. Slots are probed linearly; a slot has a group's number and 32 bits of its hash, so
/// that almost only equal keys are compared. A batch goes in rounds: find a candidate for each row, store the keys of
/// new groups, compare all candidates column by column, and let the few that differ go on to their next slot.
///
/// With a single key column that comes as a shared dictionary, each code is looked up once; with one of short strings,
/// a small cache comes first.
final class ColumnGroupTable extends GroupTable {
    private static final long SALT_MASK = 0xFFFF_FFFF_0000_0000L;

    private final HeapCharge charge;
    private final KeyColumn[] keys;
    private final FlatVector[] sources;
    private final @Nullable ShortStringCache shortStrings;
    private @Nullable VectorHash hash;
    private int[] hashedColumns = {};
    private long[] slots = {};
    private long[] hashes = {};
    private long[] mergedHashes = {};
    private int[] pending = {};
    private int[] candidates = {};
    private int[] compared = {};
    private boolean[] differs = {};
    private int[] places = {};
    private @Nullable FlatVector dictionary;
    private int[] groupsOfCodes = {};
    private int[] unknownRows = {};

    ColumnGroupTable(Schema schema, MemoryContext memory) {
        charge = new HeapCharge(memory);
        keys = new KeyColumn[schema.size()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = new KeyColumn(schema.type(i), memory);
        }
        sources = new FlatVector[keys.length];
        shortStrings =
                keys.length == 1 && KeyPacking.isString(schema.type(0)) ? new ShortStringCache() : null;
    }

    @Override
    @Nullable KeyRuns find(Chunk chunk, int[] columns, int[] rows, int count, int[] groups) {
        if (columns.length == 1
                && chunk.column(columns[0]) instanceof DictionaryVector vector
                && vector.unique()
                && vector.validity() == null) {
            findByCode(chunk, columns, vector, rows, count, groups);
        } else if (shortStrings != null && shortStrings.on()) {
            StringVector vector = (StringVector) chunk.flat(columns[0]);
            int unknown = shortStrings.find(vector, rows, count, groups);
            if (unknown > 0) {
                findByHash(chunk, columns, shortStrings.unknown(), unknown, groups);
                shortStrings.learn(vector, unknown, groups);
            }
        } else {
            findByHash(chunk, columns, rows, count, groups);
        }
        return null;
    }

    private void findByCode(
            Chunk chunk, int[] columns, DictionaryVector vector, int[] rows, int count, int[] groups) {
        FlatVector base = vector.base();
        if (base != dictionary) {
            dictionary = base;
            if (groupsOfCodes.length < base.capacity()) {
                groupsOfCodes = new int[base.capacity()];
            }
            Arrays.fill(groupsOfCodes, -1);
        }
        int[] codes = vector.codes();
        int missing = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            int group = groupsOfCodes[codes[row]];
            groups[row] = group;
            missing |= group;
        }
        if (missing >= 0) {
            return;
        }
        // A code's first row finds its group; then all rows are there.
        if (unknownRows.length < count) {
            unknownRows = new int[Math.max(count, Chunk.DEFAULT_ROWS)];
        }
        int[] unknown = unknownRows;
        int unknownCount = 0;
        for (int i = 0; i < count; i++) {
            int code = codes[rows[i]];
            if (groupsOfCodes[code] == -1) {
                groupsOfCodes[code] = -2;
                unknown[unknownCount++] = rows[i];
            }
        }
        findByHash(chunk, columns, unknown, unknownCount, groups);
        for (int i = 0; i < unknownCount; i++) {
            groupsOfCodes[codes[unknown[i]]] = groups[unknown[i]];
        }
        for (int i = 0; i < count; i++) {
            groups[rows[i]] = groupsOfCodes[codes[rows[i]]];
        }
    }

    /// The other table has hashed its keys already.
    @Override
    void findMerged(
            GroupTable other, int[] chosen, Chunk chunk, int[] columns, int[] rows, int count, int[] groups) {
        if (!(other instanceof ColumnGroupTable hashed)) {
            find(chunk, columns, rows, count, groups);
            return;
        }
        if (mergedHashes.length < count) {
            mergedHashes = new long[Math.max(count, Chunk.DEFAULT_ROWS)];
        }
        for (int i = 0; i < count; i++) {
            mergedHashes[i] = hashed.hashes[chosen[i]];
        }
        findByHash(chunk, columns, mergedHashes, rows, count, groups);
    }

    private void findByHash(Chunk chunk, int[] columns, int[] rows, int count, int[] groups) {
        VectorHash hasher = hash;
        if (hasher == null || columns != hashedColumns) {
            hasher = new VectorHash(columns);
            hash = hasher;
            hashedColumns = columns;
        }
        findByHash(chunk, columns, hasher.hash(chunk, rows, count), rows, count, groups);
    }

    /// @param rowHashes by row number
    private void findByHash(
            Chunk chunk, int[] columns, long[] rowHashes, int[] rows, int count, int[] groups) {
        ensureRoom(groupCount() + count);
        if (pending.length < count) {
            int length = Math.max(count, Chunk.DEFAULT_ROWS);
            pending = new int[length];
            candidates = new int[length];
            compared = new int[length];
            differs = new boolean[length];
        }
        if (places.length < chunk.rowCount()) {
            places = new int[Math.max(chunk.rowCount(), Chunk.DEFAULT_ROWS)];
        }
        for (int i = 0; i < keys.length; i++) {
            sources[i] = chunk.flat(columns[i]);
        }
        int mask = slots.length - 1;
        for (int i = 0; i < count; i++) {
            places[rows[i]] = (int) rowHashes[rows[i]] & mask;
        }
        System.arraycopy(rows, 0, pending, 0, count);
        int left = count;
        while (left > 0) {
            left = round(rowHashes, left, groups);
        }
    }

    /// Finds candidates for the pending rows and compares them.
    ///
    /// @return how many rows are still pending: those whose candidates have other keys
    private int round(long[] rowHashes, int count, int[] groups) {
        int firstNew = groupCount();
        int firstNewRow = newCount();
        int candidateCount = findCandidates(rowHashes, count, groups);
        int added = groupCount() - firstNew;
        if (added > 0) {
            int[] all = newRows();
            int[] rows = firstNewRow == 0 ? all : Arrays.copyOfRange(all, firstNewRow, firstNewRow + added);
            for (int i = 0; i < keys.length; i++) {
                keys[i].append(sources[i], rows, added, firstNew);
            }
        }
        if (candidateCount == 0) {
            return 0;
        }
        Arrays.fill(differs, 0, candidateCount, false);
        for (int i = 0; i < keys.length; i++) {
            keys[i].compare(sources[i], compared, candidates, candidateCount, differs);
        }
        int left = 0;
        int mask = slots.length - 1;
        for (int i = 0; i < candidateCount; i++) {
            if (differs[i]) {
                int row = compared[i];
                places[row] = (places[row] + 1) & mask;
                pending[left++] = row;
            }
        }
        return left;
    }

    private int findCandidates(long[] rowHashes, int count, int[] groups) {
        int mask = slots.length - 1;
        int candidateCount = 0;
        for (int i = 0; i < count; i++) {
            int row = pending[i];
            long rowHash = rowHashes[row];
            int place = places[row];
            long slot = slots[place];
            while (slot != 0 && (slot ^ rowHash) >>> 32 != 0) {
                place = (place + 1) & mask;
                slot = slots[place];
            }
            if (slot == 0) {
                int group = newGroup(row);
                slots[place] = rowHash & SALT_MASK | (group + 1);
                hashes[group] = rowHash;
                groups[row] = group;
            } else {
                int group = (int) slot - 1;
                places[row] = place;
                groups[row] = group;
                compared[candidateCount] = row;
                candidates[candidateCount++] = group;
            }
        }
        return candidateCount;
    }

    private void ensureRoom(int groups) {
        if (2L * groups <= slots.length && groups <= hashes.length) {
            return;
        }
        int slotCount = slotCount(groups);
        int capacity = slotCount / 2;
        charge.resize(8L * slotCount + 8L * slots.length + bytesPerGroup() * capacity);
        long[] larger = new long[slotCount];
        int mask = slotCount - 1;
        for (int group = 0; group < groupCount(); group++) {
            int place = (int) hashes[group] & mask;
            while (larger[place] != 0) {
                place = (place + 1) & mask;
            }
            larger[place] = hashes[group] & SALT_MASK | (group + 1);
        }
        slots = larger;
        hashes = Arrays.copyOf(hashes, capacity);
        for (KeyColumn key : keys) {
            key.grow(capacity);
        }
        charge.resize(heapBytes());
    }

    private long bytesPerGroup() {
        long bytes = 8;
        for (KeyColumn key : keys) {
            bytes += key.bytesPerGroup();
        }
        return bytes;
    }

    @Override
    void keys(int[] groups, int count, FlatVector[] targets) {
        for (int i = 0; i < keys.length; i++) {
            keys[i].write(groups, count, targets[i]);
        }
    }

    private long heapBytes() {
        return 8L * slots.length + bytesPerGroup() * hashes.length;
    }

    @Override
    void clear() {
        super.clear();
        Arrays.fill(slots, 0L);
        dictionary = null;
        if (shortStrings != null) {
            shortStrings.clear();
        }
        for (KeyColumn key : keys) {
            key.clear();
        }
    }

    @Override
    public void close() {
        for (KeyColumn key : keys) {
            key.close();
        }
        charge.close();
    }
}
