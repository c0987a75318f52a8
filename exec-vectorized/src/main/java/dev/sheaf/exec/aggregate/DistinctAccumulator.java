// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.exec.spill.Spill;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An aggregate over distinct arguments: a table of the pairs of group and arguments met so far lets only the first row
/// of each through to the aggregate proper. When the table becomes too large for the memory, its pairs and all that
/// come later are put aside, and looked through by partitions in the end.
final class DistinctAccumulator extends Accumulator {
    private static final int READ_ROWS = 1024;

    private final Accumulator inner;
    private final int[] innerArguments;
    private final MemoryContext memory;
    private final Spill spill;
    private GroupTable pairs;
    private @Nullable PutAsidePairs aside;
    private int groupCapacity;
    private final Schema pairSchema;
    private final Chunk pairChunk;
    private final IntVector groupColumn;
    private final int[] pairColumns;
    private final GroupedRows firsts = new GroupedRows();
    private int[] pairNumbers = {};

    /// @param arguments the argument columns
    /// @param innerArguments per column that the aggregate proper takes, its place among the arguments: they
    /// themselves, and those that order
    /// @param owner whose memory it is
    /// @param spill where pairs go that there is no memory for
    DistinctAccumulator(
            Accumulator inner, Schema arguments, int[] innerArguments, MemoryContext owner, Spill spill) {
        this.memory = owner.child("distinct");
        this.spill = spill;
        this.inner = inner;
        this.innerArguments = innerArguments;
        List<Field> fields = new ArrayList<>();
        fields.add(new Field("group", DataType.INTEGER, false));
        fields.addAll(arguments.fields());
        this.pairSchema = new Schema(fields);
        this.pairs = GroupTable.create(pairSchema, memory);
        this.pairChunk = new Chunk(pairSchema);
        this.groupColumn = new IntVector(DataType.INTEGER, 0);
        this.pairColumns = GroupTable.ascending(fields.size());
    }

    @Override
    void grow(int capacity) {
        groupCapacity = capacity;
        inner.grow(capacity);
    }

    @Override
    int bytesPerGroup() {
        return inner.bytesPerGroup();
    }

    @Override
    boolean splittable() {
        return false;
    }

    @Override
    void add(Chunk chunk, int[] arguments, GroupedRows rows) {
        int rowCount = chunk.rowCount();
        groupColumn.ensureCapacity(rowCount);
        if (pairNumbers.length < rowCount) {
            pairNumbers = new int[Math.max(rowCount, Chunk.DEFAULT_ROWS)];
        }
        int[] chosen = rows.rows();
        for (int i = 0; i < rows.count(); i++) {
            groupColumn.values()[chosen[i]] = rows.groups()[chosen[i]];
        }
        pairChunk.start(rowCount);
        pairChunk.set(0, groupColumn);
        for (int i = 1; i < pairColumns.length; i++) {
            pairChunk.set(i, chunk.column(arguments[i - 1]));
        }
        pairs.assign(pairChunk, pairColumns, chosen, rows.count(), pairNumbers);
        PutAsidePairs later = aside;
        if (later != null) {
            later.append(pairChunk, pairs.newRows(), pairs.newCount(), false);
        }
        // None at all matters too, unless all rows count: their groups have not got a value.
        if (later == null && pairs.newCount() > 0 || !rows.whole()) {
            inner.add(
                    chunk,
                    innerColumns(arguments),
                    firsts.reset(
                            pairs.newRows(),
                            later == null ? pairs.newCount() : 0,
                            false,
                            rows.groups(),
                            rows.groupCount(),
                            rows.whole(),
                            false));
        }
        if (TableSize.pairsExceeded(memory, spill)) {
            if (later == null) {
                putAside();
            } else {
                forgetPairs();
            }
        }
    }

    /// From now on, pairs are put aside, after those that the aggregate has taken.
    private PutAsidePairs putAside() {
        PutAsidePairs started = aside;
        if (started == null) {
            started = new PutAsidePairs(pairSchema, memory, spill);
            aside = started;
            PutAsidePairs target = started;
            readPairs(pairs, (chunk, count) -> target.append(chunk, GroupTable.ascending(count), count, true));
            forgetPairs();
        }
        return started;
    }

    private void forgetPairs() {
        pairs.close();
        pairs = GroupTable.create(pairSchema, memory);
    }

