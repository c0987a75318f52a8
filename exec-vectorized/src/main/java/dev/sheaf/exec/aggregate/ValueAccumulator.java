// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.StringVector;
import java.lang.foreign.MemorySegment;

/// The aggregates that keep one of the values: ANY_VALUE, FIRST, LAST, and MIN and MAX of strings.
final class ValueAccumulator extends Accumulator {
    /// Which value is kept.
    enum Kind {
        /// The first that is not null.
        ANY,
        /// The first, null or not.
        FIRST,
        /// The last, null or not.
        LAST,
        MIN,
        MAX
    }

    private final Kind kind;
    private final GroupValues values;
    private final StringBound bound;

    ValueAccumulator(Kind kind, DataType type, MemoryContext memory) {
        this.kind = kind;
        this.values = new GroupValues(type, memory);
        this.bound = new StringBound(kind == Kind.MAX);
    }

    @Override
    void grow(int capacity) {
        values.grow(capacity);
    }

    @Override
    int bytesPerGroup() {
        return values.bytesPerGroup();
    }

    @Override
    void add(Chunk chunk, int[] arguments, GroupedRows rows) {
        FlatVector source = chunk.flat(arguments[0]);
        boolean keepsNulls = kind == Kind.FIRST || kind == Kind.LAST;
        GroupedRows valid = keepsNulls ? rows : rows.where(source.validity());
        int[] chosen = valid.rows();
        int[] groups = valid.groups();
        if (valid.groupCount() == 1 && source instanceof StringVector strings
                && (kind == Kind.MIN || kind == Kind.MAX)) {
            addToOne(strings, chosen, valid.count());
            return;
        }
        for (int i = 0; i < valid.count(); i++) {
            int row = chosen[i];
            int group = groups[row];
            if (!values.present(group) || replaces(source, row, group)) {
                values.set(group, source, row);
            }
        }
    }

    /// Strings of the only group: few are more than looked at.
    private void addToOne(StringVector source, int[] rows, int count) {
        int from = 0;
        if (count > 0 && !values.present(0)) {
            values.set(0, source, rows[from++]);
        }
        if (from == count) {
            return;
        }
        values.putInto(bound, 0);
        long[] views = source.views();
        MemorySegment[] heaps = source.heaps();
        for (int i = bound.next(views, heaps, rows, from, count); i < count;
                i = bound.next(views, heaps, rows, i + 1, count)) {
            if (replaces(source, rows[i], 0)) {
                values.set(0, source, rows[i]);
                values.putInto(bound, 0);
            }
        }
    }

    private boolean replaces(FlatVector source, int row, int group) {
        return switch (kind) {
            case ANY, FIRST -> false;
            case LAST -> true;
            case MIN -> values.compare(source, row, group) < 0;
            case MAX -> values.compare(source, row, group) > 0;
        };
    }

    @Override
    boolean splittable() {
        return kind != Kind.FIRST && kind != Kind.LAST;
    }

    @Override
    void addStates(Chunk chunk, int[] columns, GroupedRows rows) {
        add(chunk, columns, rows);
    }

    @Override
    void merge(Accumulator other, int[] groupMap) {
        GroupValues theirs = ((ValueAccumulator) other).values;
        for (int group = 0; group < groupMap.length; group++) {
            int target = groupMap[group];
            if (target >= 0 && theirs.present(group) && (kind == Kind.LAST || !values.present(target))) {
                values.copy(target, theirs, group);
            }
        }
    }

    @Override
    void states(int[] groups, int count, FlatVector[] targets) {
        results(groups, count, targets[0]);
    }

    @Override
    void results(int[] groups, int count, FlatVector target) {
        values.write(groups, count, target);
    }

    @Override
    void clear() {
        values.clear();
    }

    @Override
    public void close() {
        values.close();
    }
}
