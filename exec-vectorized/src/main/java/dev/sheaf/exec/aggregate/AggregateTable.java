// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.BooleanVector;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.exec.hash.VectorHash;
import dev.sheaf.exec.row.HeapCharge;
import dev.sheaf.exec.spill.Spill;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Groups and their states in memory: a [GroupTable] and the accumulators of all calls. Without keys there is one group
/// from the beginning. Filled by one thread; others may merge it into their own tables when it is done.
final class AggregateTable implements AutoCloseable {
    /// From so many calls on, sorting a batch by group pays for itself.
    private static final int RUN_CALLS_MIN = 3;

    private final AggregateLayout layout;
    private final int chunkRows;
    private final @Nullable GroupTable table;
    private final Accumulator[] accumulators;
    private final MemoryContext memory;
    private final HeapCharge charge;
    private final int bytesPerGroup;
    private final int workingCalls;
    private final GroupedRows grouped = new GroupedRows();
    private final @Nullable FlatVector[] stateVectors;
    private final Chunk stateChunk;
    private final Chunk resultChunk;
    private final @Nullable FlatVector[] resultVectors;
    private int capacity;
    private int[] groups = {};
    private int[] ascending = {};
    private long[] filterBits = {};

    /// @param owner whose memory it is; the table has a child of it, so that its size is known
    AggregateTable(AggregateLayout layout, int chunkRows, MemoryContext owner) {
        this(layout, chunkRows, owner, Spill.NONE);
    }

    /// @param spill where the table may put what it has no memory for, as far as its states can
    AggregateTable(AggregateLayout layout, int chunkRows, MemoryContext owner, Spill spill) {
        this.layout = layout;
        this.memory = owner.child("groups");
        this.chunkRows = chunkRows;
        this.table = layout.hasKeys() ? GroupTable.create(layout.keySchema(), memory) : null;
        this.accumulators = layout.createAccumulators(memory, spill);
        this.charge = new HeapCharge(memory);
        int bytes = 0;
        int working = 0;
        for (Accumulator accumulator : accumulators) {
            bytes += accumulator.bytesPerGroup();
            working += accumulator instanceof DerivedSumAccumulator ? 0 : 1;
        }
        this.workingCalls = working;
        this.bytesPerGroup = bytes;
        this.stateChunk = new Chunk(layout.stateSchema());
        this.stateVectors = new FlatVector[layout.stateSchema().size()];
        this.resultChunk = new Chunk(layout.node().schema());
        this.resultVectors = new FlatVector[layout.node().schema().size()];
    }

    int groupCount() {
        return table == null ? 1 : table.groupCount();
    }

    /// What the table takes, with all that its states refer to.
    long usedBytes() {
        return memory.usedBytes();
    }

    /// How many groups fit so many bytes, about; without keys there is no limit.
    int groupsMax(long bytes) {
        // Slots are half full, at 16 bytes a slot at most.
        long perGroup = 32 + 17L * (1 + layout.keySchema().size()) + bytesPerGroup;
        return table == null ? Integer.MAX_VALUE : Math.clamp(bytes / perGroup, 1, Integer.MAX_VALUE);
    }

    /// Takes a chunk's rows in play.
    void add(Chunk chunk, AggregateLayout.Columns columns) {
        int count = chunk.activeCount();
        if (count == 0) {
            return;
        }
        int[] rows = chunk.selection() == null ? ascending(count) : chunk.selection().rows();
        if (groups.length < chunk.rowCount()) {
            groups = new int[Math.max(chunk.rowCount(), chunkRows)];
        }
        KeyRuns runs = table == null ? null : table.assignRuns(chunk, columns.keys(), rows, count, groups);
        grow(groupCount());
        boolean dense = chunk.selection() == null;
        if (runs != null) {
            grouped.reset(runs, rows, count, dense, groups, groupCount());
        } else {
            boolean sort = table == null || workingCalls >= RUN_CALLS_MIN;
            grouped.reset(rows, count, dense, groups, groupCount(), true, sort);
        }
        update(chunk, columns, grouped, columns.states());
    }

