// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.data;

import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.FlatVector;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Rows that lie ready as chunks, to be given to an operator again and again.
public final class SampleChunks {
    private SampleChunks() {}

    /// Rows whose columns are drawn independently.
    ///
    /// @param bounds per column, how many different values it has at most
    public static List<Chunk> uniform(Schema schema, int rowCount, long... bounds) {
        SampleColumns columns = new SampleColumns(42);
        List<Chunk> chunks = new ArrayList<>();
        for (int from = 0; from < rowCount; from += Chunk.DEFAULT_ROWS) {
            int count = Math.min(Chunk.DEFAULT_ROWS, rowCount - from);
            FlatVector[] vectors = new FlatVector[schema.size()];
            for (int i = 0; i < vectors.length; i++) {
                vectors[i] = columns.column(schema.type(i), count, bounds[i], 0);
            }
            chunks.add(chunk(schema, count, vectors));
        }
        return chunks;
    }

    /// Rows whose first column has every number from 0 to `rowCount - 1` once, in any order; the others are drawn below
    /// a million.
    public static List<Chunk> shuffled(Schema schema, int rowCount) {
        long[] numbers = permutation(rowCount);
        SampleColumns columns = new SampleColumns(43);
        List<Chunk> chunks = new ArrayList<>();
        for (int from = 0; from < rowCount; from += Chunk.DEFAULT_ROWS) {
            int count = Math.min(Chunk.DEFAULT_ROWS, rowCount - from);
            FlatVector[] vectors = new FlatVector[schema.size()];
            long[] keys = new long[count];
            System.arraycopy(numbers, from, keys, 0, count);
            vectors[0] = columns.column(schema.type(0), keys, 0);
            for (int i = 1; i < vectors.length; i++) {
                vectors[i] = columns.column(schema.type(i), count, 1_000_000, 0);
            }
            chunks.add(chunk(schema, count, vectors));
        }
        return chunks;
    }

    /// A chunk of given columns.
    public static Chunk chunk(Schema schema, int rowCount, FlatVector... vectors) {
        Chunk chunk = new Chunk(schema);
        chunk.start(rowCount);
        for (int i = 0; i < vectors.length; i++) {
            chunk.set(i, vectors[i]);
        }
        return chunk;
    }

    private static long[] permutation(int count) {
        SplittableRandom random = new SplittableRandom(44);
        long[] numbers = new long[count];
        for (int i = 0; i < count; i++) {
            int other = random.nextInt(i + 1);
            numbers[i] = numbers[other];
            numbers[other] = i;
        }
        return numbers;
    }
}
