// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.window;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.plan.WindowNode;
import dev.sheaf.core.schedule.CancellationToken;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.DictionaryVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.exec.pipeline.DriverContext;
import dev.sheaf.exec.pipeline.SourceFactory;
import dev.sheaf.exec.pipeline.SourceOperator;
import dev.sheaf.exec.row.RowCollection;
import dev.sheaf.exec.row.RowReader;
import dev.sheaf.exec.sort.BucketedRows;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Computes window calls: takes bucket after bucket, sorts it, cuts it into blocks of whole partitions and gives each
/// block's rows with the calls' values behind them.
final class WindowSource implements SourceOperator {
    /// A block has at least so many rows, unless the bucket ends.
    private static final int BLOCK_ROWS = 8192;

    private final BucketedRows rows;
    private final AtomicInteger nextBucket;
    private final CancellationToken cancellation;
    private final int chunkRows;
    private final CallEvaluators calls;
    private final WindowBlock block;
    private final Chunk output;
    private final RowReader inputs;
    private final int inputCount;
    private final DictionaryVector[] outputs;
    private final FlatVector[] results;
    private final int[] codes;
    private final long[] addresses;
    private BucketedRows.@Nullable SortedBucket bucket;
    private int bucketNumber;
    private int blockStart;
    private int blockRow;

    private WindowSource(
            WindowNode node, BucketedRows rows, AtomicInteger nextBucket, MemoryContext memory, DriverContext context) {
        this.rows = rows;
        this.nextBucket = nextBucket;
        this.cancellation = context.cancellation();
        this.chunkRows = context.chunkRows();
        this.calls = new CallEvaluators(node, memory);
        this.block = new WindowBlock(node.input().schema(), memory, context.cancellation());
        this.output = new Chunk(node.schema());
        this.inputs = new RowReader(rows.layout(), chunkRows);
        this.inputCount = node.input().schema().size();
        this.outputs = new DictionaryVector[node.calls().size()];
        this.results = new FlatVector[outputs.length];
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] = new DictionaryVector(node.schema().type(inputCount + i));
        }
        this.codes = new int[chunkRows];
        this.addresses = new long[chunkRows];
    }

    static SourceFactory factory(WindowNode node, BucketedRows rows, MemoryContext memory) {
        AtomicInteger nextBucket = new AtomicInteger();
        return new SourceFactory() {
            @Override
            public SourceOperator create(DriverContext context) {
                return new WindowSource(node, rows, nextBucket, memory, context);
            }

            @Override
            public int driversMax() {
                return rows.bucketCount();
            }

            @Override
            public void close() {
                rows.close();
            }
        };
    }

    @Override
    public Result next(Waker waker) {
        RowCollection all = rows.rows();
        if (all == null) {
            return Result.FINISHED;
        }
        while (blockRow >= block.rowCount()) {
            if (!nextBlock(all)) {
                return Result.FINISHED;
            }
        }
        give(all);
        return Result.ROWS;
    }

    /// Computes the next block.
    ///
    /// @return whether there is one
    private boolean nextBlock(RowCollection all) {
        BucketedRows.SortedBucket current = bucket;
        if (current != null && blockStart + block.rowCount() >= current.count()) {
            closeBucket();
            rows.release(bucketNumber);
            current = null;
        }
        if (current == null) {
            current = nextBucket();
            if (current == null) {
                return false;
            }
            bucket = current;
            blockStart = 0;
        } else {
            blockStart += block.rowCount();
        }
        int size = blockSize(current, blockStart);
        block.start(
                all, current.addresses(), current.partitionStarts(), current.peerStarts(), blockStart, size);
        calls.start(block);
        for (int i = 0; i < results.length; i++) {
            results[i] = calls.evaluators().get(i).evaluate(block);
        }
        blockRow = 0;
        return true;
    }

    private BucketedRows.@Nullable SortedBucket nextBucket() {
        while (true) {
            int number = nextBucket.getAndIncrement();
            if (number >= rows.bucketCount()) {
                return null;
            }
            BucketedRows.SortedBucket sorted = rows.sort(number, cancellation);
            if (sorted.count() > 0) {
                bucketNumber = number;
                return sorted;
            }
            sorted.close();
        }
    }

    private static int blockSize(BucketedRows.SortedBucket bucket, int from) {
        int end = Math.min(bucket.count(), from + BLOCK_ROWS);
        while (end < bucket.count() && !Bits.get(bucket.partitionStarts(), end)) {
            end++;
        }
        return end - from;
    }

    private void give(RowCollection all) {
        int count = Math.min(chunkRows, block.rowCount() - blockRow);
        System.arraycopy(block.addresses(), blockRow, addresses, 0, count);
        output.start(count);
        Chunk read = inputs.readLazily(all, addresses, count);
        for (int i = 0; i < inputCount; i++) {
            output.set(i, read.rawColumn(i));
        }
        for (int i = 0; i < count; i++) {
            codes[i] = blockRow + i;
        }
        for (int i = 0; i < outputs.length; i++) {
            outputs[i].reset(results[i], codes, null, false);
            output.set(inputCount + i, outputs[i]);
        }
        blockRow += count;
    }

    @Override
    public Chunk chunk() {
        return output;
    }

    private void closeBucket() {
        if (bucket != null) {
            bucket.close();
            bucket = null;
        }
    }

    @Override
    public void close() {
        closeBucket();
        calls.close();
        block.close();
        Arrays.fill(results, null);
    }
}