    private void update(Chunk chunk, AggregateLayout.Columns columns, GroupedRows rows, boolean states) {
        for (int i = 0; i < accumulators.length; i++) {
            if (states) {
                accumulators[i].addStates(chunk, columns.arguments(i), rows);
                continue;
            }
            int filter = columns.filter(i);
            GroupedRows taken = filter < 0 ? rows : rows.where(filterBits(chunk, filter));
            // None at all matters too: the groups have not got a row from this batch.
            accumulators[i].add(chunk, columns.arguments(i), taken);
        }
    }

    private long[] filterBits(Chunk chunk, int column) {
        BooleanVector vector = (BooleanVector) chunk.flat(column);
        if (vector.validity() == null) {
            return vector.bits();
        }
        if (filterBits.length < Bits.words(chunk.rowCount())) {
            filterBits = new long[Bits.words(Math.max(chunk.rowCount(), chunkRows))];
        }
        Bits.and(vector.bits(), vector.validity(), filterBits, chunk.rowCount());
        return filterBits;
    }

    private void grow(int groupCount) {
        if (groupCount <= capacity) {
            return;
        }
        int larger = table == null ? 1 : Math.max(groupCount, Math.max(256, capacity + (capacity >> 1)));
        // Old and new arrays are there side by side, but only one accumulator's at a time.
        charge.resize((long) bytesPerGroup * larger);
        for (Accumulator accumulator : accumulators) {
            accumulator.grow(larger);
        }
        capacity = larger;
    }

    /// Takes groups of another table over the same layout.
    ///
    /// @param chosen the other's groups
    void merge(AggregateTable other, int[] chosen, int count) {
        boolean whole = false;
        for (Accumulator accumulator : accumulators) {
            whole |= accumulator.mergesWhole();
        }
        int[] groupMap = new int[whole ? other.groupCount() : 0];
        Arrays.fill(groupMap, -1);
        int[] part = new int[Math.min(count, chunkRows)];
        for (int from = 0; from < count; from += part.length) {
            int size = Math.min(part.length, count - from);
            System.arraycopy(chosen, from, part, 0, size);
            mergePart(other, part, size, groupMap);
        }
        for (int i = 0; i < accumulators.length; i++) {
            if (accumulators[i].mergesWhole()) {
                accumulators[i].merge(other.accumulators[i], groupMap);
            }
        }
    }

    private void mergePart(AggregateTable other, int[] part, int size, int[] groupMap) {
        int[] rows = ascending(size);
        if (groups.length < size) {
            groups = new int[chunkRows];
        }
        other.grow(other.groupCount());
        FlatVector[] vectors = vectors(stateVectors, layout.stateSchema());
        stateChunk.start(size);
        if (table != null && other.table != null) {
            other.table.keys(part, size, vectors);
            setAll(stateChunk, vectors);
            table.merge(other.table, part, stateChunk, layout.state().keys(), rows, size, groups);
        }
        grow(groupCount());
        grouped.reset(rows, size, true, groups, groupCount(), false, false);
        for (int i = 0; i < accumulators.length; i++) {
            if (!accumulators[i].mergesWhole()) {
                int[] columns = layout.state().arguments(i);
                other.accumulators[i].states(part, size, targets(vectors, columns));
                setAll(stateChunk, vectors);
                accumulators[i].addStates(stateChunk, columns, grouped);
            }
        }
        for (int i = 0; groupMap.length > 0 && i < size; i++) {
            groupMap[part[i]] = groups[i];
        }
    }

    private static void setAll(Chunk chunk, FlatVector[] vectors) {
        for (int i = 0; i < vectors.length; i++) {
            chunk.set(i, vectors[i]);
        }
    }

    private static FlatVector[] targets(FlatVector[] vectors, int[] columns) {
        FlatVector[] targets = new FlatVector[columns.length];
        for (int i = 0; i < columns.length; i++) {
            targets[i] = vectors[columns[i]];
        }
        return targets;
    }

    /// The keys of groups from `from` on, in the key columns of a chunk that is valid until the next call here.
    Chunk keys(int from, int count) {
        if (table != null) {
            FlatVector[] vectors = vectors(stateVectors, layout.stateSchema());
            table.keys(range(from, count), count, vectors);
            setAll(stateChunk, vectors);
        }
        return stateChunk.start(count);
    }

