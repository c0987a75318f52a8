// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.plan.SortKey;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.FlatVector;
import java.util.List;

/// An aggregate whose rows are taken in a given order: collects them, and in the end feeds each group's to the
/// aggregate proper, sorted. The collected columns are the arguments followed by the order's.
final class OrderedAccumulator extends CollectingAccumulator {
    private final Accumulator inner;
    private final List<SortKey> keys;
    private final int[] arguments;
    private final int[] orderColumns;
    private final GroupedRows grouped = new GroupedRows();
    private int[] rows = {};
    private int[] scratch = {};
    private int[] groups = {};

    OrderedAccumulator(Accumulator inner, int argumentCount, List<SortKey> keys, Schema schema, MemoryContext memory) {
        super(schema, memory);
        this.inner = inner;
        this.keys = keys;
        this.arguments = GroupTable.ascending(argumentCount);
        this.orderColumns = new int[keys.size()];
        for (int i = 0; i < orderColumns.length; i++) {
            orderColumns[i] = argumentCount + i;
        }
    }

    @Override
    void start(int resultCount, FlatVector target) {
        inner.clear();
        inner.grow(resultCount);
    }

    @Override
    void finish(Chunk chunk, int from, int to, FlatVector target, int targetRow) {
        if (rows.length < chunk.rowCount()) {
            rows = new int[chunk.rowCount()];
            scratch = new int[chunk.rowCount()];
            groups = new int[chunk.rowCount()];
        }
        for (int i = from; i < to; i++) {
            rows[i - from] = i;
            groups[i] = targetRow;
        }
        IndexSort.sort(rows, 0, to - from, scratch, IndexSort.of(chunk, orderColumns, keys));
        inner.add(chunk, arguments, grouped.reset(rows, to - from, false, groups, targetRow + 1, false, false));
    }

    @Override
    void complete(int resultCount, FlatVector target) {
        inner.results(GroupTable.ascending(resultCount), resultCount, target);
    }

    @Override
    void clear() {
        super.clear();
        inner.clear();
    }

    @Override
    public void close() {
        super.close();
        inner.close();
    }
}
