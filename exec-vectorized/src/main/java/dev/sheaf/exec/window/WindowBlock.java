// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.window;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.schedule.CancellationToken;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.exec.row.RowCollection;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Whole partitions one after another, in order: the unit that window calls are computed over, of a few thousand rows
/// or one large partition. Row numbers count from the block's start. Columns are copied out of the row pages when first
/// asked for. Reused for one block after another; its arrays are charged.
final class WindowBlock implements AutoCloseable {
    private static final int ARRAYS = 4;
    private static final int CHECK_MASK = 1023;

    private final Schema schema;
    private final MemoryContext memory;
    private final CancellationToken cancellation;
    private final FlatVector[] columns;
    private final boolean[] loaded;
    private @Nullable RowCollection rows;
    private long[] addresses = {};
    private int[] partitionStart = {};
    private int[] partitionEnd = {};
    private int[] peerStart = {};
    private int[] peerEnd = {};
    private int rowCount;
    private long reservedBytes;
    private long blockBytes;

    /// @param cancellation looked at while calls are computed
    WindowBlock(Schema schema, MemoryContext memory, CancellationToken cancellation) {
        this.schema = schema;
        this.memory = memory;
        this.cancellation = cancellation;
        this.columns = new FlatVector[schema.size()];
        this.loaded = new boolean[schema.size()];
    }

    Schema schema() {
        return schema;
    }

    /// Looks now and then whether the task goes on; called for each row of a slow loop.
    void checkCancelled(int row) {
        if ((row & CHECK_MASK) == 0) {
            cancellation.check();
        }
    }

    /// Begins a block of `count` rows of a bucket from `from` on.
    ///
    /// @param bucketAddresses where the bucket's rows lie, in order
    /// @param partitionBits a bit per row of the bucket that begins a partition
    /// @param peerBits a bit per row of the bucket that differs from the one before
    void start(
            RowCollection all,
            long[] bucketAddresses,
            long[] partitionBits,
            long[] peerBits,
            int from,
            int count) {
        memory.unreserve(blockBytes);
        blockBytes = 0;
        rows = all;
        rowCount = count;
        Arrays.fill(loaded, false);
        if (addresses.length < count) {
            int capacity = Math.max(count, Chunk.DEFAULT_ROWS);
            reserve((long) (capacity - addresses.length) * (8 + 4 * ARRAYS));
            addresses = new long[capacity];
            partitionStart = new int[capacity];
            partitionEnd = new int[capacity];
            peerStart = new int[capacity];
            peerEnd = new int[capacity];
        }
        System.arraycopy(bucketAddresses, from, addresses, 0, count);
        fillStarts(partitionBits, from, count, partitionStart);
        cancellation.check();
        fillStarts(peerBits, from, count, peerStart);
        cancellation.check();
        fillEnds(partitionStart, count, partitionEnd);
        cancellation.check();
        fillEnds(peerStart, count, peerEnd);
    }

    private static void fillStarts(long[] bits, int from, int count, int[] starts) {
        int start = 0;
        for (int i = 0; i < count; i++) {
            if (Bits.get(bits, from + i)) {
                start = i;
            }
            starts[i] = start;
        }
    }

    private static void fillEnds(int[] starts, int count, int[] ends) {
        int end = count;
        for (int i = count - 1; i >= 0; i--) {
            ends[i] = end;
            if (starts[i] == i) {
                end = i;
            }
        }
    }

    int rowCount() {
        return rowCount;
    }

    /// By row, the first row of its partition.
    int[] partitionStart() {
        return partitionStart;
    }

    /// By row, the end of its partition.
    int[] partitionEnd() {
        return partitionEnd;
    }

    /// By row, the first row that has the same partition and order.
    int[] peerStart() {
        return peerStart;
    }

    /// By row, the end of those.
    int[] peerEnd() {
        return peerEnd;
    }

    long[] addresses() {
        return addresses;
    }

    /// A column of all rows of the block, valid until the next block.
    FlatVector column(int index) {
        RowCollection all = rows;
        if (all == null) {
            throw new IllegalStateException("no block");
        }
        FlatVector vector = columns[index];
        if (vector == null) {
            vector = FlatVector.allocate(schema.type(index), Chunk.DEFAULT_ROWS);
            reserve(vector.heapBytes());
            columns[index] = vector;
        }
        if (!loaded[index]) {
            long before = vector.heapBytes();
            if (vector.capacity() < rowCount) {
                reserve(before / Math.max(1, vector.capacity()) * (rowCount - vector.capacity()));
            }
            cancellation.check();
            all.gather(index, addresses, null, rowCount, vector);
            loaded[index] = true;
        }
        return vector;
    }

    /// A vector of the block's size, for results.
    FlatVector newVector(DataType type) {
        FlatVector vector = FlatVector.allocate(type, rowCount);
        reserveForBlock(vector.heapBytes());
        return vector;
    }

    /// Row numbers, for results.
    int[] newRows() {
        reserveForBlock(4L * rowCount);
        return new int[rowCount];
    }

    /// Charges something that lives until the next block.
    void reserveForBlock(long bytes) {
        memory.reserve(bytes);
        blockBytes += bytes;
    }

    private void reserve(long bytes) {
        memory.reserve(bytes);
        reservedBytes += bytes;
    }

    /// Columns as a chunk of the block's rows.
    Chunk chunk(int[] wanted) {
        Chunk chunk = new Chunk(schema);
        chunk.start(rowCount);
        for (int column : wanted) {
            chunk.set(column, column(column));
        }
        return chunk;
    }

    @Override
    public void close() {
        memory.unreserve(reservedBytes + blockBytes);
        reservedBytes = 0;
        blockBytes = 0;
    }
}