    /// Hashes of groups' keys, in an array that is used again by the next call. Safe for many threads with a `hash` and
    /// `vectors` of their own.
    ///
    /// @param vectors for the keys
    long[] hashes(int[] chosen, int from, int count, VectorHash hash, FlatVector[] vectors, Chunk keys) {
        if (table == null) {
            throw new IllegalStateException("there are no keys");
        }
        table.keys(Arrays.copyOfRange(chosen, from, from + count), count, vectors);
        setAll(keys.start(count), vectors);
        return hash.hash(keys);
    }

    /// The states of groups from `from` on, in a chunk that is valid until the next call here.
    Chunk states(int from, int count) {
        int[] wanted = range(from, count);
        FlatVector[] vectors = vectors(stateVectors, layout.stateSchema());
        grow(groupCount());
        if (table != null) {
            table.keys(wanted, count, vectors);
        }
        for (int i = 0; i < accumulators.length; i++) {
            accumulators[i].states(wanted, count, targets(vectors, layout.state().arguments(i)));
        }
        setAll(stateChunk.start(count), vectors);
        return stateChunk;
    }

    /// The keys and results of groups from `from` on, in a chunk that is valid until the next call here.
    Chunk results(int from, int count) {
        int[] wanted = range(from, count);
        FlatVector[] vectors = vectors(resultVectors, layout.node().schema());
        grow(groupCount());
        int keys = layout.keySchema().size();
        if (table != null) {
            table.keys(wanted, count, vectors);
        }
        for (int i = 0; i < accumulators.length; i++) {
            accumulators[i].results(wanted, count, vectors[keys + i]);
        }
        setAll(resultChunk.start(count), vectors);
        return resultChunk;
    }

    /// Turns each row into a group of its own and gives their states, keys and all, in a chunk that is valid until the
    /// next call here. The table has no groups before and after.
    Chunk passThrough(Chunk chunk) {
        int count = chunk.activeCount();
        int[] rows = chunk.selection() == null ? ascending(count) : chunk.selection().rows();
        if (groups.length < chunk.rowCount()) {
            groups = new int[Math.max(chunk.rowCount(), chunkRows)];
        }
        for (int i = 0; i < count; i++) {
            groups[rows[i]] = i;
        }
        grow(count);
        clear();
        grouped.reset(rows, count, chunk.selection() == null, groups, count, true, false);
        update(chunk, layout.input(), grouped, false);
        FlatVector[] vectors = vectors(stateVectors, layout.stateSchema());
        int[] wanted = ascending(count);
        stateChunk.start(count);
        for (int i = 0; i < accumulators.length; i++) {
            accumulators[i].states(wanted, count, targets(vectors, layout.state().arguments(i)));
        }
        setAll(stateChunk, vectors);
        int[] keys = layout.input().keys();
        for (int i = 0; i < keys.length; i++) {
            stateChunk.set(
                    i,
                    chunk.selection() == null
                            ? stateChunk.sharedColumn(i, chunk, keys[i])
                            : stateChunk.sliceColumn(i, chunk, keys[i], rows));
        }
        return stateChunk;
    }

    private FlatVector[] vectors(@Nullable FlatVector[] vectors, Schema schema) {
        FlatVector[] ready = new FlatVector[vectors.length];
        for (int i = 0; i < vectors.length; i++) {
            FlatVector vector = vectors[i];
            if (vector == null) {
                vector = FlatVector.allocate(schema.type(i), Math.min(chunkRows, Chunk.DEFAULT_ROWS));
                vectors[i] = vector;
            }
            ready[i] = vector;
        }
        return ready;
    }

    private int[] ascending(int count) {
        if (ascending.length < count) {
            ascending = GroupTable.ascending(Math.max(count, chunkRows));
        }
        return ascending;
    }

    private static int[] range(int from, int count) {
        int[] numbers = new int[count];
        Arrays.setAll(numbers, i -> from + i);
        return numbers;
    }

    /// Forgets all groups and keeps the room.
    void clear() {
        if (table != null) {
            table.clear();
        }
        for (Accumulator accumulator : accumulators) {
            accumulator.clear();
        }
    }

    @Override
    public void close() {
        if (table != null) {
            table.close();
        }
        for (Accumulator accumulator : accumulators) {
            accumulator.close();
        }
        capacity = 0;
        charge.close();
        memory.close();
    }
}
