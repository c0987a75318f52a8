// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.join;

import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.ConstantVector;
import dev.sheaf.core.vector.FlatVector;

/// A chunk that pairs one row of one side, as constants, with many rows of the other side, as they are.
final class LoopChunk {
    private final int probeColumns;
    private final int[] columns;
    private final int[] rowColumns;
    private final Chunk chunk;
    private final FlatVector[] values;
    private final ConstantVector[] constants;
    private final int[] row = new int[1];

    /// @param columns per column of the schema, its place in the probe's columns followed by the build's, or -1 to
    ///     leave it unset
    LoopChunk(Schema schema, JoinLayout layout, int[] columns) {
        this.probeColumns = layout.probeSchema().size();
        this.columns = columns;
        this.rowColumns = new int[columns.length];
        this.chunk = new Chunk(schema);
        this.values = new FlatVector[columns.length];
        this.constants = new ConstantVector[columns.length];
        for (int i = 0; i < columns.length; i++) {
            rowColumns[i] = columns[i] >= probeColumns ? layout.rowColumn(columns[i] - probeColumns) : -1;
            values[i] = FlatVector.allocate(schema.type(i), 1);
            constants[i] = new ConstantVector(values[i]);
        }
    }

    /// One probe row beside a block of build rows.
    ///
    /// @param block per column of the kept rows, its values
    Chunk probeRow(Chunk probe, int probeRow, FlatVector[] block, int blockRows) {
        chunk.start(blockRows);
        for (int i = 0; i < columns.length; i++) {
            if (rowColumns[i] >= 0) {
                chunk.set(i, block[rowColumns[i]]);
            } else if (columns[i] >= 0) {
                chunk.set(i, constant(i, probe.flat(columns[i]), probeRow));
            }
        }
        return chunk;
    }

    /// The probe's rows, its selection included, beside one row of a block of build rows.
    Chunk buildRow(Chunk probe, FlatVector[] block, int blockRow) {
        chunk.start(probe.rowCount());
        chunk.select(probe.selection());
        for (int i = 0; i < columns.length; i++) {
            if (rowColumns[i] >= 0) {
                chunk.set(i, constant(i, block[rowColumns[i]], blockRow));
            } else if (columns[i] >= 0) {
                chunk.set(i, chunk.sharedColumn(i, probe, columns[i]));
            }
        }
        return chunk;
    }

    private ConstantVector constant(int index, FlatVector source, int sourceRow) {
        row[0] = sourceRow;
        values[index].gather(source, row, 1);
        constants[index].reset();
        return constants[index];
    }
}
