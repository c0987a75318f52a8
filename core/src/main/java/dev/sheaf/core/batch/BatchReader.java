// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.batch;

import dev.sheaf.core.memory.MemoryBlock;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.BooleanVector;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.core.vector.StringVector;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.IntStream;

/// Copies rows of batches into a chunk of its own, so that kernels find them on the heap. Strings stay where they are:
/// the batch must be held while the chunk is read. Reused for any number of batches of one schema.
public final class BatchReader {
    private static final ValueLayout.OfInt INT32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong INT64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble FLOAT64 =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Chunk chunk;
    private final FlatVector[] vectors;
    private final int[] columns;
    private long[] words = {};

    /// @param chunkRows the most rows that [#read] is asked for
    public BatchReader(Schema schema, int chunkRows) {
        this(schema, IntStream.range(0, schema.size()).toArray(), chunkRows);
    }

    /// @param schema of the columns that are read
    /// @param columns their places in the batches
    /// @param chunkRows the most rows that [#read] is asked for
    public BatchReader(Schema schema, int[] columns, int chunkRows) {
        this.columns = columns.clone();
        chunk = new Chunk(schema);
        vectors = new FlatVector[schema.size()];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = FlatVector.allocate(schema.type(i), chunkRows);
        }
    }

    /// Fills the chunk with rows `from` to `from + count - 1`.
    ///
    /// @return the chunk, valid until the next call and while the batch is held
    public Chunk read(Batch batch, int from, int count) {
        chunk.start(count);
        for (int i = 0; i < vectors.length; i++) {
            fill(vectors[i], batch.column(columns[i]), from, count);
            chunk.set(i, vectors[i]);
        }
        return chunk;
    }

    /// The heap that the reader's vectors take, in bytes.
    public long heapBytes() {
        long bytes = 0;
        for (FlatVector vector : vectors) {
            bytes += vector.heapBytes();
        }
        return bytes;
    }

    private void fill(FlatVector vector, BatchColumn column, int from, int count) {
        vector.ensureCapacity(count);
        MemoryBlock validity = column.validity();
        if (validity == null) {
            vector.clearNulls();
        } else {
            copyBits(validity.segment(), from, vector.startUndefinedValidity(count), count);
        }
        MemorySegment source = column.values().segment();
        switch (vector) {
            case BooleanVector booleans -> copyBits(source, from, booleans.bits(), count);
            case IntVector ints -> MemorySegment.copy(source, INT32, 4L * from, ints.values(), 0, count);
            case LongVector longs -> MemorySegment.copy(source, INT64, 8L * from, longs.values(), 0, count);
            case DoubleVector doubles -> MemorySegment.copy(source, FLOAT64, 8L * from, doubles.values(), 0, count);
            case DecimalVector decimals -> fillDecimals(decimals, column.layout(), source, from, count);
            case StringVector strings -> {
                MemorySegment.copy(source, INT64, 16L * from, strings.views(), 0, 2 * count);
                strings.clearHeaps();
                List<MemoryBlock> heaps = column.heaps();
                for (int i = 0; i < heaps.size(); i++) {
                    strings.addHeap(heaps.get(i).segment());
                }
            }
        }
    }

    private static void fillDecimals(DecimalVector vector, BatchLayout layout, MemorySegment source, int from,
            int count) {
        if (layout == BatchLayout.INT64) {
            vector.startNarrow();
            MemorySegment.copy(source, INT64, 8L * from, vector.values(), 0, count);
            return;
        }
        long[] low = vector.values();
        long[] high = vector.startWide();
        for (int i = 0; i < count; i++) {
            low[i] = source.get(INT64, 16L * (from + i));
            high[i] = source.get(INT64, 16L * (from + i) + 8);
        }
    }

    private void copyBits(MemorySegment source, int from, long[] target, int count) {
        int first = from >> 6;
        int needed = Bits.words((from & 63) + count);
        if ((from & 63) == 0) {
            MemorySegment.copy(source, INT64, 8L * first, target, 0, needed);
            return;
        }
        if (words.length < needed) {
            words = new long[needed];
        }
        MemorySegment.copy(source, INT64, 8L * first, words, 0, needed);
        Bits.copy(words, from & 63, target, count);
    }
}
