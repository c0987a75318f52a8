// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.join;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.BooleanVector;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.ConstantVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.Selection;
import org.jspecify.annotations.Nullable;

/// A chunk of joined rows: columns of a probe chunk, passed on or sliced, beside columns of build rows, gathered when
/// looked at. Serves for a join's output and for the input of its condition.
final class JoinOutput {
    private final int probeColumns;
    private final int[] columns;
    private final Chunk chunk;
    private final @Nullable BuildColumn[] buildColumns;
    private final @Nullable ConstantVector[] nulls;
    private final @Nullable BooleanVector mark;

    /// @param columns per column of the schema but the mark, its place in the probe's columns followed by the build's,
    ///     or -1 to leave it unset
    /// @param mark whether a mark column stands at the end
    JoinOutput(Schema schema, JoinBuild build, int[] columns, boolean mark) {
        JoinLayout layout = build.layout();
        this.probeColumns = layout.probeSchema().size();
        this.columns = columns;
        this.chunk = new Chunk(schema);
        this.buildColumns = new BuildColumn[columns.length];
        this.nulls = new ConstantVector[columns.length];
        for (int i = 0; i < columns.length; i++) {
            if (columns[i] >= probeColumns) {
                buildColumns[i] = new BuildColumn(build, layout.rowColumn(columns[i] - probeColumns));
                FlatVector value = FlatVector.allocate(schema.type(i), 1);
                value.setNull(0);
                nulls[i] = new ConstantVector(value);
            }
        }
        this.mark = mark ? new BooleanVector(DataType.BOOLEAN, 0) : null;
    }

    /// The joined columns that a condition reads; the others are unset.
    static JoinOutput ofCondition(JoinBuild build) {
        JoinLayout layout = build.layout();
        Schema schema = layout.probeSchema().concat(layout.buildSchema());
        int[] columns = new int[schema.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = layout.conditionColumns().get(i) ? i : -1;
        }
        return new JoinOutput(schema, build, columns, false);
    }

    /// What comes out of a join.
    static JoinOutput ofJoin(JoinBuild build) {
        JoinLayout layout = build.layout();
        return new JoinOutput(
                layout.outputSchema(),
                build,
                layout.outputColumns(),
                layout.type().givesMark());
    }

    /// The probe's rows where they are, each beside one build row.
    ///
    /// @param addresses by row of the probe's chunk, the build row; of rows that aren't selected any row's
    Chunk aligned(Chunk probe, @Nullable Selection selection, long[] addresses) {
        chunk.start(probe.rowCount());
        chunk.select(selection);
        for (int i = 0; i < columns.length; i++) {
            BuildColumn column = buildColumns[i];
            if (column != null) {
                chunk.set(i, column.reset(addresses));
            } else if (columns[i] >= 0) {
                chunk.set(i, chunk.sharedColumn(i, probe, columns[i]));
            }
        }
        return chunk;
    }

    /// Pairs of probe rows and build rows.
    ///
    /// @param probeRows row numbers, borrowed as long as the chunk is used
    /// @param addresses by pair; borrowed likewise
    Chunk pairs(Chunk probe, int[] probeRows, long[] addresses, int count) {
        chunk.start(count);
        for (int i = 0; i < columns.length; i++) {
            BuildColumn column = buildColumns[i];
            if (column != null) {
                chunk.set(i, column.reset(addresses));
            } else if (columns[i] >= 0) {
                chunk.set(i, chunk.sliceColumn(i, probe, columns[i], probeRows));
            }
        }
        return chunk;
    }

    /// Probe rows beside nulls.
    ///
    /// @param probeRows row numbers, borrowed as long as the chunk is used
    Chunk unmatched(Chunk probe, int[] probeRows, int count) {
        chunk.start(count);
        for (int i = 0; i < columns.length; i++) {
            ConstantVector constant = nulls[i];
            chunk.set(i, constant != null ? constant : chunk.sliceColumn(i, probe, columns[i], probeRows));
        }
        return chunk;
    }

    /// Build rows beside nulls.
    Chunk unprobed(long[] addresses, int count) {
        chunk.start(count);
        for (int i = 0; i < columns.length; i++) {
            BuildColumn column = buildColumns[i];
            if (column != null) {
                chunk.set(i, column.reset(addresses));
                continue;
            }
            ConstantVector constant = nulls[i];
            if (constant == null) {
                FlatVector value = FlatVector.allocate(chunk.schema().type(i), 1);
                value.setNull(0);
                constant = new ConstantVector(value);
                nulls[i] = constant;
            }
            chunk.set(i, constant);
        }
        return chunk;
    }

    /// The probe's rows and the mark column, which the caller fills for all rows of the probe's chunk.
    Chunk marked(Chunk probe) {
        chunk.start(probe.rowCount());
        chunk.select(probe.selection());
        for (int i = 0; i < columns.length; i++) {
            chunk.set(i, chunk.sharedColumn(i, probe, columns[i]));
        }
        BooleanVector marks = mark();
        marks.ensureCapacity(probe.rowCount());
        marks.clearNulls();
        chunk.set(columns.length, marks);
        return chunk;
    }

    BooleanVector mark() {
        if (mark == null) {
            throw new IllegalStateException("the join has no mark column");
        }
        return mark;
    }
}
