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
import java.util.ArrayList;
import java.util.List;

/// An aggregate over distinct arguments: a table of the pairs of group and arguments met so far lets only the first row
/// of each through to the aggregate proper.
final class DistinctAccumulator extends Accumulator {
    private static final int READ_ROWS = 1024;

    private final Accumulator inner;
    private final int[] innerArguments;
    private final GroupTable pairs;
    private final Schema pairSchema;
    private final Chunk pairChunk;
    private final IntVector groupColumn;
    private final int[] pairColumns;
    private final GroupedRows firsts = new GroupedRows();
    private int[] pairNumbers = {};

    /// @param arguments the argument columns
    /// @param innerArguments per column that the aggregate proper takes, its place among the arguments: they
    /// themselves, and those that order
    DistinctAccumulator(Accumulator inner, Schema arguments, int[] innerArguments, MemoryContext memory) {
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
        // None at all matters too, unless all rows count: their groups have not got a value.
        if (pairs.newCount() > 0 || !rows.whole()) {
            inner.add(
                    chunk,
                    innerColumns(arguments),
                    firsts.reset(
                            pairs.newRows(),
                            pairs.newCount(),
                            rows.groups(),
                            rows.groupCount(),
                            rows.whole(),
                            false));
        }
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
        GroupTable theirs = ((DistinctAccumulator) other).pairs;
        Chunk chunk = new Chunk(pairSchema);
        FlatVector[] vectors = new FlatVector[pairColumns.length];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = FlatVector.allocate(pairSchema.type(i), READ_ROWS);
        }
        int[] arguments = GroupTable.ascending(vectors.length - 1);
        for (int i = 0; i < arguments.length; i++) {
            arguments[i]++;
        }
        GroupedRows mapped = new GroupedRows();
        int groupsHere = 0;
        for (int group : groupMap) {
            groupsHere = Math.max(groupsHere, group + 1);
        }
        int[] wanted = new int[READ_ROWS];
        int[] rows = new int[READ_ROWS];
        // Once at least: the groups here may be new, and without a value.
        for (int from = 0; from == 0 || from < theirs.groupCount(); from += READ_ROWS) {
            int count = Math.min(READ_ROWS, theirs.groupCount() - from);
            for (int i = 0; i < count; i++) {
                wanted[i] = from + i;
            }
            theirs.keys(wanted, count, vectors);
            chunk.start(count);
            int[] groups = ((IntVector) vectors[0]).values();
            int kept = 0;
            for (int i = 0; i < count; i++) {
                groups[i] = groupMap[groups[i]];
                rows[kept] = i;
                kept += groups[i] >= 0 ? 1 : 0;
            }
            for (int i = 0; i < vectors.length; i++) {
                chunk.set(i, vectors[i]);
            }
            add(chunk, arguments, mapped.reset(rows, kept, groups, groupsHere, false, false));
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
        inner.results(groups, count, target);
    }

    @Override
    void clear() {
        inner.clear();
        pairs.clear();
    }

    @Override
    public void close() {
        inner.close();
        pairs.close();
    }
}
