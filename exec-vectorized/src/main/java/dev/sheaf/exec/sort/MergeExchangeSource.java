// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.sort;

import dev.sheaf.core.exchange.BatchReceiver;
import dev.sheaf.core.plan.SortKey;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.exec.operator.BatchChunks;
import dev.sheaf.exec.pipeline.DriverContext;
import dev.sheaf.exec.pipeline.SourceFactory;
import dev.sheaf.exec.pipeline.SourceOperator;
import java.util.List;
import java.util.stream.IntStream;

/// Merges the ordered streams of several tasks into one. Waits until every stream that hasn't ended has a row, since
/// any may hold the next one; a heap of the streams gives the smallest. An output chunk ends where a stream's chunk
/// does, so that rows can be gathered while all of them are still there. One driver.
public final class MergeExchangeSource implements SourceOperator {
    private final MergeInput[] inputs;
    private final VectorComparator ties;
    private final FlatVector[] vectors;
    private final FlatVector[] sources;
    private final Chunk output;
    private final int[] heap;
    private final int[] chosenInputs;
    private final int[] chosenRows;
    /// The inputs that need a row; the first `unfilledCount` entries count.
    private final int[] unfilled;
    private int unfilledCount;
    private int heapSize;

    private MergeExchangeSource(
            Schema schema, List<SortKey> keys, List<BatchReceiver> receivers, DriverContext context) {
        int chunkRows = context.chunkRows();
        this.inputs = new MergeInput[receivers.size()];
        for (int i = 0; i < inputs.length; i++) {
            BatchChunks chunks = new BatchChunks(schema, chunkRows, context.memory());
            inputs[i] = new MergeInput(receivers.get(i), chunks, new KeyEncoder(keys, schema), chunkRows);
        }
        this.unfilled = IntStream.range(0, inputs.length).toArray();
        this.unfilledCount = inputs.length;
        this.ties = new VectorComparator(new KeyEncoder(keys, schema).inexact());
        this.sources = new FlatVector[inputs.length];
        this.vectors = new FlatVector[schema.size()];
        this.output = new Chunk(schema);
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = FlatVector.allocate(schema.type(i), chunkRows);
        }
        this.heap = new int[inputs.length];
        this.chosenInputs = new int[chunkRows];
        this.chosenRows = new int[chunkRows];
    }

    /// @param keys the order of each stream and of the result
    /// @param receivers one per producer task; closed with the factory
    public static SourceFactory factory(Schema schema, List<SortKey> keys, List<BatchReceiver> receivers) {
        return new SourceFactory() {
            @Override
            public SourceOperator create(DriverContext context) {
                return new MergeExchangeSource(schema, keys, receivers, context);
            }

            @Override
            public int driversMax() {
                return 1;
            }

            @Override
            public void close() {
                receivers.forEach(BatchReceiver::close);
            }
        };
    }

    @Override
    public Result next(Waker waker) {
        if (!fill(waker)) {
            return Result.BLOCKED;
        }
        if (heapSize == 0) {
            return Result.FINISHED;
        }
        int count = 0;
        while (count < chosenRows.length && unfilledCount == 0) {
            MergeInput first = inputs[heap[0]];
            chosenInputs[count] = heap[0];
            chosenRows[count] = first.row();
            count++;
            first.advance();
            if (first.exhausted()) {
                unfilled[unfilledCount++] = heap[0];
                heap[0] = heap[--heapSize];
            }
            siftDown();
        }
        gather(count);
        return Result.ROWS;
    }

    /// Gets a row from each input that has none.
    ///
    /// @return whether all have one or have ended
    private boolean fill(Waker waker) {
        int blocked = 0;
        for (int i = 0; i < unfilledCount; i++) {
            int input = unfilled[i];
            switch (inputs[input].fill(waker)) {
                case BLOCKED -> unfilled[blocked++] = input;
                case FINISHED -> {}
                case ROWS -> siftUp(input);
            }
        }
        unfilledCount = blocked;
        return blocked == 0;
    }

    private void siftUp(int input) {
        int at = heapSize++;
        while (at > 0) {
            int parent = (at - 1) >>> 1;
            if (compare(heap[parent], input) <= 0) {
                break;
            }
            heap[at] = heap[parent];
            at = parent;
        }
        heap[at] = input;
    }

    private void siftDown() {
        if (heapSize < 2) {
            return;
        }
        int input = heap[0];
        int at = 0;
        while (2 * at + 1 < heapSize) {
            int child = 2 * at + 1;
            if (child + 1 < heapSize && compare(heap[child + 1], heap[child]) < 0) {
                child++;
            }
            if (compare(input, heap[child]) <= 0) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = input;
    }

    private int compare(int input1, int input2) {
        return inputs[input1].compareTo(inputs[input2], ties);
    }

    private void gather(int count) {
        output.start(count);
        // Inputs that have ended have no chunk, and are not chosen from.
        int any = chosenInputs[0];
        for (int column = 0; column < vectors.length; column++) {
            for (int i = 0; i < sources.length; i++) {
                sources[i] = inputs[inputs[i].ended() ? any : i].chunk().flat(column);
            }
            Interleave.gather(sources, chosenInputs, chosenRows, count, vectors[column]);
            output.set(column, vectors[column]);
        }
    }

    @Override
    public Chunk chunk() {
        return output;
    }

    @Override
    public long bytes() {
        long bytes = 0;
        for (MergeInput input : inputs) {
            bytes += input.bytes();
        }
        return bytes;
    }

    @Override
    public void close() {
        for (MergeInput input : inputs) {
            input.close();
        }
    }
}