    /// Lets the pairs that have been put aside through to the aggregate, partition by partition.
    private void resolve() {
        PutAsidePairs put = aside;
        if (put == null) {
            return;
        }
        put.complete();
        int[] arguments = GroupTable.ascending(pairColumns.length - 1);
        Arrays.setAll(arguments, i -> i + 1);
        int[] columns = innerColumns(arguments);
        for (int partition = 0; partition < PutAsidePairs.PARTITIONS; partition++) {
            forgetPairs();
            put.visit(partition, (chunk, taken) -> {
                int count = chunk.rowCount();
                if (pairNumbers.length < count) {
                    pairNumbers = new int[count];
                }
                pairs.assign(chunk, pairColumns, GroupTable.ascending(count), count, pairNumbers);
                int[] chosen = pairs.newRows();
                int kept = 0;
                for (int i = 0; i < pairs.newCount(); i++) {
                    chosen[kept] = chosen[i];
                    kept += taken.value(chosen[i]) ? 0 : 1;
                }
                int[] groups = ((IntVector) chunk.flat(0)).values();
                inner.add(chunk, columns, firsts.reset(chosen, kept, false, groups, groupCapacity, false, false));
            });
        }
        forgetPairs();
        put.close();
        aside = null;
    }

    private int[] innerColumns(int[] arguments) {
        int[] columns = new int[innerArguments.length];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = arguments[innerArguments[i]];
        }
        return columns;
    }

    @Override
    void merge(Accumulator other, int[] groupMap) {
        DistinctAccumulator theirs = (DistinctAccumulator) other;
        int[] arguments = GroupTable.ascending(pairColumns.length - 1);
        Arrays.setAll(arguments, i -> i + 1);
        int groupsHere = 0;
        for (int group : groupMap) {
            groupsHere = Math.max(groupsHere, group + 1);
        }
        int groupCount = groupsHere;
        GroupedRows mapped = new GroupedRows();
        PutAsidePairs put = theirs.aside;
        if (put != null) {
            // What theirs has taken can't be told from what it hasn't in its aggregate proper, which is left out.
            putAside();
            put.complete();
            for (int partition = 0; partition < PutAsidePairs.PARTITIONS; partition++) {
                put.visit(partition, (chunk, _) -> addMapped(chunk, arguments, groupMap, groupCount, mapped));
            }
        }
        readPairs(theirs.pairs, (chunk, _) -> addMapped(chunk, arguments, groupMap, groupCount, mapped));
    }

    private void addMapped(Chunk chunk, int[] arguments, int[] groupMap, int groupCount, GroupedRows mapped) {
        int count = chunk.rowCount();
        int[] rows = new int[count];
        int[] groups = ((IntVector) chunk.flat(0)).values();
        int kept = 0;
        for (int i = 0; i < count; i++) {
            groups[i] = groupMap[groups[i]];
            rows[kept] = i;
            kept += groups[i] >= 0 ? 1 : 0;
        }
        add(chunk, arguments, mapped.reset(rows, kept, false, groups, groupCount, false, false));
    }

    /// Who takes pairs.
    private interface PairReader {
        void read(Chunk chunk, int count);
    }

    /// Reads the pairs of a table; once at least, since even none matters to groups that are new.
    private void readPairs(GroupTable table, PairReader reader) {
        Chunk chunk = new Chunk(pairSchema);
        FlatVector[] vectors = new FlatVector[pairColumns.length];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = FlatVector.allocate(pairSchema.type(i), READ_ROWS);
        }
        int[] wanted = new int[READ_ROWS];
        for (int from = 0; from == 0 || from < table.groupCount(); from += READ_ROWS) {
            int count = Math.min(READ_ROWS, table.groupCount() - from);
            for (int i = 0; i < count; i++) {
                wanted[i] = from + i;
            }
            table.keys(wanted, count, vectors);
            chunk.start(count);
            for (int i = 0; i < vectors.length; i++) {
                chunk.set(i, vectors[i]);
            }
            reader.read(chunk, count);
        }
    }

    @Override
    void addStates(Chunk chunk, int[] columns, GroupedRows rows) {
        throw new IllegalStateException("a DISTINCT aggregate has no state columns");
    }

    @Override
    void states(int[] groups, int count, FlatVector[] targets) {
        throw new IllegalStateException("a DISTINCT aggregate has no state columns");
    }

    @Override
    void results(int[] groups, int count, FlatVector target) {
        resolve();
        inner.results(groups, count, target);
    }

    @Override
    void clear() {
        inner.clear();
        pairs.clear();
        dropAside();
    }

    @Override
    public void close() {
        inner.close();
        pairs.close();
        dropAside();
        memory.close();
    }

    private void dropAside() {
        if (aside != null) {
            aside.close();
            aside = null;
        }
    }
}
