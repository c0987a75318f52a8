// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.FlatVector;

/// `ARG_MIN(value, by)` and `ARG_MAX(value, by)`: the value of the row where the other column is least or greatest.
/// Rows with a null in either are passed over; among equals the first stays.
final class ArgExtremeAccumulator extends Accumulator {
    private final boolean maximum;
    private final GroupValues values;
    private final GroupValues bounds;

    ArgExtremeAccumulator(boolean maximum, DataType value, DataType by, MemoryContext memory) {
        this.maximum = maximum;
        this.values = new GroupValues(value, memory);
        this.bounds = new GroupValues(by, memory);
    }

    @Override
    void grow(int capacity) {
        values.grow(capacity);
        bounds.grow(capacity);
    }

    @Override
    int bytesPerGroup() {
        return values.bytesPerGroup() + bounds.bytesPerGroup();
    }

    @Override
    void add(Chunk chunk, int[] arguments, GroupedRows rows) {
        FlatVector source = chunk.flat(arguments[0]);
        FlatVector by = chunk.flat(arguments[1]);
        GroupedRows valid = rows.where(source.validity()).where(by.validity());
        int[] chosen = valid.rows();
        int[] groups = valid.groups();
        for (int i = 0; i < valid.count(); i++) {
            int row = chosen[i];
            int group = groups[row];
            if (!bounds.present(group) || replaces(bounds.compare(by, row, group))) {
                values.set(group, source, row);
                bounds.set(group, by, row);
            }
        }
    }

    private boolean replaces(int comparison) {
        return maximum ? comparison > 0 : comparison < 0;
    }

    @Override
    void addStates(Chunk chunk, int[] columns, GroupedRows rows) {
        add(chunk, columns, rows);
    }

    @Override
    void states(int[] groups, int count, FlatVector[] targets) {
        values.write(groups, count, targets[0]);
        bounds.write(groups, count, targets[1]);
    }

    @Override
    void results(int[] groups, int count, FlatVector target) {
        values.write(groups, count, target);
    }

    @Override
    void clear() {
        values.clear();
        bounds.clear();
    }

    @Override
    public void close() {
        values.close();
        bounds.close();
    }
}
